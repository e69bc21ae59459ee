"""Fit the weighing of `assistant/refuse.py` on the training split and print how it does on dev.

Run as `python -m evals.fit_refusal` with a current index. Cases of prompt injection are left out: declining
them in either way is right.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.refuse import CUES
from evals.bench import Array, Bench, axis_rows, fit_axis, held_out_places
from evals.cases import Case, load_cases

TARGET = Path(__file__).parent.parent / "assistant" / "refusal.toml"
MAX_FALSE = 0.005
"""At most this share of the other training questions may pass the threshold."""
_KIND_OF = {"voting": "voting", "harm": "unsafe"}


def is_kind(cases: list[Case], kind: str) -> NDArray[np.bool_]:
    """Return which cases are of the kind that a weighing refuses."""
    return np.array([case.kind == _KIND_OF[kind] for case in cases])


def fit(kind: str, train: list[Case], dev: list[Case], bench: Bench) -> list[str]:
    """Fit one weighing; return its lines of TOML."""
    vectors = np.array([bench.embedder.embed_question(case.question) for case in train])
    labels, phrasings = is_kind(train, kind), bench.phrasings()
    cues = [CUES[kind](case.question) for case in train]
    places = held_out_places(vectors, labels, phrasings, ours=False)
    table = np.column_stack([places, [list(row.values()) for row in cues]])
    model = LogisticRegression(C=3.0, class_weight="balanced", max_iter=5000).fit(table, labels)
    others = np.array([case.expected_state != "refused" for case in train])
    threshold = float(np.quantile(model.predict_proba(table)[others, 1], 1 - MAX_FALSE))
    axis, offset = fit_axis(vectors, labels, phrasings, ours=False)
    report(kind, dev, model.predict_proba(_dev_table(kind, dev, bench, axis, offset))[:, 1] >= threshold)
    rows = [f"[{kind}]", f"axis_weight = {model.coef_[0][0]:.4f}", f"bias = {model.intercept_[0]:.4f}"]
    rows += [f"threshold = {threshold:.4f}", "", f"[{kind}.cues]"]
    rows += [f"{name} = {weight:.4f}" for name, weight in zip(cues[0], model.coef_[0][1:], strict=True)]
    return [*rows, "", f"[{kind}.place]", *axis_rows(bench.embedder.fingerprint, axis, offset)]


def _dev_table(kind: str, dev: list[Case], bench: Bench, axis: Array, offset: float) -> Array:
    places = [bench.embedder.embed_question(case.question) @ axis + offset for case in dev]
    return np.column_stack([places, [list(CUES[kind](case.question).values()) for case in dev]])


def report(kind: str, dev: list[Case], refused: NDArray[np.bool_]) -> None:
    """Print the share refused of the kind, of everything else, and of the look-alikes."""
    groups = {
        f"{kind} refused": is_kind(dev, kind),
        "others refused": np.array([case.expected_state != "refused" for case in dev]),
        "neutral policy refused": np.array([case.kind in {"neutral_policy", "safe_lookalike"} for case in dev]),
    }
    for name, members in groups.items():
        rows = np.flatnonzero(members)
        print(f"dev   {name:<24}{refused[rows].mean():.3f}  (n={len(rows)})")


def main() -> None:
    """Fit both weighings and write the file."""
    bench = Bench()
    cases = [case for case in load_cases() if case.kind != "injection"]
    train = [case for case in cases if case.split == "train"]
    dev = [case for case in cases if case.split == "dev"]
    digest = hashlib.sha256("\n".join(case.model_dump_json() for case in train).encode()).hexdigest()
    head = ["# Weights of assistant/refuse.py. Written by: python -m evals.fit_refusal"]
    head += [f'fitted_on = "{datetime.now(UTC).date().isoformat()}"', f"questions = {len(train)}"]
    rows = [row for kind in CUES for row in fit(kind, train, dev, bench)]
    TARGET.write_text("\n".join([*head, f'questions_sha256 = "{digest}"', "", *rows]), encoding="utf-8")


if __name__ == "__main__":
    main()
