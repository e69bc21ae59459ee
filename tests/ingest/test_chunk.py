"""Passages tile their page, whatever the page."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import ROLES
from corpus.sources import load_sources
from ingest.blocks import Block, Extracted, build_page
from ingest.chunk import MAX_CHARACTERS, chunk
from tests.conftest import DATA

SOURCE = load_sources(DATA / "content" / "sources.toml")["brandwijzer"]
TEXTS = st.text(alphabet="ab .\n-é€🙂", min_size=1, max_size=60) | st.sampled_from(
    ["1. Kaderstellende rol", "2. Controlerende rol", "Helpers", "Hang rookmelders op", "woord " * 400, "x" * 3000]
)
BLOCKS = st.builds(Block, st.sampled_from(["heading", "paragraph", "item"]), TEXTS, st.integers(1, 6))


@given(st.lists(BLOCKS, max_size=14))
def test_joining_the_spans_gives_the_text(blocks: list[Block]) -> None:
    page = build_page(Extracted(tuple(blocks)), SOURCE, fetched_at="2026-01-31")
    passages = chunk(page)
    assert "".join(page.text[p.start : p.end] for p in passages) == page.text
    assert all(p.text == page.text[p.start : p.end] for p in passages)
    assert all(0 < len(p.text) <= MAX_CHARACTERS for p in passages if page.text)
    assert len({p.id for p in passages}) == len(passages)
    assert all(p.role in ROLES for p in passages)
    assert [p.id for p in chunk(page)] == [p.id for p in passages]


def test_an_item_stays_with_its_questions_and_a_box_leaves_the_role() -> None:
    blocks = (
        Block("heading", "1. Kaderstellende rol", 1),
        Block("heading", "Hang rookmelders op", 2),
        Block("item", "Hoeveel?"),
        Block("item", "Wie betaalt?"),
        Block("heading", "Helpers", 2),
        Block("paragraph", "Vraag rond."),
    )
    first, second = chunk(build_page(Extracted(blocks), SOURCE, fetched_at="2026-01-31"))
    assert first.heading == ("1. Kaderstellende rol", "Hang rookmelders op")
    assert "Hoeveel?" in first.text
    assert "Wie betaalt?" in first.text
    assert (second.heading, second.role) == (("Helpers",), "algemeen")
