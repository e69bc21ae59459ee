"""Page → passages that tile its text.

Enters: an archived page with its heading tree. Leaves: one passage for each item of the page (a heading
with everything up to the next), long ones cut at paragraph borders. The spans of a page's passages,
joined in order, are its text. Refuses nothing.
"""

import hashlib
import re
from collections.abc import Iterator

from corpus.records import Heading, Page, Passage, Role

MAX_CHARACTERS = 1400
"""Longer items are cut; about 200 words, well inside the embedding model's 512 tokens."""
CHUNKER_VERSION = "items-1"


def chunk(page: Page, *, card_id: str = "") -> list[Passage]:
    """Cut a page into passages; a heading without text of its own joins the item below it.

    A card is always two passages, its Dutch and its English half: each of its sentences is indexed by itself too.
    """
    limit = len(page.text) if card_id else MAX_CHARACTERS
    passages: list[Passage] = []
    used: dict[str, int] = {}
    for start, end, heading, trail in _items(page):
        for left, right in _pieces(page.text, start, end, limit):
            text = page.text[left:right]
            key = "\x1f".join((page.source_id, page.id, *trail, text.strip()))
            used[key] = used.get(key, -1) + 1
            identifier = hashlib.sha256(f"{key}\x1f{used[key]}".encode()).hexdigest()[:16]
            role: Role = heading.role if heading else "algemeen"
            section = heading.section if heading else ""
            language = ("nl", "en")[min(len(passages), 1)] if card_id else page.language
            passages.append(
                Passage(
                    identifier,
                    page.id,
                    page.source_id,
                    section,
                    trail,
                    role,
                    language,
                    left,
                    right,
                    text,
                    card_id,
                )
            )
    return passages


def _items(page: Page) -> Iterator[tuple[int, int, Heading | None, tuple[str, ...]]]:
    """Yield (start, end, innermost heading, heading trail) for each item, in order and without gaps."""
    headings = list(page.headings)
    if not headings or headings[0].offset > 0:
        first = headings[0].offset if headings else len(page.text)
        if page.text[:first].strip() or not headings:
            yield 0, first, None, ()
        else:
            headings[0] = Heading(0, headings[0].level, headings[0].text, headings[0].role, headings[0].section)
    trail: list[Heading] = []
    start: int | None = None
    for position, heading in enumerate(headings):
        trail = [above for above in trail if above.level < heading.level] + [heading]
        end = headings[position + 1].offset if position + 1 < len(headings) else len(page.text)
        start = heading.offset if start is None else start
        own_text = page.text[heading.offset : end].strip().removeprefix(heading.text).strip()
        if not own_text and position + 1 < len(headings):
            continue
        # A box of general advice that interrupts a role's chapter does not belong to that role.
        own = (heading.role, "algemeen")
        yield start, end, heading, tuple(above.text for above in trail if above.role in own)
        start = None


def _pieces(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """Cut [start, end) at line breaks, or failing those at spaces, into pieces of at most `limit` characters."""
    while end - start > limit:
        window = text[start : start + limit]
        cuts = [match.end() for match in re.finditer(r"\n+", window) if match.end() > limit // 3]
        cut = cuts[-1] if cuts else window.rfind(" ") + 1
        cut = cut or limit
        yield start, start + cut
        start += cut
    if end > start or end == 0:
        yield start, end
