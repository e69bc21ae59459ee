"""Where a quiz stands, read from the conversation itself: nothing is kept on the server.

Enters: the earlier turns. Leaves: the state of the quiz that is under way, or None. The assistant's own last quiz
turn says which question of how many it was, what the quiz is about, its number (the seed) and the score.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Turn
from assistant.study import phrases
from assistant.study.judgement import Verdict
from corpus.records import Language

_PLACE = re.compile(
    r"\*{0,2}(?P<word>Vraag|Question) (?P<place>\d{1,2}) (?:van|of) "
    r"(?P<count>\d{1,2})\*{0,2} · (?P<label>.+?) · quiz (?P<seed>\d{1,9})\b"
)
_SCORE = re.compile(
    r"(?:Stand|Score): (\d{1,2}) (?:goed|right), (\d{1,2}) half (?:goed|right), (\d{1,2}) (?:fout|wrong)\."
)
MOST_QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class Score:
    """How many answers were right, half right and wrong."""

    right: int = 0
    half: int = 0
    wrong: int = 0

    @property
    def asked(self) -> int:
        """How many questions were answered."""
        return self.right + self.half + self.wrong

    def with_verdict(self, verdict: Verdict) -> "Score":
        """Return the score after one more answer."""
        return replace(self, **{verdict: getattr(self, verdict) + 1})


@dataclass(frozen=True, slots=True)
class QuizState:
    """A quiz with a question that waits for its answer."""

    place: int
    """Of the question that waits, from 1."""
    count: int
    label: str
    seed: int
    language: Language
    score: Score
    said: str
    """The turn in which the question was asked."""
    waiting: bool
    """Whether the question was the last thing said; if not, something else came between."""


def quiz_in(history: Sequence[Turn]) -> QuizState | None:
    """Return the quiz that is under way, or None."""
    said = [turn.content for turn in history if turn.role == "assistant"]
    for back, text in enumerate(reversed(said)):
        if any(ended in text for ended in phrases.ENDED.values()):
            return None
        places = list(_PLACE.finditer(text))
        if places:
            last = back == 0 and history[-1].role == "assistant"
            return _state(places[-1], text, waiting=last)
    return None


def _state(found: re.Match[str], text: str, *, waiting: bool) -> QuizState | None:
    place, count = int(found["place"]), int(found["count"])
    if not 1 <= place <= count <= MOST_QUESTIONS:
        return None
    score = _SCORE.search(text)
    return QuizState(
        place, count, found["label"], int(found["seed"]), "nl" if found["word"] == "Vraag" else "en",
        Score(*map(int, score.groups())) if score else Score(), text, waiting,
    )  # fmt: skip
