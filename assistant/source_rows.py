"""Every source with what the index holds of it: for the command line, the page and programs alike.

Enters: an opened index, or none. Leaves: one JSON-ready row a source, in the registry's order.
"""

from typing import TYPE_CHECKING, Any

from corpus.records import Source, Visit
from corpus.sources import load_sources

if TYPE_CHECKING:
    from corpus.index import Index


def rows_of(index: "Index | None") -> list[dict[str, Any]]:
    """Return the rows; without an index nothing has been fetched."""
    known = index.sources if index else load_sources()
    return [_row(source, index) for source in known.values()]


def _row(source: Source, index: "Index | None") -> dict[str, Any]:
    pages = [page for page in index.pages.values() if page.source_id == source.id] if index else []
    visits = [visit for visit in index.visits.values() if visit.source_id == source.id] if index else []
    defined = {passage.id for passage in index.definitions} if index else set()
    own = [p for p in index.passages.values() if p.source_id == source.id and p.id not in defined] if index else []
    first: Visit | None = visits[0] if visits else None
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "information_date": source.information_date,
        "cards": sum(page.kind == "card" for page in pages),
        "passages": sum(not passage.card_id for passage in own),
        "state": first.state if first else "",
        "reason": first.reason if first else "",
        "visited_at": first.visited_at if first else "",
        "changed_at": max((each.changed_at for each in visits), default=""),
        "pages": len(visits),
        "dead_links": [each.url for each in visits if each.state != "live"],
        "fetched_at": next((page.fetched_at for page in pages if page.kind == "document"), ""),
    }
