"""Sentences, words, 4-grams and language."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.closeness import shared_grams
from corpus.language import detect_language
from corpus.lexical import LexicalIndex, grams, words, write_lexical
from corpus.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een zin. Nog een zin! En drie?", ["Een zin.", "Nog een zin!", "En drie?"]),
        ("Oefen i.s.m. De regio doet mee.", ["Oefen i.s.m. De regio doet mee."]),
        ("Bedrag: 3,5 miljoen. 2022 was duur.", ["Bedrag: 3,5 miljoen.", "2022 was duur."]),
        ("Kop\n\n- punt een\n- punt twee", ["Kop", "- punt een", "- punt twee"]),
        ("Hij zei “stop.” Toen niet.", ["Hij zei “stop.”", "Toen niet."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == expected


@given(st.text(alphabet="aB .?!\n\"'”-", max_size=80), st.integers(0, 50))
def test_sentence_spans_lose_only_white_space(text: str, shift: int) -> None:
    spans = [(a - shift, b - shift) for a, b in sentence_spans(text, shift)]
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)
    assert all(before <= after for (_, before), (after, _) in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).split() == [] or "".join(
        "".join(text[a:b].split()) for a, b in spans
    ) == "".join(text.split())


def test_grams_cross_accents_and_case_but_not_words() -> None:
    assert words("Coördinatie, É-mail!") == ["coordinatie", "e", "mail"]
    assert grams("team ab") == ["team", "ab"]
    assert shared_grams("cybercrisisoefening", "cyber crisis oefening") > 0.5
    assert shared_grams("brood", "cyber") == 0.0


def test_lexical_scores_follow_the_texts(tmp_path) -> None:  # type: ignore[no-untyped-def]
    write_lexical(tmp_path / "lexical", ["de brandweer oefent", "het budget van de raad", ""])
    index = LexicalIndex(tmp_path / "lexical")
    assert index.scores("brandweeroefening").argmax() == 0
    assert index.scores("budgetten").argmax() == 1
    assert index.scores("xyz").max() == 0.0
    assert index.scores("").shape == (3,)
    assert index.knows("raad")
    assert not index.knows("raden")
    assert index.weight("onbekend") > index.weight("de")
    assert 0 < index.resembles("brandweerman") < 1
    assert index.resembles("") == 0.0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wat moet ik vragen over het cybercrisisteam", "nl"),
        ("oefenen we wel eens voor een hack", "nl"),
        ("CISO?", "nl"),
        ("budget hack", "nl"),
        ("wat is phishing?", "nl"),
        ("wat is spoofing", "nl"),
        ("ransomware", "nl"),
        ("🙂", "nl"),
        ("What should I ask about the cybercrisis team?", "en"),
        ("who pays for the damage", "en"),
        ("do we ever practise for a hack", "en"),
        ("what is phishing?", "en"),
        ("council budget after a hack", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language
