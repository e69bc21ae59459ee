"""The frozen records of a quiz: an item, its options, and the cited statements that answer it.

Enters: what the modules for each kind have chosen. Leaves: records; holds no text of its own.
"""

from dataclasses import dataclass
from typing import Literal

from assistant.draft import DraftStatement
from corpus.records import Language, Role, Span

Kind = Literal["choice", "open", "role", "term", "cloze"]
KINDS: tuple[Kind, ...] = ("choice", "open", "role", "term", "cloze")
LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    text: str
    right: bool
    owner: str
    """Title of the card, or name of the term or role, that it belongs to."""
    span: Span
    """Where the text stands, or for a role, the question that has it."""


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One question of a quiz, whose answers are all cited."""

    id: str
    kind: Kind
    language: Language
    role: Role
    about: str
    """Id of the card, or `term:` and the term, that the item is about."""
    title: str
    """What it is about, for people."""
    ask: str
    answers: tuple[DraftStatement, ...]
    """Every right answer, most important first, with the spans that carry it."""
    quoted: str = ""
    """What is asked about: a question to sort, a meaning to name, or a sentence with a gap."""
    options: tuple[Option, ...] = ()
    """Empty when the answer is typed."""
    why: DraftStatement | None = None
    """The sentence of the card that says why the answer matters."""
    accepted: tuple[str, ...] = ()
    """Of an item with one short answer: the texts that count as right."""

    @property
    def right_letter(self) -> str:
        """The letter of the right option, or an empty string when the answer is typed."""
        return next((LETTERS[place] for place, option in enumerate(self.options) if option.right), "")
