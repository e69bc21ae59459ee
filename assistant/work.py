"""What travels through the chain: a question, and what each step has found out about it.

Enters: nothing of its own. Leaves: one frozen record; each step returns a copy with its own fields filled.
"""

import time
from dataclasses import dataclass, field, replace

from assistant.draft import Draft
from assistant.study.turn import StudyTurn
from assistant.topics import Topic
from assistant.understand import Understood
from corpus.glossary import Term
from corpus.index import Index
from corpus.records import Hit, StudyItem


@dataclass(frozen=True, slots=True)
class Work:
    """A question on its way through the chain; each step fills one field."""

    index: Index
    started: float
    understood: Understood
    studying: StudyTurn | None = None
    """The turn of a quiz or a plan that the question is, if it is one."""
    until: float = 0.0
    """Moment of `time.monotonic()` by which a chat model must be ready."""
    hits: list[Hit] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    refusal: str | None = None
    in_scope: bool = True
    certain: bool = True
    """The sources answer the question itself, not just its topic."""
    near: bool = False
    """Out of scope, but close enough to name the nearest topic."""
    pieces: list[tuple[str, Topic]] = field(default_factory=list)
    term: Term | None = None
    correction: StudyItem | None = None
    draft: Draft | None = None
    timings: dict[str, float] = field(default_factory=dict)


def timed(work: Work, step: str) -> Work:
    """Note how long a step took: all the time that no earlier step has claimed."""
    elapsed = (time.perf_counter() - work.started) * 1000 - sum(work.timings.values())
    return replace(work, timings={**work.timings, step: round(elapsed, 2)})
