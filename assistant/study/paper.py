"""The neutral form of what can be taken away: a plan, a guide or a deck, before it becomes Word, Markdown or HTML.

Enters: drafted statements and our own sentences. Leaves: a frozen `Paper`, whose sources stand at the end by number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation
from assistant.cite import Citations
from assistant.draft import DraftStatement
from assistant.phrases import Both
from corpus.index import Index
from corpus.records import Language

SOURCES: Both = {"nl": "Bronnen", "en": "Sources"}
OWN_SUMMARY: Both = {"nl": "onze eigen samenvatting van", "en": "our own summary of"}
OF_DATE: Both = {"nl": "informatie van", "en": "information of"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, with what it is about in bold before it and an address after it."""

    text: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list."""

    kind: Literal["title", "heading", "text", "bullets", "numbers", "small"]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to print or keep."""

    title: str
    language: Language
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        """The number of words, addresses apart."""
        return sum(len(f"{line.label} {line.text}".split()) for block in self.blocks for line in block.lines)


class References:
    """Numbers the sources of one paper: a source has one number, however many of its sentences are used."""

    def __init__(self, index: Index, language: Language) -> None:
        self._citations, self._language = Citations(index), language
        self._sources: dict[tuple[str, str], int] = {}
        self._lines: list[Line] = []

    def line(self, statement: DraftStatement) -> Line:
        """Return a statement as a line with the numbers of its sources; every span is checked on the way."""
        numbers = list(dict.fromkeys(self._number(self._cite(span)) for span in statement.spans))
        marks = "".join(f"[{number}]" for number in numbers)
        return Line(f"{statement.text} {marks}", statement.label)

    def _cite(self, span: object) -> Citation:
        number = self._citations.number(span)  # type: ignore[arg-type]  # the spans of a statement
        return self._citations.all[number - 1]

    def _number(self, citation: Citation) -> int:
        key = (citation.source_id, citation.kind)
        if key not in self._sources:
            self._sources[key] = len(self._sources) + 1
            own = f"{OWN_SUMMARY[self._language]} " if citation.kind == "card" else ""
            date = f"{OF_DATE[self._language]}: {citation.information_date}"
            text = f"[{self._sources[key]}] {own}{citation.title} ({citation.publisher}; {date})"
            self._lines.append(Line(text, url=citation.url))
        return self._sources[key]

    def blocks(self) -> tuple[Block, ...]:
        """Return the list of sources, to stand at the end."""
        if not self._lines:
            return ()
        heading = Block("heading", (Line(SOURCES[self._language]),))
        return (heading, Block("small", tuple(self._lines)))


def heading(text: str) -> Block:
    """Return a heading."""
    return Block("heading", (Line(text),))


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block("text", (Line(text),))


def listed(lines: Iterable[Line], *, numbered: bool = False) -> Block:
    """Return a list."""
    return Block("numbers" if numbered else "bullets", tuple(lines))
