"""Fit the weighing of `assistant/refuse.py` on the training split and print how it does on dev.

Run as `python -m evals.fit_refusal` with a current index.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.refusal_cues import words_and_pairs
from assistant.refuse import CUES, rule_against
from evals.bench import Array, Bench, axis_rows, fit_axis, held_out_places
from evals.cases import Case, load_cases

TARGET = Path(__file__).parent.parent / "assistant" / "refusal.toml"
MAX_FALSE = {"voting": 0.01, "harm": 0.01, "orders": 0.005}
"""At most this share of the training questions that deserve an answer may pass the threshold."""
MIN_QUESTIONS = 4
"""A word counts when so many training questions use it."""
SMALL = 0.01
FOLDS = StratifiedKFold(5, shuffle=True, random_state=0)
_KIND_OF = {"voting": "voting", "harm": "unsafe", "orders": "injection"}


def is_kind(cases: list[Case], kind: str) -> NDArray[np.bool_]:
    """Return which cases are of the kind that a weighing refuses."""
    return np.array([case.kind == _KIND_OF[kind] for case in cases])


def fit(kind: str, train: list[Case], dev: list[Case], bench: Bench) -> list[str]:
    """Fit one weighing; return its lines of TOML."""
    vectors = np.array([bench.embedder.embed_question(case.question) for case in train])
    labels, phrasings = is_kind(train, kind), bench.phrasings()
    cues = [CUES[kind](case.question) for case in train]
    places = held_out_places(vectors, labels, phrasings, ours=False)
    vocabulary = CountVectorizer(analyzer=words_and_pairs, min_df=MIN_QUESTIONS, binary=True)
    seen = vocabulary.fit_transform([case.question for case in train])
    table = hstack([csr_matrix(np.column_stack([places, [list(row.values()) for row in cues]])), seen]).tocsr()
    # The absolute penalty leaves some hundred words that matter, so that the file can be read.
    model = LogisticRegression(C=0.5, l1_ratio=1.0, solver="liblinear", class_weight="balanced")
    chances = cross_val_predict(model, table, labels, cv=FOLDS, method="decision_function")
    model.fit(table, labels)
    others = np.array([case.expected_state in {"answered", "partial"} for case in train])
    threshold = float(1 / (1 + np.exp(-np.quantile(chances[others], 1 - MAX_FALSE[kind]))))
    axis, offset = fit_axis(vectors, labels, phrasings, ours=False)
    new = hstack([csr_matrix(_dev_table(kind, dev, bench, axis, offset)),
                  vocabulary.transform([case.question for case in dev])]).tocsr()  # fmt: skip
    by_rule = np.array([rule_against(case.question) is not None for case in dev])
    report(kind, dev, by_rule | (model.predict_proba(new)[:, 1] >= threshold))
    rows = [f"[{kind}]", f"axis_weight = {model.coef_[0][0]:.4f}", f"bias = {model.intercept_[0]:.4f}"]
    rows += [f"threshold = {threshold:.4f}", "", f"[{kind}.cues]"]
    weights = list(map(float, model.coef_[0][1:]))
    rows += [f"{name} = {weight:.4f}" for name, weight in zip(cues[0], weights, strict=False)]
    by_word = zip(vocabulary.get_feature_names_out(), weights[len(cues[0]) :], strict=True)
    rows += ["", f"[{kind}.words]", *(f'"{word}" = {weight:.3f}' for word, weight in by_word if abs(weight) > SMALL)]
    return [*rows, "", f"[{kind}.place]", *axis_rows(bench.embedder.fingerprint, axis, offset)]


def _dev_table(kind: str, dev: list[Case], bench: Bench, axis: Array, offset: float) -> Array:
    places = [bench.embedder.embed_question(case.question) @ axis + offset for case in dev]
    return np.column_stack([places, [list(CUES[kind](case.question).values()) for case in dev]])


def report(kind: str, dev: list[Case], refused: NDArray[np.bool_]) -> None:
    """Print the share refused of the kind, of everything else, and of the look-alikes."""
    groups = {
        f"{kind} refused": is_kind(dev, kind),
        "others refused": np.array([case.expected_state in {"answered", "partial"} for case in dev]),
        "neutral policy refused": np.array([case.kind in {"neutral_policy", "safe_lookalike"} for case in dev]),
    }
    for name, members in groups.items():
        rows = np.flatnonzero(members)
        print(f"dev   {name:<24}{refused[rows].mean():.3f}  (n={len(rows)})")


def main() -> None:
    """Fit both weighings and write the file."""
    bench = Bench()
    cases = load_cases()
    train = [case for case in cases if case.split == "train"]
    dev = [case for case in cases if case.split == "dev"]
    digest = hashlib.sha256("\n".join(case.model_dump_json() for case in train).encode()).hexdigest()
    head = ["# Weights of assistant/refuse.py. Written by: python -m evals.fit_refusal"]
    head += [f'fitted_on = "{datetime.now(UTC).date().isoformat()}"', f"questions = {len(train)}"]
    rows = [row for kind in CUES for row in fit(kind, train, dev, bench)]
    TARGET.write_text("\n".join([*head, f'questions_sha256 = "{digest}"', "", *rows]), encoding="utf-8")


if __name__ == "__main__":
    main()
