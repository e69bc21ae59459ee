"""The dense half of an index: unit vectors in two embedded Chroma collections. Only this module imports chromadb.

Enters: ids and vectors computed by us. Leaves: the nearest ids with their cosine similarity.
Refuses: a collection that cannot be opened or answers with an error (`IndexDamagedError`).
"""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from corpus.database import DATABASE, compact
from corpus.errors import IndexDamagedError

Matrix = NDArray[np.float32]

CURATED, FURTHER = "curated", "further"
"""The collections of a generation: texts that lead to cards, and those of other passages."""
_BATCH = 1000
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}
"""Wide search: an id that its own vector does not find is a defect, and a question costs 3 ms this way."""


def write_vectors(folder: Path, ids: Sequence[str], vectors: Matrix, further: Set[str] = frozenset()) -> None:
    """Write both collections; `ids` and the rows of `vectors` run parallel, and the ids in `further` go apart."""
    client = _client(folder)
    try:
        for name, apart in ((CURATED, False), (FURTHER, True)):
            rows = [row for row, identifier in enumerate(ids) if (identifier in further) == apart]
            # Everything reaches the index files before the collection is closed: a tail left in the log would be
            # worked in by the first reader, and the files would no longer match the manifest.
            synced = {"sync_threshold": max(2, len(rows)), "batch_size": max(2, min(len(rows), 100))}
            configuration: Any = {"hnsw": _HNSW | synced}
            collection = client.create_collection(name, embedding_function=None, configuration=configuration)
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                collection.add(ids=[ids[row] for row in batch], embeddings=vectors[batch])
    finally:
        client.close()
    compact(folder / DATABASE)


class VectorStore:
    """Both collections opened for reading."""

    def __init__(self, folder: Path) -> None:
        try:
            self._client = _client(folder)
            self._collections = {
                name: self._client.get_collection(name, embedding_function=None) for name in (CURATED, FURTHER)
            }
            self._counts = {name: collection.count() for name, collection in self._collections.items()}
        except (ChromaError, OSError, ValueError) as error:
            raise _damaged(error) from error

    @property
    def count(self) -> int:
        """The number of texts in both collections."""
        return sum(self._counts.values())

    def nearest(self, vector: Matrix, limit: int, name: str = CURATED) -> dict[str, float]:
        """Return the `limit` nearest ids of a collection with cosine similarity, best first."""
        most = min(limit, self._counts[name])
        if not most:
            return {}
        try:
            found = self._collections[name].query(
                query_embeddings=vector.reshape(1, -1), n_results=most, include=["distances"]
            )
        except (ChromaError, RuntimeError, ValueError) as error:
            raise _damaged(error) from error
        distances = (found["distances"] or [[]])[0]
        return {identifier: 1.0 - float(d) for identifier, d in zip(found["ids"][0], distances, strict=True)}

    def close(self) -> None:
        """Release the files, so that the folder can be moved or removed."""
        self._client.close()


def _client(folder: Path) -> Any:
    # The folder must exist before Chroma sees it: it would otherwise make an empty index in its place.
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))


def _damaged(error: Exception) -> IndexDamagedError:
    return IndexDamagedError(
        f"De vectorindex kan niet worden gelezen ({str(error)[:200]}).", "Bouw opnieuw met: raadsvraag build"
    )
