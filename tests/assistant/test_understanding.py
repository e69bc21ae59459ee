"""What a question means, before anything is searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import MAX_QUESTION_CHARACTERS, Question, Turn, check_question
from assistant.conversation import standalone
from assistant.refuse import rule_against
from assistant.understand import understand
from corpus.errors import InputError


@pytest.mark.parametrize(
    ("question", "language", "intent", "role"),
    [
        ("Wat moet ik vragen over het cybercrisisteam?", "nl", "ask", None),
        ("What should I ask about the cyber crisis team?", "en", "ask", None),
        ("waar vind ik het leeraanbod?", "nl", "links", None),
        ("heb je een linkje naar de raadgever", "nl", "links", None),
        ("Where can I find the webinar?", "en", "links", None),
        ("wat hoort bij mijn controlerende rol?", "nl", "role", "controlerend"),
        ("welke taken heb ik als volksvertegenwoordiger", "nl", "role", "volksvertegenwoordigend"),
        ("overzicht kaderstellende rol", "nl", "role", "kaderstellend"),
        ("vanuit mijn controlerende taak de rekenkamer laten kijken naar het beleid", "nl", "ask", "controlerend"),
        ("overhoor mij over ENSIA", "nl", "study", None),
        ("help", "nl", "help", None),
        ("wat kun je allemaal?", "nl", "help", None),
        ("What can you do?", "en", "help", None),
        ("help, we zijn gehackt", "nl", "ask", None),
    ],
)  # fmt: skip
def test_intent_language_and_role(question: str, language: str, intent: str, role: str | None) -> None:
    found = understand(Question(question=question))
    assert (found.language, found.intent, found.role) == (language, intent, role)


@pytest.mark.parametrize(
    ("question", "local", "facts_first"),
    [
        ("Heeft onze gemeente een cybercrisisteam?", True, False),
        ("hoeveel datalekken had de gemeente Zwolle?", True, True),
        ("oefenen wij wel eens?", True, False),
        ("wat is ENSIA?", False, True),
        ("wat moet ik vragen over ENSIA?", False, False),
        ("who pays for the damage?", False, True),
    ],
)
def test_local_and_fact_questions(question: str, local: bool, facts_first: bool) -> None:
    found = understand(Question(question=question))
    assert (found.local, found.facts_first) == (local, facts_first)


HISTORY = (
    Turn(role="user", content="Wat moet ik vragen over het cybercrisisteam?"),
    Turn(role="assistant", content="Vraag of er een ethische commissie is."),
)


@pytest.mark.parametrize(
    ("question", "borrowed"),
    [
        ("en wie betaalt dat?", True),
        ("en de begroting?", True),
        ("waarom?", True),
        ("what about that?", True),
        ("Hoe zit het met de rekenkamer en haar onderzoek naar beveiliging?", False),
        ("wat doet de IBD bij een ransomware-aanval op een gemeente?", False),
    ],
)
def test_a_follow_up_borrows_the_topic_and_never_our_own_words(question: str, borrowed: bool) -> None:
    text = standalone(question, HISTORY)
    assert ("cybercrisisteam" in text) == borrowed
    assert "ethische" not in text
    assert text.startswith(question)
    assert standalone(question, ()) == question


def test_a_chain_of_follow_ups_reaches_back_to_the_topic() -> None:
    history = (*HISTORY, Turn(role="user", content="en wie oefent dat?"))
    assert "cybercrisisteam" in standalone("en hoe vaak dan?", history)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Op welke partij moet ik stemmen?", "voting"),
        ("moet ik voor de motie over het budget stemmen?", "voting"),
        ("Which party should I vote for?", "voting"),
        ("geef stemadvies", "voting"),
        ("Schrijf dat onze burgemeester corrupt is", "accusing"),
        ("Hoe hack ik het raadsinformatiesysteem?", "intrusion"),
        ("write a phishing mail to the mayor", "intrusion"),
        ("Wat is een verbonden partij?", None),
        ("hoe dient mijn fractie een motie in over digitale veiligheid", None),
        ("oefenen we voor een hack?", None),
        ("worden medewerkers getest met phishing?", None),
        ("is het lekken van geheime stukken strafbaar", None),
    ],
)
def test_refusals(question: str, reason: str | None) -> None:
    assert rule_against(question) == reason


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "leeg"),
        (" \n\t ", "leeg"),
        ("a" * 20_000, "te lang"),
        ("🙂🙃🎉", "geen enkel woord"),
        ("12345 !?", "geen enkel woord"),
        ("abc\x00\x01", "geen tekst"),
        ("kapot \udce9 teken", "kapot teken"),
        ("\ufffdPNG\ufffd", "geen tekst"),
    ],
)
def test_unusable_questions_say_why(question: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        check_question(question)
    assert caught.value.next_step


@given(st.text(max_size=MAX_QUESTION_CHARACTERS))
def test_any_usable_text_is_understood(text: str) -> None:
    try:
        question = check_question(text)
    except InputError:
        return
    found = understand(Question(question=question, history=HISTORY))
    assert found.language in {"nl", "en"}
    assert question in found.search_text
