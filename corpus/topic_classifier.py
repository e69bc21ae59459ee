"""Question vector → how well each card fits: a linear classifier over the cards' own texts.

Enters: at build, the unit vectors of every phrasing, question and sentence of every card. Leaves: a small file
of weights, and for a question one score for each card. A nearest phrasing says that one wording was alike; the
classifier has seen what tells one card's wordings from all the others'. Refuses nothing: with fewer than two
cards there is nothing to tell apart, and every score is zero.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_FILE = "topics.npz"
_INVERSE_REGULARISATION = 30.0
"""Flat between 10 and 100 on the training and dev questions (evals/DECISIONS.md)."""


def write_topic_classifier(folder: Path, vectors: Matrix, owners: Sequence[str]) -> None:
    """Fit on `vectors`, shape (n, dimension), each owned by the card of that id, and write the weights."""
    from sklearn.linear_model import LogisticRegression

    cards = sorted(set(owners))
    if len(cards) < 2:
        weights, bias = np.zeros((len(cards), vectors.shape[1])), np.zeros(len(cards))
    else:
        middle = vectors.mean(axis=0)
        model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=3000).fit(vectors - middle, list(owners))
        weights, bias = model.coef_, model.intercept_ - model.coef_ @ middle
        if len(cards) == 2:  # scikit-learn keeps one row for two classes
            weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / _FILE, cards=np.array(cards), weights=weights.astype(np.float32), bias=bias.astype(np.float32))


class TopicClassifier:
    """The weights, opened for reading."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / _FILE) as stored:
            self._cards: list[str] = [str(card) for card in stored["cards"]]
            self._weights: Matrix = stored["weights"]
            self._bias: Matrix = stored["bias"]

    def scores(self, vector: Matrix) -> dict[str, float]:
        """Return the log-odds-like score of every card for one question vector, shape (dimension,)."""
        values = self._weights @ vector + self._bias
        return dict(zip(self._cards, map(float, values), strict=True))
