"""Draft + citation numbers → the Markdown that a reader sees. Pure; used by every edge alike."""

import re
from collections.abc import Sequence

from assistant import phrases
from assistant.answer import Mode, Statement
from assistant.draft import Draft, Part
from corpus.records import Language

Statements = Sequence[Statement]
_MARKUP = re.compile(r"[\\`*_\[\]<>~$|&]|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=\w)(?=@)", re.IGNORECASE)
"""What Markdown would read as more than a character: marks, tags, entities, and addresses that it makes links of."""


def render(draft: Draft, parts: Sequence[tuple[Part, Statements]], language: Language, *, links_first: bool) -> str:
    """Lay an answer out: what was asked for first, then the rest, then what the sources do not say.

    `parts` are the draft's parts, each with its statements once their citations are numbered.
    """
    blocks = [draft.notice] if draft.notice else []
    links = _links(draft, language, links_first)
    if links_first:
        blocks += links
    for part, statements in parts:
        if part.title:
            blocks.append(f"### {part.title}")
        blocks += _part(part, statements, language, draft.mode)
    if not links_first:
        blocks += links
    open_ends = [line for line in draft.not_covered if line not in draft.notice]
    if any(statements for _, statements in parts) and open_ends:
        blocks.append(f"**{phrases.NOT_IN_SOURCES[language]}.** {' '.join(open_ends)}")
    if line := label(draft, language):
        blocks.append(f"*{escape(line)}*")
    return "\n\n".join(blocks)


def label(draft: Draft, language: Language) -> str:
    """Return one line on who worded the answer; what holds no statement needs none."""
    if not any(part.statements for part in draft.parts):
        return ""
    if draft.mode == "model":
        return phrases.WORDED[language].format(model=draft.model)
    if draft.fallback:
        return phrases.FELL_BACK[language].format(model=draft.model, why=phrases.FAILURES[draft.fallback][language])
    return phrases.COMPOSED[language]


def _part(part: Part, statements: Statements, language: Language, mode: Mode) -> list[str]:
    blocks: list[str] = []
    kinds = list(dict.fromkeys(statement.kind for statement in statements))
    for kind in kinds:
        lines = [statement for statement in statements if statement.kind == kind]
        if kind == "question":
            blocks += _questions(part, lines, language, mode)
        else:
            blocks += [f"**{_heading(kind, kinds, language)}**", _sentences(lines, mode)]
    return blocks


def _heading(kind: str, kinds: Sequence[str], language: Language) -> str:
    if kind == "correction":
        return phrases.HEADS_UP[language]
    if kind == "definition":
        return phrases.MEANING[language]
    led_by_questions = kinds[: kinds.index(kind)].count("question") > 0
    return (phrases.WHY if led_by_questions else phrases.FACTS)[language]


def _sentences(statements: Statements, mode: Mode) -> str:
    if statements[0].kind == "quote":
        return "\n\n".join(f"> {cited(statement, mode)}" for statement in statements)
    return " ".join(cited(statement, mode) for statement in statements)


def _questions(part: Part, statements: Statements, language: Language, mode: Mode) -> list[str]:
    detail = ""
    if part.heading:
        role, addressee = part.heading
        detail = f" ({phrases.ROLE_NAMES[language][role]}, {phrases.ADDRESSEES[language][addressee]})"
    rows = [f"{place}. {cited(statement, mode)}" for place, statement in enumerate(statements, 1)]
    return [f"**{phrases.QUESTIONS[language]}**{detail}", "\n".join(rows)]


def _links(draft: Draft, language: Language, links_first: bool) -> list[str]:
    if not draft.links:
        return [phrases.NO_ADDRESS[language]] if links_first and draft.parts else []
    title = (phrases.WHERE if links_first else phrases.READ_MORE)[language]
    rows = [f"- [{escape(link.title)}]({link.url})" + (f": {link.why}" if links_first else "") for link in draft.links]
    return [f"**{title}**", "\n".join(rows)]


def cited(statement: Statement, mode: Mode) -> str:
    """Return a statement after its label, if it has one, and before its citation markers."""
    label = f"**{escape(statement.label)}.** " if statement.label else ""
    return label + shown(statement, mode) + " " + "".join(f"[{number}]" for number in statement.citations)


def shown(statement: Statement, mode: Mode) -> str:
    """Return a statement's text as Markdown; what is quoted, or worded by a model, stays the plain text that it is."""
    return as_plain_text(statement.text) if statement.kind == "quote" or mode == "model" else statement.text


def as_plain_text(text: str) -> str:
    """Return Markdown that shows a text as it is: nothing in it becomes a link, an image, a tag or a heading."""
    inline = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return re.sub(r"^(\d*)(?=[#+=-]|(?<=\d)[.)])", r"\1\\", inline)


def escape(text: str) -> str:
    """Keep text from closing a Markdown link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
