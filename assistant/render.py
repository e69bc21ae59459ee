"""Draft + citation numbers → the Markdown that a reader sees. Pure; used by every edge alike."""

from collections.abc import Sequence

from assistant import phrases
from assistant.answer import Statement
from assistant.compose import Draft
from corpus.records import Language


def render(draft: Draft, statements: Sequence[Statement], language: Language, *, links_first: bool) -> str:
    """Lay an answer out: what was asked for first, then the rest, then what the sources do not say."""
    parts = [draft.notice] if draft.notice else []
    links = _links(draft, language, links_first)
    if links_first:
        parts += links
    kinds = list(dict.fromkeys(statement.kind for statement in statements))
    for place, kind in enumerate(kinds):
        lines = [statement for statement in statements if statement.kind == kind]
        parts += _questions(draft, lines, language) if kind == "question" else _facts(lines, language, first=place == 0)
    if not links_first:
        parts += links
    if statements and draft.not_covered:
        parts.append(f"**{phrases.NOT_IN_SOURCES[language]}.** {' '.join(draft.not_covered)}")
    return "\n\n".join(parts)


def _questions(draft: Draft, statements: Sequence[Statement], language: Language) -> list[str]:
    detail = ""
    if draft.heading:
        role, addressee = draft.heading
        detail = f" ({phrases.ROLE_NAMES[language][role]}, {phrases.ADDRESSEES[language][addressee]})"
    rows = [f"{place}. {cited(statement)}" for place, statement in enumerate(statements, 1)]
    return [f"**{phrases.QUESTIONS[language]}**{detail}", "\n".join(rows)]


def _facts(statements: Sequence[Statement], language: Language, *, first: bool) -> list[str]:
    title = (phrases.FACTS if first else phrases.WHY)[language]
    rows = [f"> {cited(s)}" if s.kind == "quote" else cited(s) for s in statements]
    return [f"**{title}**", "\n\n".join(rows) if statements[0].kind == "quote" else " ".join(rows)]


def _links(draft: Draft, language: Language, links_first: bool) -> list[str]:
    if not draft.links:
        return [phrases.NO_ADDRESS[language]] if links_first and draft.statements else []
    title = (phrases.WHERE if links_first else phrases.READ_MORE)[language]
    rows = [f"- [{escape(link.title)}]({link.url})" + (f": {link.why}" if links_first else "") for link in draft.links]
    return [f"**{title}**", "\n".join(rows)]


def cited(statement: Statement) -> str:
    """Return a statement followed by its citation markers."""
    return statement.text + " " + "".join(f"[{number}]" for number in statement.citations)


def escape(text: str) -> str:
    """Keep text from closing a Markdown link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
