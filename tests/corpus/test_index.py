"""A generation is read as it was written, and refused when a file was touched."""

from pathlib import Path

import pytest

from corpus.current import current_generation, make_current
from corpus.embedding import SentenceEmbedder
from corpus.errors import IndexDamagedError, IndexMissingError
from corpus.index import Index


def test_what_is_written_is_read(small_index: Index, embedder: SentenceEmbedder) -> None:
    assert small_index.manifest.counts == {
        "documents": 1,
        "cards": 3,
        "passages": 11,
        "entries": len(small_index.entries),
    }
    assert small_index.manifest.fingerprint == embedder.fingerprint
    assert set(small_index.items_by_card) == {"blusploeg", "rookmelders", "brandpagina"}
    assert small_index.cards_by_section["brandwijzer", "blusploeg"] == ["blusploeg"]
    assert small_index.glossary.terms["BHV"].expansion == "bedrijfshulpverlening"
    page = small_index.pages["page-brandwijzer"]
    tiles = [p for p in small_index.passages.values() if p.page_id == page.id]
    assert "".join(p.text for p in tiles) == page.text


def test_every_phrasing_finds_its_own_passages(small_index: Index, embedder: SentenceEmbedder) -> None:
    for card in small_index.cards.values():
        for text in (*card.asked_as.nl, *card.asked_as.en):
            best = next(iter(small_index.nearest(embedder.embed_question(text), 5)))
            owners = {small_index.passages[p].card_id for p in small_index.entries[best].passages}
            assert card.id in owners


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="raadsvraag build"):
        current_generation(tmp_path)


def files_of(root: Path) -> list[str]:
    folder = current_generation(root)
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("damage", ["flip", "truncate", "delete"])
def test_a_damaged_file_is_found_when_opening(damage: str, small_copy: Path) -> None:
    folder = current_generation(small_copy)
    for name in files_of(small_copy):
        path = folder / name
        original = path.read_bytes()
        if not original and damage != "delete":
            continue
        if damage == "delete":
            path.unlink()
        else:
            half = len(original) // 2
            path.write_bytes(
                original[:half] + (bytes([original[half] ^ 1]) + original[half + 1 :] if damage == "flip" else b"")
            )
        with pytest.raises(IndexDamagedError, match="raadsvraag build"):
            Index(current_generation(small_copy)).close()
        path.write_bytes(original)


def test_another_model_is_refused(small_root: Path, small_copy: Path, embedder: SentenceEmbedder) -> None:
    with pytest.raises(IndexDamagedError, match="ander taalmodel"):
        Index(current_generation(small_copy), fingerprint="0" * 64)
    Index(current_generation(small_root), fingerprint=embedder.fingerprint).close()


def test_a_pointer_to_nothing_is_damage(small_copy: Path) -> None:
    make_current(small_copy, small_copy / "gen-999999")
    with pytest.raises(IndexDamagedError, match="gen-999999"):
        current_generation(small_copy)
