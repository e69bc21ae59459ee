"""Fit the decision of `assistant/scope.py` on the training split and print how it does on dev.

Run as `python -m evals.fit_scope` with a current index. The file it writes is text: an axis in the
embedding space, two rows of weights, the date and the hash of the questions they came from.
"""

import hashlib
from dataclasses import astuple, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from assistant.refuse import reason_to_refuse
from assistant.retrieve import find
from assistant.scope import Features, measure
from assistant.settings import read_settings
from assistant.understand import understand
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from evals.cases import Case, Split, load_cases

TARGET = Path(__file__).parent.parent / "assistant" / "scope.toml"
NAMES = [field.name for field in fields(Features)]
MIN_ANSWERED = 0.96
"""The threshold answers at least this share of the in-scope training questions: a wrong "no" costs a reader too."""
PHRASING_WEIGHT = 0.2
"""The cards' phrasings are further examples of our topics; many and alike, so each counts for a fifth."""
_IN, _OUT = {"answered"}, {"no_information", "declined"}
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
        texts = [understand(case.as_question()).search_text for case in cases]
        return np.array([astuple(measure(t, find(t, self.index, self.embedder), self.index, 0.0)) for t in texts])

    def vectors(self, cases: list[Case]) -> Array:
        """Return the question vectors, shape (cases, dimension)."""
        return np.array([self.embedder.embed_question(understand(case.as_question()).search_text) for case in cases])

    def phrasings(self) -> Array:
        """Return the vectors of every phrasing of every card."""
        texts = [text for card in self.index.cards.values() for text in (*card.asked_as.nl, *card.asked_as.en)]
        return np.array(self.index.vectors_of([self.index.entry_of_text[text] for text in texts]))


def usable(cases: list[Case], split: Split) -> list[Case]:
    """Return the cases of a split that this decision is about: refusals have a rule of their own."""
    chosen = [case for case in cases if case.split == split and case.expected_state in _IN | _OUT]
    return [case for case in chosen if not reason_to_refuse(case.question)]


def in_scope(cases: list[Case]) -> NDArray[np.bool_]:
    """Return which cases the sources answer."""
    return np.array([case.expected_state in _IN for case in cases])


def fit_axis(vectors: Array, labels: NDArray[np.bool_], phrasings: Array) -> tuple[Array, float]:
    """Fit the line from other topics to ours; the phrasings stand on our side."""
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=5000)
    examples = np.vstack([vectors, phrasings])
    answers = np.concatenate([labels, np.ones(len(phrasings), dtype=bool)])
    importance = np.concatenate([np.ones(len(vectors)), np.full(len(phrasings), PHRASING_WEIGHT)])
    model.fit(examples - phrasings.mean(0), answers, sample_weight=importance)
    axis: Array = model.coef_[0]
    return axis, float(model.intercept_[0] - phrasings.mean(0) @ axis)


def held_out_directions(vectors: Array, labels: NDArray[np.bool_], phrasings: Array) -> Array:
    """Return each training question's direction by an axis that has not seen it."""
    directions = np.zeros(len(vectors))
    for seen, unseen in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(vectors, labels):
        axis, offset = fit_axis(vectors[seen], labels[seen], phrasings)
        directions[unseen] = vectors[unseen] @ axis + offset
    return directions


def fit_weights(features: Array, labels: NDArray[np.bool_]) -> dict[str, float]:
    """Fit one row of weights and its threshold."""
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=5000).fit(features, labels)
    threshold = float(np.quantile(model.predict_proba(features)[labels, 1], 1 - MIN_ANSWERED))
    row = {"bias": float(model.intercept_[0]), "threshold": threshold}
    return row | dict(zip(NAMES, map(float, model.coef_[0]), strict=True))


def probabilities(features: Array, row: dict[str, float]) -> Array:
    """Return the probability of each case under a row of weights."""
    scores = features @ np.array([row[name] for name in NAMES]) + row["bias"]
    result: Array = 1.0 / (1.0 + np.exp(-scores))
    return result


def main() -> None:
    """Fit on train, report on dev, write the file."""
    bench, cases = Bench(), load_cases()
    train = usable(cases, "train")
    labels, vectors, phrasings = in_scope(train), bench.vectors(train), bench.phrasings()
    features = bench.features(train)
    without = fit_weights(features, labels)
    features[:, NAMES.index("direction")] = held_out_directions(vectors, labels, phrasings)
    with_direction = fit_weights(features, labels)
    axis, offset = fit_axis(vectors, labels, phrasings)
    dev = usable(cases, "dev")
    dev_features = bench.features(dev)
    dev_features[:, NAMES.index("direction")] = bench.vectors(dev) @ axis + offset
    report("dev", dev, probabilities(dev_features, with_direction) >= with_direction["threshold"])
    digest = hashlib.sha256("\n".join(case.model_dump_json() for case in train).encode()).hexdigest()
    head = f'questions = {len(train)}\nquestions_sha256 = "{digest}"\n'
    TARGET.write_text(
        as_toml(head, bench.embedder.fingerprint, axis, offset, with_direction, without), encoding="utf-8"
    )


def report(name: str, cases: list[Case], said_yes: NDArray[np.bool_]) -> None:
    """Print the share of right decisions, by kind and in all."""
    right = said_yes == in_scope(cases)
    groups = {kind: [case.kind == kind for case in cases] for kind in sorted({case.kind for case in cases})}
    groups |= {"= answered": list(in_scope(cases)), "= declined": list(~in_scope(cases))}
    for kind, members in groups.items():
        rows = np.flatnonzero(members)
        print(f"{name:<6}{kind:<18}{right[rows].mean():.3f}  (n={len(rows)})")


def as_toml(  # noqa: PLR0913, PLR0917  one call, one file
    head: str,
    fingerprint: str,
    axis: Array,
    offset: float,
    with_direction: dict[str, float],
    without: dict[str, float],
) -> str:
    """Lay the fitted numbers out as text."""
    rows = ["# Weights of assistant/scope.py. Written by: python -m evals.fit_scope"]
    rows += [f'fitted_on = "{datetime.now(UTC).date().isoformat()}"', head]
    for title, row in (("with_direction", with_direction), ("without_direction", without)):
        rows += [f"[{title}]", *(f"{name} = {value:.4f}" for name, value in row.items()), ""]
    rows += ["[direction]", f'fingerprint = "{fingerprint}"', f"offset = {offset:.4f}", "axis = ["]
    numbers = [f"{value:.3f}" for value in axis]
    rows += [f"  {', '.join(numbers[i : i + 12])}," for i in range(0, len(numbers), 12)]
    return "\n".join([*rows, "]"]) + "\n"


if __name__ == "__main__":
    main()
