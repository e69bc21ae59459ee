"""A generation: one directory with everything an answer needs, read-only once written.

Enters: a directory that `ingest.build` made. Leaves: pages, passages, cards, study items and search in
both halves. Refuses: a directory with a missing or altered file, or built with another embedding model.
The contract between ingest and assistant: neither knows the other.

    pages.jsonl  passages.jsonl  definitions.jsonl  visits.jsonl  items.jsonl  entries.jsonl
    cards.jsonl  sources.jsonl  glossary.jsonl
    vectors.npy  chroma/  lexical/  lexical-further/  topics/  manifest.json
"""

import hashlib
import json
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.cards import Card
from corpus.coverage import cards_by_section, cards_of_passages
from corpus.current import MANIFEST, REBUILD
from corpus.database import DATABASE, digest
from corpus.errors import IndexDamagedError
from corpus.glossary import Glossary, Term
from corpus.lexical import LexicalIndex
from corpus.records import Heading, Page, Passage, Section, Sheet, Source, Span, StudyItem, Visit
from corpus.topic_classifier import TopicClassifier
from corpus.vectors import FURTHER, VectorStore

FORMAT_VERSION = 4

Record = TypeVar("Record")
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One embedded text: a passage itself, or a shorter one that leads to passages.

    `short` is a phrasing, a study item or a sentence of a source; `claim` a wording of something false.
    """

    id: str
    kind: Literal["passage", "short", "claim"]
    text: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; `files` maps relative paths to sha256."""

    format: int
    generation: str
    built_at: str
    embedder: str
    fingerprint: str
    chunker: str
    counts: dict[str, int]
    files: dict[str, str]


def read_records(path: Path, kind: type[Record]) -> list[Record]:
    """Read a JSON Lines file of frozen dataclasses."""
    with path.open(encoding="utf-8") as lines:
        return [_revive(kind, json.loads(line)) for line in lines]


