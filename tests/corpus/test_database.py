"""The digest of Chroma's database: the same after any number of openings, another after any flipped byte."""

import random
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from corpus.database import DATABASE, digest
from corpus.vectors import VectorStore, write_vectors


@pytest.fixture
def database(tmp_path: Path) -> Path:
    rows = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    write_vectors(tmp_path, [str(row) for row in range(50)], rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return tmp_path / DATABASE


def test_opening_leaves_the_digest_also_when_the_marks_need_more_room(database: Path) -> None:
    before = digest(database)
    VectorStore(database.parent).close()
    assert digest(database, before) == before
    size = database.stat().st_size
    with sqlite3.connect(database) as connection:  # as a thousand openings would
        connection.executemany("INSERT INTO acquire_write (lock_status) VALUES (?)", [(1,)] * 1000)
    connection.close()
    assert database.stat().st_size > size
    assert digest(database, before) == before
    VectorStore(database.parent).close()


def test_flipped_bytes_are_found_wherever_they_are(database: Path) -> None:
    before, content = digest(database), database.read_bytes()
    chance, missed = random.Random(0), 0
    for _ in range(200):
        place = chance.randrange(len(content))
        database.write_bytes(
            content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]
        )
        missed += digest(database, before) == before
    assert missed <= 8, "only the page of marks is left out, one in sixty"
    for damaged in (b"", content[: len(content) // 2], b"geen database" * 1000):
        database.write_bytes(damaged)
        assert digest(database, before) != before
