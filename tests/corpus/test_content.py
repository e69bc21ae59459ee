"""Cards, sources and glossary: a wrong one names file, line and field; ours are right."""

import re
import shutil
from pathlib import Path

import pytest

from corpus.cards import card_items, card_page, load_cards, read_card
from corpus.errors import ContentError
from corpus.glossary import load_glossary
from corpus.sources import CONTENT, load_sources
from ingest.chunk import chunk
from tests.conftest import DATA

SOURCES = load_sources(DATA / "content" / "sources.toml")
CARD = (DATA / "content" / "cards" / "blusploeg.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "problem"),
    [
        ("id: blusploeg", "id: blusploegje", 2, "id", "bestandsnaam"),
        ("source: brandwijzer", "source: onbekend", 3, "source", "sources.toml"),
        ("section: blusploeg", "section: keuken", 4, "section", "geen onderdeel"),
        ("role: kaderstellend", "role: burgemeester", 5, "role", "kaderstellend"),
        ("themes: [brand]", "themes: []", 6, "themes", "minstens 1"),
        ("addressee: college", "addressee: iedereen", 7, "addressee", "college"),
        ('information_date: "2024"', "information_date: 2024", 8, "information_date", "tekst"),
        ('    - "When was the last fire drill?"\n', "", 12, "questions", "even lang"),
        ('    - "fire drill"\n', "", 35, "asked_as.en", "minstens 4"),
        ('"emmers en ladders"', '"brandweer van vrijwilligers"', 19, "asked_as", "twee keer"),
        ("links: [brandpagina]", "links: [elders]", 41, "links", "elders"),
        ("links: [brandpagina]", "linkjes: [brandpagina]", 41, "linkjes", "geen bekend veld"),
        ("title:\n", "title: [\n", 11, "kaart", "YAML"),
        ("---\nid", "id", 1, "kaart", "---"),
        ("\nDe brandwijzer raadt", "\n\n## In English\nDe brandwijzer raadt", 43, "explanation.nl", "te kort"),
    ],
)
def test_wrong_card_names_file_line_and_field(  # noqa: PLR0917
    tmp_path: Path, old: str, new: str, line: int, field: str, problem: str
) -> None:
    assert old in CARD
    path = tmp_path / "blusploeg.md"
    path.write_text(CARD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(problem)) as caught:
        read_card(path, SOURCES)
    assert (caught.value.file, caught.value.line, caught.value.field) == ("blusploeg.md", line, field)


def test_empty_and_binary_cards_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "blusploeg.md"
    for content in (b"", b"\xff\xfe\x00binary", b"---\n\n---\n"):
        path.write_bytes(content)
        with pytest.raises(ContentError, match=r"blusploeg\.md, regel"):
            read_card(path, SOURCES)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field"),
    [
        ("sources.toml", 'id = "brandpagina"', 'id = "brandwijzer"', 16, "id"),
        ("sources.toml", 'url = "https://example.org/brandwijzer"', 'url = "javascript:alert(1)"', 1, "url"),
        ("sources.toml", 'theme = "brand"', "theme = 7", 1, "theme"),
        ("sources.toml", 'theme = "brand"', "theme = ", 7, "source"),
        ("glossary.toml", 'source = "brandwijzer"', 'source = "nergens"', 1, "source"),
        ("glossary.toml", 'expansion = "bedrijfshulpverlening"', 'voluit = "x"', 1, "voluit"),
    ],
)
def test_wrong_registry_names_file_line_and_field(  # noqa: PLR0917
    tmp_path: Path, file: str, old: str, new: str, line: int, field: str
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(DATA / "content", folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_glossary(load_sources(folder / "sources.toml"), folder / "glossary.toml")
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, line, field)


def test_our_own_content_is_complete() -> None:
    sources = load_sources()
    cards = load_cards(sources)
    glossary = load_glossary(sources)
    sections = {(source.id, section.id) for source in sources.values() for section in source.sections}
    covered = {(card.source, card.section) for card in cards.values() if card.section}
    assert sections == covered, "every item of the guidance has a card"
    assert len(cards) >= 12
    assert len(glossary.terms) >= 15
    assert all(source.url or source.id in {"vng-handreiking", "woordenlijst"} for source in sources.values())


def test_every_question_and_sentence_of_a_card_stands_in_its_page() -> None:
    sources = load_sources()
    for card in load_cards(sources).values():
        page = card_page(card, sources[card.source])
        items = card_items(card, page, chunk(page, card_id=card.id))
        assert {item.text for item in items} >= {*card.questions.nl, *card.questions.en}
        assert all(page.text[item.span.start : item.span.end] == item.text for item in items)
        for language in ("nl", "en"):
            sentences = [i.text for i in items if i.kind == "explanation" and i.language == language]
            assert " ".join(sentences) == getattr(card.explanation, language)


def words_of(path: Path) -> list[str]:
    """The words of a file; addresses may be equal, sentences not."""
    return re.findall(r"\w+", re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8").lower()))


def test_no_ten_words_of_the_guidance_in_a_row(guidance: Path) -> None:
    words = words_of(guidance)
    runs = {tuple(words[i : i + 10]) for i in range(len(words) - 9)}
    for path in [*CONTENT.rglob("*.md"), *CONTENT.rglob("*.toml")]:
        own = words_of(path)
        assert not [own[i : i + 10] for i in range(len(own) - 9) if tuple(own[i : i + 10]) in runs], path.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wat is een CISO?", ["chief information security officer"]),
        ("ligt de bio op tafel", []),
        ("moeten we de BIO volgen", ["Baseline Informatiebeveiliging Overheid"]),
    ],
)
def test_glossary_expands_whole_words_only(text: str, expected: list[str]) -> None:
    found = load_glossary(load_sources()).expansions(text)
    assert [name.lower() for name in found] == [name.lower() for name in expected]
