"""Hand-labelled answers to quiz questions: load, split, and measure how often the judge agrees.

Enters: `quiz_answers.jsonl`, one answer a line. Leaves: the share of verdicts equal to the label, for the half that the
weights were fitted on (dev) and the half that they never saw (test). Run: python -m evals.quiz_answers
"""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.settings import read_settings
from assistant.study.items import QuizItem
from assistant.study.judge_told import judge_told
from assistant.study.quiz import candidates
from assistant.study.subject import Subject
from corpus.embedding import Embedder, SentenceEmbedder
from corpus.index import Index
from corpus.opening import open_index
from corpus.records import Language

ANSWERS = Path(__file__).parent / "quiz_answers.jsonl"


Split = Literal["train", "dev", "test", "english"]


class LabelledAnswer(BaseModel):
    """An answer as somebody might type it, and what a fair judge says of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    item: str
    answer: str
    label: Literal["right", "half", "wrong"]
    way: Literal["lay", "partial", "wrong", "empty", "off_topic", "copied"]
    language: Language = "nl"
    train_only: bool = False
    """Written later, to fit on; never measured with."""

    @property
    def split(self) -> Split:
        """The part that it belongs to; all answers to one item fall in the same part, English is measured only."""
        if self.language == "en":
            return "english"
        if self.train_only:
            return "train"
        return "dev" if hashlib.sha256(self.item.encode()).digest()[0] % 2 else "test"


def load_answers() -> list[LabelledAnswer]:
    """Read every answer, in file order."""
    return [LabelledAnswer.model_validate_json(line) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]


def open_items(index: Index, language: Language = "nl") -> dict[str, QuizItem]:
    """Return the open items of an index by id."""
    made = [each.make() for each in candidates(0, Subject(), index, language) if each.kind == "open"]
    return {item.id: item for item in made if item}


def compare(index: Index, embedder: Embedder) -> list[tuple[LabelledAnswer, str]]:
    """Return every answer with the judge's verdict."""
    items = {"nl": open_items(index), "en": open_items(index, "en")}
    return [
        (answer, judge_told(items[answer.language][answer.item], answer.answer, index, embedder).verdict)
        for answer in load_answers()
    ]


def main() -> None:
    """Print the agreement for each half and each way of answering, and every difference."""
    settings = read_settings()
    embedder = SentenceEmbedder(settings.embedder, settings.data, progress=False)
    judged = compare(open_index(settings.index_root, embedder.fingerprint), embedder)
    for split in ("train", "dev", "test", "english"):
        own = [(answer, verdict) for answer, verdict in judged if answer.split == split]
        agreed = sum(answer.label == verdict for answer, verdict in own)
        print(f"{split}: {agreed} of {len(own)} = {agreed / len(own):.3f}")
        ways = Counter(answer.way for answer, _ in own)
        right = Counter(answer.way for answer, verdict in own if answer.label == verdict)
        print("   " + ", ".join(f"{way} {right[way]}/{total}" for way, total in ways.items()))
        for answer, verdict in own:
            if answer.label != verdict:
                print(f"   {answer.item}: {answer.answer!r} is {answer.label}, judged {verdict}")


if __name__ == "__main__":
    main()
