"""A study draft with numbered citations → the Markdown that a reader sees. Pure.

Enters: a draft, its parts with their statements, and the language. Leaves: Markdown, with the next quiz question, or
what to do with a plan, at the end.
"""

from collections.abc import Sequence

from assistant import phrases as general
from assistant.answer import Statement
from assistant.draft import Draft, Part
from assistant.render import cited, escape
from assistant.study import plan_phrases
from corpus.records import Language


def lay_out(draft: Draft, parts: Sequence[tuple[Part, Sequence[Statement]]], language: Language) -> str:
    """Lay a study answer out."""
    blocks = [draft.notice] if draft.notice else []
    for part, statements in parts:
        blocks += [f"**{part.title}**"] if part.title else []
        blocks += [part.note] if part.note else []
        rows = [f"{place}. {cited(statement, draft.mode)}" for place, statement in enumerate(statements, 1)]
        blocks += ["\n".join(rows) if len(rows) > 1 else cited(statements[0], draft.mode)] if rows else []
    if draft.links:
        rows = [f"- [{escape(link.title)}]({link.url})" for link in draft.links]
        plan = any(part.note for part, _ in parts)
        title = plan_phrases.MORE_TIME[language] if plan else general.READ_MORE[language]
        blocks += [f"**{title}**", "\n".join(rows)]
        blocks += [plan_phrases.NO_TITLES[language]] if plan else []
    if draft.not_covered and parts:
        blocks.append(f"**{general.NOT_IN_SOURCES[language]}.** {' '.join(draft.not_covered)}")
    return "\n\n".join([*blocks, draft.closing] if draft.closing else blocks)
