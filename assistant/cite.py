"""Spans → numbered citations, each checked against the archive at the moment it is shown.

Enters: spans of archived pages. Leaves: `Citation`s whose quote is `page.text[start:end]`. Refuses: a
span that does not fit its page (`IndexDamagedError`), and, on re-checking an answer, every difference.
"""

from urllib.parse import quote

from assistant.answer import Answer, Citation
from assistant.render import shown
from corpus.errors import IndexDamagedError
from corpus.index import Index
from corpus.records import Page, Source, Span


class Citations:
    """Collects the citations of one answer and numbers them by first use."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._numbers: dict[Span, int] = {}
        self.all: list[Citation] = []

    def number(self, span: Span) -> int:
        """Return the number of a span, adding its citation when it is new."""
        if span not in self._numbers:
            citation = make_citation(span, len(self.all) + 1, self._index)
            self._numbers[span] = citation.number
            self.all.append(citation)
        return self._numbers[span]


def make_citation(span: Span, number: int, index: Index) -> Citation:
    """Build a citation from the archive; raise when the span is not inside its passage."""
    passage = index.passages[span.passage_id]
    page = index.pages[passage.page_id]
    quoted = page.text[span.start : span.end]
    if not (passage.start <= span.start < span.end <= passage.end) or not quoted.strip():
        raise IndexDamagedError(
            f"Een citaat uit '{page.title}' staat niet meer op zijn plaats.",
            "Bouw opnieuw met: raadsvraag build",
        )
    source = index.sources[passage.source_id]
    card = index.cards.get(passage.card_id)
    return Citation(
        number=number,
        passage_id=passage.id,
        source_id=source.id,
        title=source.title,
        heading=passage.heading,
        role=passage.role,
        url=source.url,
        deep_link=deep_link(page, quoted, page.sheet_at(span.start)),
        quote=quoted,
        start=span.start,
        end=span.end,
        page_sha256=page.sha256,
        fetched_at=page.fetched_at,
        kind=page.kind,
        publisher=source.publisher,
        information_date=card.information_date if card else _information_date(source, page),
        page_number=page.sheet_at(span.start),
    )


def _information_date(source: Source, page: Page) -> str:
    """Return the date in the registry, which people wrote; only where they knew none, what the document declares."""
    return page.dated if page.dated and source.information_date == "onbekend" else source.information_date


def deep_link(page: Page, quoted: str, sheet: int | None = None) -> str:
    """Return the live page with a text fragment, of a PDF its sheet; a card's own words stand on no live page."""
    if not page.url or page.kind == "card":
        return page.url
    if sheet:
        return f"{page.url}#page={sheet}"
    words = quoted.split()
    if len(words) <= 10:
        return f"{page.url}#:~:text={quote(quoted, safe='')}"
    ends = (quote(" ".join(part), safe="") for part in (words[:4], words[-4:]))
    return f"{page.url}#:~:text={','.join(ends)}"


def problems(answer: Answer, index: Index) -> list[str]:
    """Re-check every citation of an answer against the archive; an empty list means that all is well."""
    found: list[str] = []
    known = {citation.number for citation in answer.citations}
    for citation in answer.citations:
        found += _problems_of(citation, index)
    for statement in answer.statements:
        missing = [number for number in statement.citations if number not in known]
        if missing or not statement.citations:
            found.append(f"Een uitspraak verwijst naar een citaat dat ontbreekt: {statement.text[:60]}")
        if shown(statement, answer.mode) not in answer.text:
            found.append(f"Een uitspraak staat niet in de antwoordtekst: {statement.text[:60]}")
    return found


def _problems_of(citation: Citation, index: Index) -> list[str]:
    passage = index.passages.get(citation.passage_id)
    if passage is None:
        return [f"Citaat {citation.number}: deze passage staat niet in de index."]
    page = index.pages[passage.page_id]
    if page.sha256 != citation.page_sha256:
        return [f"Citaat {citation.number}: de gearchiveerde pagina is sindsdien veranderd."]
    if page.text[citation.start : citation.end] != citation.quote:
        return [f"Citaat {citation.number}: de tekst wijkt af van de gearchiveerde pagina."]
    return []
