"""Blocks (headings, paragraphs, list items) → an archived `Page` with roles and sections recognised.

Enters: what an extractor read, in reading order. Leaves: one text with offsets of its headings.
Refuses nothing; a document without headings becomes one without sections.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.records import Heading, Page, Role, Section, Sheet, Source

_OPENING_WORDS = 14
"""How many words of a block may decide which section it opens."""
_ROLE_HEADING = re.compile(
    r"^(?:\d+[.)]\s*)?(volksvertegenwoordigende|kaderstellende|controlerende) rol\b", re.IGNORECASE
)
_ROLE_OF: dict[str, Role] = {
    "volksvertegenwoordigende": "volksvertegenwoordigend",
    "kaderstellende": "kaderstellend",
    "controlerende": "controlerend",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; `level` counts for headings only, 1 being the highest."""

    kind: Literal["heading", "paragraph", "item"]
    text: str
    level: int = 0
    sheet: int = 0
    """The number of the sheet on which the block begins, from 1; 0 in a document without sheets."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an extractor leaves: the blocks, and addresses that the document points to."""

    blocks: tuple[Block, ...]
    title: str = ""
    links: tuple[str, ...] = field(default=())
    dated: str = ""
    """The ISO 8601 date in the document's metadata, if it declares one."""
    language: str = ""
    """The language that the document declares, if that is one of ours."""
    lost: tuple[str, ...] = ()
    """Stretches of visible words that are in none of the blocks."""


def role_of_heading(text: str) -> Role | None:
    """Return the council role that a heading announces, such as "2. Kaderstellende rol"."""
    match = _ROLE_HEADING.match(text)
    return _ROLE_OF[match[1].lower()] if match else None


def opens_section(text: str, sections: Sequence[Section]) -> Section | None:
    """Return the declared section that a block opens, judged by its first words."""
    opening = " ".join(text.lower().split()[:_OPENING_WORDS])
    return next((section for section in sections if all(word in opening for word in section.match)), None)


def build_page(extracted: Extracted, source: Source, *, fetched_at: str, language: str = "nl") -> Page:
    """Lay the blocks out as one text; blocks are parted by a blank line, list items by a line break."""
    parts: list[str] = []
    headings: list[Heading] = []
    sheets: list[Sheet] = []
    seen: set[str] = set()
    role: Role = "algemeen"
    length, previous = 0, ""
    for block in extracted.blocks:
        separator = "" if not parts else "\n" if block.kind == "item" == previous else "\n\n"
        offset = length + len(separator)
        text = f"- {block.text}" if block.kind == "item" else block.text
        heading, role = _heading(block, offset, role, [s for s in source.sections if s.id not in seen])
        if heading:
            headings.append(heading)
            seen.add(heading.section)
        if block.sheet and (not sheets or sheets[-1].number != block.sheet):
            sheets.append(Sheet(offset, block.sheet))
        parts += [separator, text]
        length = offset + len(text)
        previous = block.kind
    return Page(
        id=f"page-{source.id}", source_id=source.id, kind="document", title=extracted.title or source.title,
        url=source.url, text="".join(parts), headings=tuple(headings), links=extracted.links, language=language,
        fetched_at=fetched_at, sheets=tuple(sheets), dated=extracted.dated,
    )  # fmt: skip


def _heading(block: Block, offset: int, role: Role, sections: Sequence[Section]) -> tuple[Heading | None, Role]:
    announced = role_of_heading(block.text) if block.kind == "heading" else None
    if announced:
        return Heading(offset, 1, block.text, announced), announced
    section = opens_section(block.text, sections) if block.kind != "item" else None
    if section:
        text = block.text if block.kind == "heading" else section.title
        return Heading(offset, 2, text, section.role, section.id), role
    if block.kind == "heading":
        return Heading(offset, max(block.level, 2) if role != "algemeen" else block.level, block.text, role), role
    return None, role
