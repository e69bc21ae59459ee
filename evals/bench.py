"""What the fitting commands share: an opened index, vectors of cases, and axes in the embedding space."""

from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from assistant.retrieve import find
from assistant.scope import Features, measure
from assistant.settings import read_settings
from assistant.understand import understand
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from evals.cases import Case

PHRASING_WEIGHT = 0.2
"""The cards' phrasings are further examples of our topics; many and alike, so each counts for a fifth."""
_FOLDS = 5

Array = NDArray[np.float64]


class Bench:
    """An index and its model, to measure cases with."""

    def __init__(self) -> None:
        settings = read_settings()
        self.embedder = SentenceEmbedder(settings.embedder, settings.data)
        self.index = Index(current_generation(settings.index_root), fingerprint=self.embedder.fingerprint)

    def features(self, cases: list[Case]) -> Array:
        """Return the features of each case but the direction, which is still 0: shape (cases, features)."""
        return np.array([astuple(self._measure(understand(case.as_question()).search_text)) for case in cases])

    def _measure(self, text: str) -> Features:
        hits = find(text, self.index, self.embedder)
        return measure(text, self.embedder.embed_question(text), hits, self.index, 0.0)

    def vectors(self, cases: list[Case]) -> Array:
        """Return the question vectors, shape (cases, dimension)."""
        return np.array([self.embedder.embed_question(understand(case.as_question()).search_text) for case in cases])

    def phrasings(self) -> Array:
        """Return the vectors of every phrasing of every card."""
        texts = [text for card in self.index.cards.values() for text in (*card.asked_as.nl, *card.asked_as.en)]
        return np.array(self.index.vectors_of([self.index.entry_of_text[text] for text in texts]))


def fit_axis(vectors: Array, labels: NDArray[np.bool_], phrasings: Array, *, ours: bool) -> tuple[Array, float]:
    """Fit the line to the labelled questions; the phrasings, which are `ours` to answer, stand on that side."""
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=5000)
    examples = np.vstack([vectors, phrasings])
    answers = np.concatenate([labels, np.full(len(phrasings), ours)])
    importance = np.concatenate([np.ones(len(vectors)), np.full(len(phrasings), PHRASING_WEIGHT)])
    model.fit(examples - phrasings.mean(0), answers, sample_weight=importance)
    axis: Array = model.coef_[0]
    return axis, float(model.intercept_[0] - phrasings.mean(0) @ axis)


def held_out_places(vectors: Array, labels: NDArray[np.bool_], phrasings: Array, *, ours: bool) -> Array:
    """Return each training question's direction by an axis that has not seen it."""
    directions = np.zeros(len(vectors))
    for seen, unseen in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(vectors, labels):
        axis, offset = fit_axis(vectors[seen], labels[seen], phrasings, ours=ours)
        directions[unseen] = vectors[unseen] @ axis + offset
    return directions


def axis_rows(fingerprint: str, axis: Array, offset: float) -> list[str]:
    """Lay an axis out as lines of TOML."""
    numbers = [f"{value:.3f}" for value in axis]
    rows = [f'fingerprint = "{fingerprint}"', f"offset = {offset:.4f}", "axis = ["]
    return [*rows, *(f"  {', '.join(numbers[i : i + 12])}," for i in range(0, len(numbers), 12)), "]", ""]
