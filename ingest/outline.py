"""A cleaned HTML tree → blocks, keeping every word: the plain conversion for pages where the cautious one loses text.

Enters: an element that holds the main text and nothing else. Leaves: its headings, paragraphs, list items and table
rows in order, and its words as one text. Refuses nothing; text that stands in no paragraph becomes one.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.blocks import Block

_BREAK = "\v"
_BREAKS = re.compile(r"\v\s*\v[\s\v]*")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike
    strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905  a list of quoted words would hide them
)


def main_element(tree: HtmlElement) -> HtmlElement:
    """Return the element that the page itself names as its main text, or its body."""
    for path in (".//main", ".//*[@role='main']", ".//article", ".//body"):
        found = tree.findall(path)
        if len(found) == 1:
            return found[0]
    return tree


def words_of(element: HtmlElement) -> str:
    """Return the text of an element, words of different blocks apart."""
    parts = [element.text or ""]
    for child in element:
        inner = words_of(child) if isinstance(child.tag, str) else ""
        parts += [inner if _is_inline(child) else f"\n{inner}\n", child.tail or ""]
    return "".join(parts)


def outline(main: HtmlElement) -> tuple[Block, ...]:
    """Return the blocks of an element."""
    return tuple(block for block in _blocks(main, "paragraph", 0) if block.text)


def _blocks(element: HtmlElement, kind: str, level: int) -> Iterator[Block]:
    """Yield the running text of an element as blocks of a kind, and its inner blocks as what they are."""
    text = element.text or ""
    for child in element:
        if child.tag == "br":
            text += _BREAK + (child.tail or "")
        elif _is_inline(child):
            text += (words_of(child) if isinstance(child.tag, str) else "") + (child.tail or "")
        else:
            yield from _written(kind, text, level)
            if child.tag == "table" and _is_data(child):
                yield from _rows(child)
            elif child.tag in _HEADINGS:
                yield from _blocks(child, "heading", int(child.tag[1]))
            else:
                yield from _blocks(child, "item" if child.tag == "li" else kind, level)
            text = child.tail or ""
    yield from _written(kind, text, level)


def _written(kind: str, text: str, level: int) -> Iterator[Block]:
    """Yield text as blocks of a kind; two breaks of a line part them, as they do in old pages."""
    for part in _BREAKS.split(text):
        plain = " ".join(part.replace(_BREAK, " ").split())
        if kind == "heading":
            yield Block("heading", plain, level)
        else:
            yield Block("item" if kind == "item" else "paragraph", plain)


def _rows(table: HtmlElement) -> Iterator[Block]:
    for row in table.iter("tr"):
        cells = [" ".join(words_of(cell).split()) for cell in row.iterchildren("td", "th")]
        if any(cells):
            yield Block("item", " | ".join(cells))


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds data; one that lays out the page holds headings, lists or several paragraphs a cell."""
    laid_out = next(table.iterdescendants(*_HEADINGS, "ul", "ol", "table"), None) is not None
    return not laid_out and len(list(table.iter("p"))) <= len(list(table.iter("td", "th")))


def _is_inline(element: HtmlElement) -> bool:
    """Whether an element stands inside a line: an inline tag with no block in it. A comment does too."""
    if not isinstance(element.tag, str):
        return True
    return element.tag in _INLINE and all(
        not isinstance(inner.tag, str) or inner.tag in _INLINE for inner in element.iterdescendants()
    )
