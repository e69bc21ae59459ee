"""The generation before this build → what may be taken over from it.

Enters: an index folder. Leaves: the opened index, when it can be used, and its archived documents and visits. A
generation that is damaged or of an older version cannot be searched any more, but documents that were given by path
exist nowhere else: its pages are saved as long as their own file is whole.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from corpus.current import MANIFEST, current_generation, generations
from corpus.errors import IndexDamagedError, IndexMissingError
from corpus.index import Index, read_records
from corpus.records import Page, Visit


@dataclass(frozen=True)
class Previous:
    """What an earlier build left."""

    index: Index | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    """Documents by id; cards are made anew from their files."""
    visits: dict[str, Visit] = field(default_factory=dict)

    def close(self) -> None:
        """Release the index."""
        if self.index:
            self.index.close()


def open_previous(root: Path) -> Previous:
    """Open what is current; where that is impossible, save the documents of the newest generation that has them."""
    try:
        index = Index(current_generation(root))
    except (IndexMissingError, IndexDamagedError):
        for folder in generations(root):
            pages = _whole_pages(folder)
            if pages:
                return Previous(None, _documents(pages))
        return Previous()
    return Previous(index, _documents(list(index.pages.values())), dict(index.visits))


def _documents(pages: list[Page]) -> dict[str, Page]:
    return {page.id: page for page in pages if page.kind == "document"}


def _whole_pages(folder: Path) -> list[Page]:
    path = folder / "pages.jsonl"
    try:
        expected = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]["pages.jsonl"]
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            return []
        return read_records(path, Page)
    except (OSError, ValueError, KeyError, TypeError):
        return []
