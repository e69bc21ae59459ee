"""What was visible and not kept is found, whatever moved, and what was kept is never called lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.loss import loss_in_words, lost_stretches

COMMON = ("de", "raad", "vraagt", "het", "college", "om", "een", "plan", "voor", "de", "crisis")
WORDS = st.lists(st.sampled_from(COMMON), max_size=60)


@pytest.mark.parametrize(
    ("visible", "kept", "lost"),
    [
        ("een twee drie vier vijf", "een twee drie vier vijf", ()),
        ("een twee drie vier vijf zes", "een twee", ("drie vier vijf zes",)),
        ("a b c d e EEN zin die weg is f g h", "a b c d e f g h", ("EEN zin die weg is",)),
        ("a b c weg is d e f", "a b c d e f", ()),
        ("jaar bedrag 2023 2024 noot", "jaar | 2023\n2024 | bedrag noot", ()),
        ("laatste deel komt eerst. En dit", "En dit. Laatste deel komt eerst.", ()),
        ("ge\u00admeente van de raad", "Gemeente van de raad", ()),
        ("", "", ()),
    ],
)
def test_lost_stretches(visible: str, kept: str, lost: tuple[str, ...]) -> None:
    assert lost_stretches(visible, kept) == lost


@given(WORDS, st.integers(0, 60))
def test_a_sentence_of_its_own_is_always_found(words: list[str], at: int) -> None:
    visible = " ".join([*words[:at], "SENTINEL staat alleen hier", *words[at:]])
    assert "SENTINEL" in " ".join(lost_stretches(visible, " ".join(words)))


@given(WORDS)
def test_nothing_is_lost_when_all_is_kept(words: list[str]) -> None:
    assert lost_stretches(" ".join(words), " | ".join(words)) == ()


def test_the_report_counts_and_quotes() -> None:
    assert loss_in_words(()) == ""
    said = loss_in_words(("een twee drie vier", "vijf zes zeven acht negen"))
    assert said == "9 woorden niet overgenomen: “een twee drie vier vijf zes zeven acht …”"
