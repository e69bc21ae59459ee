"""The dense half of an index: unit vectors in an embedded Chroma collection. Only this module imports chromadb.

Enters: ids and vectors computed by us. Leaves: the nearest ids with their cosine similarity.
Refuses: a collection that cannot be opened or answers with an error (`IndexDamagedError`).
"""

from collections.abc import Sequence
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

_COLLECTION = "raadsvraag"
_BATCH = 1000
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}
"""Wide search: an id that its own vector does not find is a defect, and a question costs 3 ms this way."""


def write_vectors(folder: Path, ids: Sequence[str], vectors: Matrix) -> None:
    """Write a new collection; `ids` and the rows of `vectors` run parallel."""
    client = _client(folder)
    # Everything reaches the index files before the collection is closed: a tail left in the log would be
    # worked in by the first reader, and the files would no longer match the manifest.
    persisted: Any = {"hnsw": _HNSW | {"sync_threshold": max(2, len(ids)), "batch_size": max(2, min(len(ids), 100))}}
    try:
        collection = client.create_collection(_COLLECTION, embedding_function=None, configuration=persisted)
        for start in range(0, len(ids), _BATCH):
            rows = vectors[start : start + _BATCH]
            collection.add(ids=list(ids[start : start + _BATCH]), embeddings=rows)
    finally:
        client.close()
    compact(folder / DATABASE)


class VectorStore:
    """A collection opened for reading."""

    def __init__(self, folder: Path) -> None:
        try:
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self.count = self._collection.count()
        except (ChromaError, OSError, ValueError) as error:
            raise _damaged(error) from error

    def nearest(self, vector: Matrix, limit: int) -> dict[str, float]:
        """Return the `limit` nearest ids with cosine similarity, best first."""
        try:
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(limit, self.count),
                include=["distances"],
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