def write_records(path: Path, records: Iterable[Any]) -> None:
    """Write frozen dataclasses as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in records)


def _revive(kind: type[Record], values: dict[str, Any]) -> Record:
    nested: dict[str, Any] = {
        "headings": Heading, "sections": Section, "sheets": Sheet, "span": Span, "evidence": Span,
    }  # fmt: skip
    for name, value in values.items():
        if name in nested and isinstance(value, dict):
            values[name] = _revive(nested[name], value)
        elif name in nested and isinstance(value, list):
            values[name] = tuple(_revive(nested[name], part) for part in value)
        elif isinstance(value, list):
            values[name] = tuple(value)
    return kind(**values)


def hash_files(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the sha256 of every file of a generation; of the one that readers leave a mark in, the rest of it.

    `known` are the hashes that a manifest names.
    """
    return {
        path.relative_to(folder).as_posix(): (
            digest(path, (known or {}).get(path.relative_to(folder).as_posix(), ""))
            if path.name == DATABASE
            else hashlib.sha256(path.read_bytes()).hexdigest()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest; raise when it is unreadable or of another format."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**{field.name: values[field.name] for field in fields(Manifest)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"Het overzicht van index {folder.name} is onleesbaar.", REBUILD) from error
    if manifest.format != FORMAT_VERSION:
        raise IndexDamagedError(f"Index {folder.name} is van een andere versie van Raadsvraag.", REBUILD)
    return manifest


class Index:
    """A generation opened for reading; close it before its directory is removed."""

    def __init__(self, folder: Path, *, fingerprint: str = "") -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        self._check_files()
        if fingerprint and fingerprint != self.manifest.fingerprint:
            raise IndexDamagedError(
                f"Index {folder.name} is gemaakt met een ander taalmodel ({self.manifest.embedder}).", REBUILD
            )
        try:
            self.pages = {page.id: page for page in read_records(folder / "pages.jsonl", Page)}
            searched = read_records(folder / "passages.jsonl", Passage)
            self.definitions = read_records(folder / "definitions.jsonl", Passage)
            self.passages = {passage.id: passage for passage in (*searched, *self.definitions)}
            self.visits = {visit.page_id: visit for visit in read_records(folder / "visits.jsonl", Visit)}
            self.items = read_records(folder / "items.jsonl", StudyItem)
            self.entries = {entry.id: entry for entry in read_records(folder / "entries.jsonl", Entry)}
            self.sources = {source.id: source for source in read_records(folder / "sources.jsonl", Source)}
            self.cards = {card.id: card for card in _models(folder / "cards.jsonl", Card)}
            self.glossary = Glossary({term.term: term for term in _models(folder / "glossary.jsonl", Term)})
            self._lexical = LexicalIndex(folder / "lexical")
            self._lexical_further = LexicalIndex(folder / "lexical-further")
            self._topics = TopicClassifier(folder / "topics")
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(f"Index {folder.name} kan niet worden gelezen.", REBUILD) from error
        self._vectors = VectorStore(folder / "chroma")
        if self._vectors.count != len(self.entries):
            raise IndexDamagedError(
                f"De vectorindex van {folder.name} telt {self._vectors.count} teksten, niet {len(self.entries)}.",
                REBUILD,
            )
        # A server outlives many generations: the files of one are released when the last question lets go of it.
        self._release = weakref.finalize(self, self._vectors.close)
        self.cards_of_passage = cards_of_passages(searched, self.cards.values())
        self._order = [passage.id for passage in searched if passage.id in self.cards_of_passage]
        self._order_further = [passage.id for passage in searched if passage.id not in self.cards_of_passage]

    def _check_files(self) -> None:
        found = hash_files(self.folder, self.manifest.files)
        wrong = [name for name, digest in self.manifest.files.items() if found.get(name) != digest]
        if wrong:
            raise IndexDamagedError(
                f"Index {self.folder.name} is beschadigd: {', '.join(wrong[:3])} klopt niet meer.", REBUILD
            )

    @cached_property
    def items_by_card(self) -> dict[str, list[StudyItem]]:
        """The study items of each card, in the card's own order."""
        grouped: dict[str, list[StudyItem]] = defaultdict(list)
        for item in self.items:
            grouped[item.card_id].append(item)
        return dict(grouped)

    @cached_property
    def cards_by_section(self) -> dict[tuple[str, str], list[str]]:
        """The ids of the cards attached to each (source, section)."""
        return cards_by_section(self.cards.values())

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {entry_id: row for row, entry_id in enumerate(self.entries)}

    @cached_property
    def _matrix(self) -> Matrix:
        matrix: Matrix = np.load(self.folder / "vectors.npy", mmap_mode="r")
        return matrix

    @cached_property
    def entry_of_text(self) -> dict[str, str]:
        """The id of an entry that embeds a short text; entries with the same text share a vector."""
        return {entry.text: entry.id for entry in self.entries.values() if entry.kind == "short"}

    def vectors_of(self, entry_ids: list[str]) -> Matrix:
        """Return the stored unit vectors of some entries, shape (len(entry_ids), dimension)."""
        return np.asarray(self._matrix[[self._rows[entry_id] for entry_id in entry_ids]])

    def nearest(self, vector: Matrix, limit: int) -> dict[str, float]:
        """Return the nearest of the entries that lead to cards, with cosine similarity, best first."""
        return self._vectors.nearest(vector, limit)

    def nearest_further(self, vector: Matrix, limit: int) -> dict[str, float]:
        """Return the nearest of the other entries."""
        return self._vectors.nearest(vector, limit, FURTHER)

    def lexical_scores(self, text: str) -> dict[str, float]:
        """Return the 4-gram BM25 score of every passage of a card that shares a 4-gram with the text."""
        return _by_passage(self._lexical.scores(text), self._order)

    def lexical_scores_further(self, text: str) -> dict[str, float]:
        """Return the scores of the other passages; their statistics are their own."""
        return _by_passage(self._lexical_further.scores(text), self._order_further)

    def topic_scores(self, vector: Matrix) -> dict[str, float]:
        """Return for each card how well its wordings, against all other cards', fit a question vector."""
        return self._topics.scores(vector)

    @property
    def vocabulary(self) -> LexicalIndex:
        """The words of the cards and what they cover, with their weights."""
        return self._lexical

    def close(self) -> None:
        """Release the vector store's files."""
        self._release()


def _by_passage(scores: Matrix, order: list[str]) -> dict[str, float]:
    return {order[row]: float(scores[row]) for row in np.flatnonzero(scores > 0)}


def _models(path: Path, kind: Any) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        yield from (kind.model_validate_json(line) for line in lines)
