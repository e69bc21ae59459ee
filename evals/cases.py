"""The questions that we measure with: load, check, split.

Enters: `cases/*.jsonl`, one case a line. Leaves: frozen `Case`s, each in one of three splits that never
change: train (to fit the scope decision), dev (to choose by) and test (to report, never to tune on).
Refuses: a case that does not parse, an id that occurs twice, a card that does not exist.
"""

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer import Question, Turn

CASES = Path(__file__).parent / "cases"
Split = Literal["train", "dev", "test"]
_SPLITS: tuple[Split, ...] = ("train", "train", "dev", "test", "test")
"""Two fifths train, one fifth dev, two fifths test, by the hash of the question's own words."""


class Case(BaseModel):
    """One question with what a good answer does."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    question: str
    language: Literal["nl", "en"]
    kind: str
    history: tuple[Turn, ...] = ()
    expected_state: Literal["answered", "partial", "no_information", "refused", "declined"]
    """`declined` accepts both `no_information` and `refused`."""
    expected_cards: tuple[str, ...] = ()
    must_contain: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one text must occur in the answer."""
    expected_link: str = ""
    local: bool = False
    topic: str = ""
    corrects: str = ""
    """For a false premise: what the sources do say."""
    train_only: bool = False
    """Written as training material; never measured with."""

    @property
    def split(self) -> Split:
        """The split, from the question itself: adding a case never moves another."""
        if self.train_only:
            return "train"
        digest = hashlib.sha256(" ".join(self.question.lower().split()).encode()).digest()
        return _SPLITS[digest[0] % len(_SPLITS)]

    def as_question(self) -> Question:
        """Return what the assistant is asked."""
        return Question(id=self.id, question=self.question, history=self.history)


def load_cases(folder: Path = CASES) -> list[Case]:
    """Read every case, in file order."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                cases.append(Case.model_validate_json(line))
            except ValueError as error:
                raise ValueError(f"{path.name}, regel {number}: {error}") from error
    ids = [case.id for case in cases]
    twice = {identifier for identifier in ids if ids.count(identifier) > 1}
    if twice:
        raise ValueError(f"deze ids komen twee keer voor: {sorted(twice)}")
    return cases
