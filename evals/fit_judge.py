"""Fit the weights that judge answers in one's own words, on the labelled answers outside the test half.

Enters: the labelled answers and the current index. Leaves: `assistant/study/judge.toml`, and on screen the agreement
when each item is left out of the fit in turn. Run: python -m evals.fit_judge
"""

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.settings import read_settings
from assistant.study.judge_told import Traits, Weighing, form_of, is_empty, measure, repeats
from corpus.embedding import SentenceEmbedder
from corpus.opening import open_index
from evals.quiz_answers import LabelledAnswer, load_answers, open_items

TARGET = Path(__file__).parents[1] / "assistant" / "study" / "judge.toml"
FULL = tuple(Traits.__dataclass_fields__)
LETTERS_ONLY = ("shared", "told")
"""What is left for an embedding model that the weights were not fitted for."""
_INVERSE_REGULARISATION = 3.0

Measured = list[tuple[LabelledAnswer, Traits]]


def fit(measured: Measured, names: tuple[str, ...], fingerprint: str) -> Weighing:
    """Fit both rows: whether an answer is related, and whether it is right."""
    rows = [_fit_row(measured, names, labels) for labels in ({"right", "half"}, {"right"})]
    return Weighing(fingerprint, *rows)


def _fit_row(measured: Measured, names: tuple[str, ...], labels: set[str]) -> dict[str, float]:
    values = np.array([[getattr(traits, name) for name in names] for _, traits in measured])
    wanted = [answer.label in labels for answer, _ in measured]
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=2000).fit((values - middle) / spread, wanted)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ middle)
    return {"bias": bias, **{name: float(weight) for name, weight in zip(names, weights, strict=True)}}


def left_out(measured: Measured, names: tuple[str, ...]) -> float:
    """Return the agreement when the answers to each item are judged by weights that did not see them."""
    agreed = 0
    for item in {answer.item for answer, _ in measured}:
        weighing = fit([pair for pair in measured if pair[0].item != item], names, "")
        agreed += sum(weighing.verdict(traits) == a.label for a, traits in measured if a.item == item)
    return agreed / len(measured)


def main() -> None:
    """Fit and write."""
    settings = read_settings()
    embedder = SentenceEmbedder(settings.embedder, settings.data, progress=False)
    index = open_index(settings.index_root, embedder.fingerprint)
    items = open_items(index)
    lines = [
        "# Weights that judge an answer in one's own words: python -m evals.fit_judge",
        f'fingerprint = "{embedder.fingerprint}"',
    ]
    for form in ("question", "meaning"):
        measured = [
            (answer, measure(items[answer.item], answer.answer, index, embedder)[0])
            for answer in load_answers()
            if answer.split in {"train", "dev"} and form_of(items[answer.item]) == form
            and not is_empty(answer.answer) and not repeats(items[answer.item], answer.answer)
        ]  # fmt: skip
        for name, names in ((form, FULL if form == "question" else FULL[:-1]), (f"{form}_letters", LETTERS_ONLY)):
            print(f"{name}: {left_out(measured, names):.3f} of {len(measured)} when left out")
            weighing = fit(measured, names, "")
            for row in ("related", "right"):
                lines += ["", f"[{name}.{row}]"]
                lines += [f"{key} = {value:.4f}" for key, value in getattr(weighing, row).items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
