"""Generations: going back, falling back when the current one is damaged, and what changed between two."""

import dataclasses
import json
import logging
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from corpus.current import current_generation, make_current, roll_back
from corpus.difference import differences
from corpus.embedding import SentenceEmbedder
from corpus.errors import IndexDamagedError, IndexMissingError
from corpus.index import Index
from corpus.opening import open_index
from ingest.build import BuildRequest, build
from tests.conftest import DATA


@pytest.fixture
def two(small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder) -> tuple[Path, BuildRequest]:
    """Two generations; the second has a document that the first lacks."""
    root = tmp_path / "index"
    build(small_request, root, embedder)
    build(dataclasses.replace(small_request, local={"brandwijzer": DATA / "brandwijzer.txt"}), root, embedder)
    return root, small_request


def damage(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(bytes(content))


def test_going_back_and_what_changed(two: tuple[Path, BuildRequest]) -> None:
    root, _ = two
    newer = Index(current_generation(root))
    assert roll_back(root).name == "gen-000001"
    older = Index(current_generation(root))
    found = list(differences(older, newer))
    assert {(difference.sign, difference.source_id) for difference in found} == {("+", "brandwijzer")}
    assert list(differences(newer, newer)) == []
    with pytest.raises(IndexMissingError, match="geen eerdere"):
        roll_back(root)


def test_readers_fall_back_loudly_and_return_when_it_is_mended(
    two: tuple[Path, BuildRequest], embedder: SentenceEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    root, request = two
    damage(current_generation(root), "passages.jsonl")
    assistant = Assistant(root, embedder)
    with caplog.at_level(logging.ERROR, logger="raadsvraag"):
        assert assistant.ask("wie blust er?").index_generation == "gen-000001"
    assert "beschadigd" in caplog.text
    assert "gen-000001 wordt nu gebruikt" in caplog.text
    assert assistant.index is assistant.index, "the fallback is opened once"
    build(request, root, embedder)
    assert assistant.ask("wie blust er?").index_generation == "gen-000003"


def test_with_nothing_whole_the_damage_is_told(two: tuple[Path, BuildRequest]) -> None:
    root, _ = two
    for folder in root.glob("gen-*"):
        damage(folder, "entries.jsonl")
    with pytest.raises(IndexDamagedError, match="gen-000002"):
        open_index(root)


@pytest.mark.parametrize("trouble", ["entries.jsonl", "other version", "pointer"])
def test_documents_survive_a_generation_that_cannot_be_used(
    trouble: str, two: tuple[Path, BuildRequest], embedder: SentenceEmbedder
) -> None:
    root, request = two
    folder = current_generation(root)
    if trouble == "other version":
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 1}))
    elif trouble == "pointer":
        make_current(root, root / "gen-999999")
    else:
        damage(folder, trouble)
    report = build(request, root, embedder)
    assert report.documents == 1, "a document given by path exists nowhere else"
    damage(current_generation(root), "pages.jsonl")
    assert build(request, root, embedder).documents == 1, "saved from the generation before"


def test_a_server_lets_go_of_generations_that_nobody_reads(
    two: tuple[Path, BuildRequest], embedder: SentenceEmbedder
) -> None:
    root, _ = two
    assistant = Assistant(root, embedder)
    opened = []
    for number in range(12):
        make_current(root, root / f"gen-00000{1 + number % 2}")
        assert assistant.ask("wie blust er?").index_generation == f"gen-00000{1 + number % 2}"
        opened.append(len(list(Path("/proc/self/fd").iterdir())))
    assert opened[-1] <= opened[1] + 2, opened
