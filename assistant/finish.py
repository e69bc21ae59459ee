"""A draft → the answer: citations numbered and checked, abbreviations written out, text laid out.

Enters: work whose draft is filled. Leaves: the `Answer`. Refuses a span that does not fit its page
(`IndexDamagedError`).
"""

import time
from collections.abc import Sequence

from assistant.answer import Answer, AnswerPart, Statement
from assistant.cite import Citations
from assistant.draft import DraftStatement, Part
from assistant.render import label, render
from assistant.study.layout import lay_out
from assistant.work import Work, timed


def finish(work: Work) -> Answer:
    """Return the answer of a draft: its citations numbered and checked, its text laid out."""
    draft, understood = work.draft, work.understood
    assert draft is not None  # _compose has filled it
    citations = Citations(work.index)
    explained: set[str] = set()

    def numbered(statement: DraftStatement) -> Statement:
        text = statement.text
        work.index.glossary.explain_abbreviations(statement.label, explained)
        if statement.kind not in {"quote", "definition"}:
            text = work.index.glossary.explain_abbreviations(text, explained)
        numbers = tuple(citations.number(span) for span in statement.spans)
        return Statement(text=text, citations=numbers, kind=statement.kind, label=statement.label)

    parts = [(part, [numbered(statement) for statement in part.statements]) for part in draft.parts]
    if work.studying and draft.state == "answered":
        text = lay_out(draft, parts, understood.language)
    else:
        text = render(draft, parts, understood.language, links_first=understood.intent == "links")
    timings = timed(work, "cite").timings
    total = (time.perf_counter() - work.started) * 1000
    return Answer(
        id=understood.asked.id,
        question=understood.asked.question,
        language=understood.language,
        intent=understood.intent,
        state=draft.state,
        reason=draft.reason,
        mode=draft.mode,
        model=draft.model,
        fallback=draft.fallback,
        dropped=dict(draft.dropped),
        label="" if work.studying else label(draft, understood.language),
        text=text,
        statements=tuple(statement for _, own in parts for statement in own),
        parts=_places(parts),
        citations=tuple(citations.all),
        links=draft.links,
        not_covered=draft.not_covered,
        follow_ups=draft.follow_ups,
        topics=draft.topics,
        index_generation=work.index.manifest.generation,
        timings_ms={"total": round(total, 2), **timings},
    )


def _places(parts: Sequence[tuple[Part, Sequence[Statement]]]) -> tuple[AnswerPart, ...]:
    """Say of each part which of the answer's statements it holds."""
    placed: list[AnswerPart] = []
    first = 0
    for part, own in parts:
        placed.append(
            AnswerPart(topics=part.topics, title=part.title, statements=tuple(range(first, first + len(own))))
        )
        first += len(own)
    return tuple(placed)
