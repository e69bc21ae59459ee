"""The frozen records that travel through the system: Source → Page → Passage → Hit.

All offsets count Unicode characters of `Page.text`, from 0, end exclusive, so that
`page.text[start:end]` is the quoted text. Answers and citations live in `assistant.answer`.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

Role = Literal["volksvertegenwoordigend", "kaderstellend", "controlerend", "algemeen"]
Language = Literal["nl", "en"]
ROLES: tuple[Role, ...] = ("volksvertegenwoordigend", "kaderstellend", "controlerend", "algemeen")


@dataclass(frozen=True, slots=True)
class Section:
    """One item of a source that cards can attach to, recognised by words at the start of a block."""

    id: str
    title: str
    role: Role
    match: tuple[str, ...]
    """Lower-case words that the block's opening must all contain."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page or document that the assistant knows of, fetched or not."""

    id: str
    url: str
    """Empty when the document has no stable public address."""
    title: str
    publisher: str
    information_date: str
    theme: str
    why: str
    sections: tuple[Section, ...] = ()
    follow: tuple[str, ...] = ()
    """Beginnings of addresses: links of the page that start with one of them are pages of this source too."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page; `section` is the id of a declared section, or empty."""

    offset: int
    level: int
    text: str
    role: Role = "algemeen"
    section: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the text of a numbered sheet of a paginated document begins; the first sheet has number 1."""

    offset: int
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """The archived text of one document or card, with its heading tree."""

    id: str
    source_id: str
    kind: Literal["document", "card"]
    title: str
    url: str
    text: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    language: str
    fetched_at: str
    """ISO 8601 date on which the text was read."""
    by_hand: bool = False
    """Given as a file; what is fetched from the web does not replace it."""
    sheets: tuple[Sheet, ...] = ()
    """Of a PDF: its sheets in order, those without text left out."""
    dated: str = ""
    """ISO 8601 date that the document itself declares in its metadata, or empty."""

    @property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 text; every citation carries it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def sheet_at(self, offset: int) -> int | None:
        """Return the number of the sheet that a place in the text stands on; None when there are no sheets."""
        return next((sheet.number for sheet in reversed(self.sheets) if sheet.offset <= offset), None)


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of the last attempt to fetch a page of a source from the web."""

    source_id: str
    page_id: str
    url: str
    state: Literal["live", "gone", "failed"]
    reason: str
    """For people, in Dutch; empty when all is well."""
    final_url: str
    etag: str
    last_modified: str
    visited_at: str
    changed_at: str
    """ISO 8601 dates: of the attempt, and of the last time that the text was seen to differ."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable span of a page; the passages of a page tile its text."""

    id: str
    page_id: str
    source_id: str
    section: str
    heading: tuple[str, ...]
    role: Role
    language: str
    start: int
    end: int
    text: str
    card_id: str = ""
    """The card that this passage renders, or empty for a passage of a document."""


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim stretch of an archived page, by the passage that holds it."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StudyItem:
    """One question or one sentence of a card, with where it stands and what in the source carries it."""

    card_id: str
    kind: Literal["question", "explanation"]
    language: Language
    text: str
    span: Span
    evidence: Span | None
    """The sentence of the source's own text that this item rests on, when that text has been ingested."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with the parts of its score (higher is better)."""

    passage: Passage
    score: float
    dense: float
    lexical: float
