"""An answer before its citations are numbered and its text is laid out.

Enters: what the composing steps have chosen. Leaves: frozen records: statements with the spans that carry them,
grouped in parts. Holds no text of its own.
"""

from dataclasses import dataclass, field
from typing import Literal

from assistant.answer import Link, State
from corpus.records import Role, Span

LEAST_SHARE = 0.5
"""When fewer of a model's sentences than this survive, its answer is not worth keeping."""
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
    model: str = ""
    """The chat model that was asked to write, if any."""
    written: bool = False
    """Whether the statements are that model's words."""
    trouble: str = ""
    """Why they are not, for people."""


@dataclass
class Tally:
    """What became of a model's sentences."""

    shown: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    """By reason."""

    def drop(self, reason: str) -> None:
        """Count one that is not shown."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1

    @property
    def worth_keeping(self) -> bool:
        """Whether enough sentences survived."""
        return self.shown > 0 and self.shown >= LEAST_SHARE * (self.shown + sum(self.dropped.values()))
