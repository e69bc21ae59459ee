"""An answer before its citations are numbered and its text is laid out.

Enters: what the composing steps have chosen. Leaves: frozen records: statements with the spans that carry them,
grouped in parts. Holds no text of its own.
"""

from dataclasses import dataclass
from typing import Literal

from assistant.answer import Link, Mode, State
from corpus.errors import Failure
from corpus.records import Role, Span

StatementKind = Literal["question", "explanation", "quote", "correction", "definition"]


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence of the answer with the spans that carry it, best evidence first."""

    text: str
    spans: tuple[Span, ...]
    kind: StatementKind
    label: str = ""
    """In a checklist: what the item is about."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is said about one of the things that were asked."""

    topics: tuple[str, ...]
    """Ids of the cards, or of the passage, that the part is about."""
    title: str
    """Shown when there is more than one part."""
    statements: tuple[DraftStatement, ...]
    heading: tuple[Role, str] | None = None
    """The role and the addressee of the questions."""
    note: str = ""
    """What we say ourselves under the title: how to do a step of a plan."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything an answer says, and what it does not."""

    state: State
    reason: str | None = None
    notice: str = ""
    """What we say ourselves instead of an answer: help, a refusal, or that the sources are silent."""
    parts: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    not_covered: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """What was found, best first, whether it is used or not."""
    closing: str = ""
    """What we say ourselves at the end: the next question of a quiz, or what to do with a plan."""
    mode: Mode = "cards"
    model: str = ""
    """The chat model that was asked to word the answer, whether it succeeded or not."""
    fallback: Failure | None = None
    """Why the answer was composed although there is a model."""
    dropped: tuple[tuple[str, int], ...] = ()
    """How many of the model's sentences were not shown as they were written, by reason."""
