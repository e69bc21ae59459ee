"""Peers are scored by the same rule as we are: a chunk counts for the cards whose text it holds."""

from corpus.index import Index
from evals.peers import Credit, rows
from tests.evals.test_evals import case


def test_a_chunk_counts_for_the_sections_it_holds_most_of(small_index: Index) -> None:
    credit = Credit(small_index)
    document = next(page for page in small_index.pages.values() if page.kind == "document")
    passage = next(p for p in small_index.passages.values() if p.page_id == document.id and p.section == "blusploeg")
    cards = set(small_index.cards_by_section[passage.source_id, "blusploeg"])
    assert cards
    assert credit.cards(document.id, passage.start, passage.end) == cards
    assert cards <= credit.cards(document.id, 0, len(document.text))
    assert credit.cards(document.id, passage.end, passage.end + 1).isdisjoint(cards)
    assert credit.cards("onbekend", 0, 10) == set()


def test_rows_count_any_right_card_among_the_first() -> None:
    cases = [case(kind=kind, question=kind, expected_cards=["b"]) for kind in ("lay", "direct")]
    table = list(rows(lambda question: [{"a"}, {"b", "c"}] if "lay" in question else [{"b"}], cases))
    assert [row.split()[0] for row in table] == ["0.500", "1.000", "0.000", "1.000"]
