"""Fit the decision of `assistant/scope.py` on the training split and print how it does on dev.

Run as `python -m evals.fit_scope` with a current index. The file it writes is text: an axis in the
embedding space, two rows of weights, the date and the hash of the questions they came from.
"""

import hashlib
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.scope import Features
from evals.bench import Array, Bench, axis_rows, fit_axis, held_out_places
from evals.cases import Case, Split, load_cases

TARGET = Path(__file__).parent.parent / "assistant" / "scope.toml"
NAMES = [field.name for field in fields(Features)]
MIN_ANSWERED = 0.98
"""The threshold answers at least this share of the in-scope training questions: a wrong "no" costs a reader too."""
MIN_CERTAIN = 0.90
"""At least this share of them is answered in full; below that, an answer says that it may not be complete."""
_IN, _OUT = {"answered"}, {"no_information", "declined"}


def usable(cases: list[Case], split: Split) -> list[Case]:
    """Return the cases of a split that this decision is about: refusals have a rule of their own."""
    chosen = [case for case in cases if case.split == split and case.kind != "injection"]
    return [case for case in chosen if case.expected_state in _IN | _OUT]


def in_scope(cases: list[Case]) -> NDArray[np.bool_]:
    """Return which cases the sources answer."""
    return np.array([case.expected_state in _IN for case in cases])


def fit_weights(features: Array, labels: NDArray[np.bool_]) -> dict[str, float]:
    """Fit one row of weights and its threshold."""
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=5000).fit(features, labels)
    chances = model.predict_proba(features)[labels, 1]
    threshold, certain = (float(np.quantile(chances, 1 - share)) for share in (MIN_ANSWERED, MIN_CERTAIN))
    row = {"bias": float(model.intercept_[0]), "threshold": threshold, "certain": certain}
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
    features[:, NAMES.index("direction")] = held_out_places(vectors, labels, phrasings, ours=True)
    with_direction = fit_weights(features, labels)
    axis, offset = fit_axis(vectors, labels, phrasings, ours=True)
    dev = usable(cases, "dev")
    dev_features = bench.features(dev)
    dev_features[:, NAMES.index("direction")] = bench.vectors(dev) @ axis + offset
    for level in ("threshold", "certain"):
        report(f"dev {level}", dev, probabilities(dev_features, with_direction) >= with_direction[level])
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
    rows += ["[direction]", *axis_rows(fingerprint, axis, offset)]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
