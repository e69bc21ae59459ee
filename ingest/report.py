"""What a build did, for people: counts, and each document with what happened to it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Outcome = Literal["nieuw", "gewijzigd", "ongewijzigd", "vervallen", "mislukt", "verdwenen", "niet opgehaald"]
Step = Literal["fetch", "read", "chunk", "embed", "align", "write", "search", "verify", "name", "swap", "prune"]
"""What a build does, in this order; a step is told when it begins."""
_MOST_UNCHANGED = 5
"""More unchanged documents than this are counted, not listed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is; `done` and `of` count what the step works on, and are 0 when it cannot be counted."""

    step: Step
    done: int = 0
    of: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What happened to one document."""

    source_id: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of one build."""

    generation: Path
    changed: bool
    embedded: int
    """Texts that had to be embedded; 0 when everything was known already."""
    reused: int
    documents: int
    cards: int
    passages: int
    seconds: float
    outcomes: tuple[DocumentOutcome, ...] = field(default=())

    @property
    def failed(self) -> tuple[DocumentOutcome, ...]:
        """The documents that could not be read."""
        return tuple(outcome for outcome in self.outcomes if outcome.outcome == "mislukt")

    def in_words(self) -> str:
        """Return the report as Dutch lines for a terminal."""
        same = sum(o.outcome == "ongewijzigd" for o in self.outcomes)
        listed = [o for o in self.outcomes if o.outcome != "ongewijzigd" or same <= _MOST_UNCHANGED]
        lines = [f"  {o.outcome:<14} {o.source_id}{f': {o.detail}' if o.detail else ''}" for o in listed]
        if same > _MOST_UNCHANGED:
            lines.append(f"  ongewijzigd    {same} bronnen")
        state = "Nieuwe index" if self.changed else "Niets veranderd; index"
        lines.append(
            f"{state} {self.generation.name}: {self.cards} kaarten, {self.documents} documenten, "
            f"{self.passages} passages "
            f"({self.embedded} teksten nieuw berekend, {self.reused} hergebruikt) in {self.seconds:.1f} s."
        )
        return "\n".join(lines)
