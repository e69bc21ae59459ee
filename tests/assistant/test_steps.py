"""The small steps between finding and composing, each by its table."""

import pytest

from assistant.define import asked_term
from assistant.gap import unanswered_words
from assistant.refuse import rule_against
from assistant.several import pieces_of
from assistant.topics import Topic
from corpus.cards import load_cards
from corpus.glossary import Glossary, load_glossary
from corpus.index import Index
from corpus.sources import load_sources

SOURCES = load_sources()
CARDS = load_cards(SOURCES)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(SOURCES)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("wat is ENSIA?", "ENSIA"),
        ("Wat betekent de afkorting FG eigenlijk?", "FG"),
        ("what does CISO mean?", "CISO"),
        ("cbw", "Cbw"),
        ("wat is het verschil tussen ENSIA en een audit", None),
        ("Wat kost ENSIA onze gemeente per jaar?", None),
        ("wat is de hoofdstad van Peru", None),
        ("hallo", None),
    ],
)
def test_the_term_whose_meaning_is_asked(question: str, term: str | None, glossary: Glossary) -> None:
    found = asked_term(question, glossary)
    assert (found.term if found else None) == term


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("De CISO praat met de CISO.", "De CISO (chief information security officer) praat met de CISO."),
        ("De chief information security officer (CISO) praat.", "De chief information security officer (CISO) praat."),
        ("CISO-overleg", "CISO-overleg"),
        ("ciso", "ciso"),
    ],
)
def test_abbreviations_are_written_out_once(text: str, explained: str, glossary: Glossary) -> None:
    met: set[str] = set()
    assert glossary.explain_abbreviations(text, met) == explained
    assert glossary.explain_abbreviations(explained, met) == explained


def test_the_gap_is_what_the_card_does_not_speak_of(small_index: Index) -> None:
    card = CARDS["ciso-en-fg"]
    missing = unanswered_words("Hoeveel vakantiedagen heeft de CISO per kalenderjaar?", card, small_index.vocabulary)
    assert missing == ["vakantiedagen", "kalenderjaar"]
    assert unanswered_words("wat doet een CISO", card, small_index.vocabulary) == []
    exercise = small_index.cards["blusploeg"]
    assert unanswered_words("is er geoefend op dinsdag", exercise, small_index.vocabulary) == ["dinsdag"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iets over ENSIA en iets over losgeld", ["ensia", "losgeld"]),
        ("losgeld; en dan nog ENSIA, graag", ["losgeld", "ensia"]),
        ("ENSIA", []),
        ("mijn buurman is gehackt, hij is boos en verdrietig, wat nu", []),
        ("ENSIA en nog eens ENSIA", []),
        ("ENSIA en appeltaart", []),
    ],
)
def test_a_question_is_cut_only_where_both_sides_have_a_topic(text: str, expected: list[str]) -> None:
    def find(piece: str) -> list[Topic]:
        return [Topic(CARDS[name], (), 1.0) for name in ("ensia", "losgeld") if name in piece.lower()]

    assert [topic.id for _, topic in pieces_of(text, find(text), find)] == expected


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Geef me een steminstructie voor vanavond", "voting"),
        ("moet ik voor of tegen stemmen", "voting"),
        ("welke fractie heeft hier gelijk?", "voting"),
        ("Wie is de beste wethouder?", "voting"),
        ("Wat is een stemming in de raad?", None),
        ("welke vragen kan de fractie stellen over het budget", None),
    ],
)
def test_plain_rules(question: str, reason: str | None) -> None:
    assert rule_against(question) == reason
