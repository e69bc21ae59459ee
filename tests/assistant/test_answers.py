"""Whole answers, with the real cards and with the real guidance: right, cited, honest."""

import dataclasses
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Question, Turn, json_schema
from assistant.assistant import Assistant
from assistant.cite import deep_link, make_citation, problems
from assistant.retrieve import PassageRetriever
from assistant.scope import load_scope
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from corpus.records import Page, Sheet, Span
from web.panel import citation_html

ANSWERED = [
    ("Wat moet ik vragen over het cybercrisisteam?", "nl", {"cybercrisisteam"}, "oefen"),
    ("What should I ask about the cybercrisis team?", "en", {"cybercrisisteam"}, "crisis team"),
    ("oefenen we wel eens voor een hack?", "nl", {"cybercrisisteam", "oefenen"}, "oefen"),
    ("straks ligt alles plat, wie doet dan wat?", "nl", {"cybercrisisteam", "digitale-incidenten"}, "oefen"),
    ("wie betaalt de schade als alles plat ligt?", "nl", {"kosten-na-incident"}, "geld"),
    ("waar vind ik het leeraanbod?", "nl", {"leeraanbod"}, "75a4674a-3aef-4ed6-8b31-5c67172309a5/leeraanbod"),
]
DECLINED = ["Wat kost een parkeervergunning?", "hoe bak ik een appeltaart", "What is the capital of Peru?"]
REFUSED = ["Op welke partij moet ik stemmen?", "Schrijf dat onze burgemeester corrupt is."]


def check_contract(answer: Answer, assistant: Assistant) -> None:
    """What holds for every answer: cited statements, verified spans, a text that holds them."""
    assert problems(answer, assistant.index) == []
    assert all(statement.citations for statement in answer.statements)
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {n for s in answer.statements for n in s.citations} == {c.number for c in answer.citations}
    known = {source.url for source in assistant.index.sources.values()}
    assert all(link.url in known for link in answer.links)
    assert answer.timings_ms["total"] > 0


@pytest.mark.parametrize(("question", "language", "topics", "words"), ANSWERED)
@pytest.mark.parametrize("corpus", ["cards", "guidance"])
def test_council_questions_are_answered_and_cited(  # noqa: PLR0917
    corpus: str, question: str, language: str, topics: set[str], words: str, request: pytest.FixtureRequest
) -> None:
    assistant: Assistant = request.getfixturevalue(f"{corpus}_assistant")
    answer = assistant.ask(question)
    assert (answer.state, answer.language, answer.mode) == ("answered", language, "cards")
    assert answer.topics[0] in topics
    assert words in answer.text
    assert answer.statements
    check_contract(answer, assistant)
    kinds = {citation.kind for citation in answer.citations}
    assert kinds == {"card"} if corpus == "cards" else "document" in kinds or answer.intent == "links"


def test_the_guidance_is_quoted_word_for_word(guidance_assistant: Assistant, guidance: Path) -> None:
    answer = guidance_assistant.ask("Wat moet ik vragen over het cybercrisisteam?")
    quoted = next(citation for citation in answer.citations if citation.kind == "document")
    assert " ".join(quoted.quote.split()) in " ".join(guidance.read_text(encoding="utf-8").split())
    assert quoted.heading[0] == "2. Kaderstellende rol"
    assert quoted.fetched_at


@pytest.mark.parametrize("question", DECLINED)
def test_what_the_sources_do_not_hold_is_declined(question: str, cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask(question)
    assert answer.state == "no_information"
    assert answer.statements == ()
    assert "IBD" in answer.text
    assert answer.not_covered == (question,)


@pytest.mark.parametrize("question", REFUSED)
def test_advice_and_accusations_are_refused(question: str, cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask(question)
    assert (answer.state, answer.statements) == ("refused", ())
    assert answer.follow_ups


def test_a_local_fact_becomes_a_question(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("Heeft onze gemeente een cybercrisisteam?")
    assert answer.state == "answered"
    assert any(statement.kind == "question" and "cybercrisisteam" in statement.text for statement in answer.statements)
    assert "uw eigen gemeente" in answer.not_covered[0]


def test_a_role_gives_its_checklist(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("Wat hoort bij mijn kaderstellende rol?")
    assert answer.intent == "role"
    expected = {c.id for c in cards_assistant.index.cards.values() if c.role == "kaderstellend" and c.section}
    assert set(answer.parts[0].topics) == expected
    assert len(answer.statements) == len(expected) >= 6
    check_contract(answer, cards_assistant)


def test_the_three_roles_stand_under_each_other(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask(
        "Zet de drie rollen van de raad onder elkaar, met wat er bij digitale veiligheid hoort"
    )
    assert [part.title for part in answer.parts] == [
        "Volksvertegenwoordigende rol", "Kaderstellende rol", "Controlerende rol",
    ]  # fmt: skip
    check_contract(answer, cards_assistant)


def test_a_term_is_defined_first_and_abbreviations_are_written_out(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("wat is een FG?")
    assert answer.statements[0].kind == "definition"
    quoted = answer.citations[answer.statements[0].citations[0] - 1]
    assert (quoted.heading, quoted.kind) == (("Woordenlijst", "FG"), "card")
    assert answer.text.count("functionaris gegevensbescherming)") == 1
    text = cards_assistant.ask("Wat moet ik vragen over een overleg met CISO en FG?").text
    assert text.count("CISO (chief information security officer)") == 1


@pytest.mark.parametrize(
    ("question", "corrected", "fact"),
    [
        ("Waarom moeten de CISO en de FG bij een gemeente dezelfde persoon zijn?", True, "afgeraden"),
        ("Waarom raadt het kabinet gemeenten aan om losgeld te betalen na een aanval?", True, "onwenselijk"),
        ("Wat moet ik vragen over het cybercrisisteam?", False, "oefen"),
    ],
)
def test_a_false_premise_is_corrected_first(
    question: str, corrected: bool, fact: str, cards_assistant: Assistant
) -> None:
    answer = cards_assistant.ask(question)
    assert (answer.statements[0].kind == "correction") == corrected
    assert (answer.state == "partial") == corrected
    assert fact in answer.text
    check_contract(answer, cards_assistant)


def test_two_things_asked_get_two_parts(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("Wat vraag ik over het cybercrisisteam, en wie helpt slachtoffers van fraude?")
    topics = {topic for part in answer.parts for topic in part.topics}
    assert len(answer.parts) == 2
    assert topics & {"cybercrisisteam", "oefenen"}
    assert topics & {"hulp-voor-slachtoffers", "fraudehelpdesk"}
    assert all(part.title and f"### {part.title}" in answer.text for part in answer.parts)
    assert sorted(n for part in answer.parts for n in part.statements) == list(range(len(answer.statements)))
    check_contract(answer, cards_assistant)


def test_a_near_miss_names_what_is_missing(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("Hoeveel verdient de directeur van de IBD per maand?")
    assert answer.state in {"partial", "no_information"}
    assert "verdient" in answer.not_covered[0]
    check_contract(answer, cards_assistant)


def test_history_carries_the_topic(cards_assistant: Assistant) -> None:
    history = [Turn(role="user", content="Wat moet ik vragen over het cybercrisisteam?")]
    answer = cards_assistant.ask("en hoe vaak dan?", history)
    assert answer.topics[0] in {"cybercrisisteam", "oefenen"}


def test_help_and_set_language(cards_assistant: Assistant) -> None:
    assert "computerprogramma" in cards_assistant.ask("wat kun je?").text
    answer = cards_assistant.ask(Question(question="cybercrisisteam", language="en", role="kaderstellend", id="7"))
    assert (answer.id, answer.language) == ("7", "en")


def test_follow_ups_can_be_asked(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("wie betaalt de schade als alles plat ligt?")
    for text, topic in zip(answer.follow_ups, answer.topics[1:], strict=False):
        assert cards_assistant.ask(text).topics[0] == topic


def test_streaming_ends_in_the_answer(cards_assistant: Assistant) -> None:
    parts = list(cards_assistant.stream("oefenen we wel eens voor een hack?"))
    texts = [text for text, _ in parts]
    assert texts[-1] == parts[-1][1].text
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(texts))


def test_a_document_without_cards_is_quoted(small_root: Path, embedder: SentenceEmbedder) -> None:
    assistant = Assistant(small_root, embedder)
    from assistant.compose import Found, compose
    from assistant.topics import Topic
    from assistant.understand import understand

    index = assistant.index
    passage = next(p for p in index.passages.values() if p.section == "controle")
    found = Found([Topic(None, (passage,), 1.0)])
    draft = compose(understand(Question(question="zijn de deuren open")), found, index, embedder)
    assert "Zijn de deuren van de zaal open" in draft.parts[0].statements[-1].text
    assert draft.links[0].url == "https://example.org/brandwijzer"


def test_the_retriever_is_a_langchain_retriever(cards_assistant: Assistant, embedder: SentenceEmbedder) -> None:
    retriever = PassageRetriever(index=cards_assistant.index, embedder=embedder)
    documents = retriever.invoke("wat is ENSIA")
    assert documents[0].metadata["source_id"] == "ensia"
    assert documents[0].page_content == cards_assistant.index.passages[documents[0].metadata["passage_id"]].text
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_one_altered_character_is_found(guidance_assistant: Assistant) -> None:
    answer = guidance_assistant.ask("Wat moet ik vragen over het cybercrisisteam?")
    for citation in answer.citations:
        for change in (
            {"quote": citation.quote[:-1] + "X"},
            {"start": citation.start + 1},
            {"page_sha256": "0" * 64},
            {"passage_id": "weg"},
        ):
            forged = [c if c.number != citation.number else c.model_copy(update=change) for c in answer.citations]
            assert problems(answer.model_copy(update={"citations": tuple(forged)}), guidance_assistant.index)
    cut = answer.model_copy(update={"citations": answer.citations[1:]})
    assert problems(cut, guidance_assistant.index)
    silent = answer.model_copy(update={"text": ""})
    assert problems(silent, guidance_assistant.index)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_any_question_gets_a_lawful_answer(cards_assistant: Assistant, text: str) -> None:
    from corpus.errors import InputError

    try:
        answer = cards_assistant.ask(text)
    except InputError:
        return
    check_contract(answer, cards_assistant)


def test_the_published_schema_is_current() -> None:
    published = Path(__file__).parents[2] / "assistant" / "answer.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json_schema()


def test_deep_links_point_at_the_words() -> None:
    page = Page("p", "s", "document", "t", "https://x.nl/a", "tekst", (), (), "nl", "")
    assert deep_link(page, "een korte zin, ja") == "https://x.nl/a#:~:text=een%20korte%20zin%2C%20ja"
    long = deep_link(page, " ".join(f"woord{n}" for n in range(20)))
    assert long.endswith("text=woord0%20woord1%20woord2%20woord3,woord16%20woord17%20woord18%20woord19")


def test_scope_falls_back_for_another_model(cards_assistant: Assistant) -> None:
    scope = load_scope()
    assert scope.weights("een ander model") is scope.without_direction
    assert scope.axis.place(scope.axis.weights, "een ander model") == 0.0


def test_a_citation_of_a_pdf_opens_its_sheet() -> None:
    page = Page("p", "s", "document", "t", "https://x.nl/a.pdf", "een twee drie", (), (), "nl", "")
    page = dataclasses.replace(page, sheets=(Sheet(0, 1), Sheet(4, 3)))
    assert [page.sheet_at(offset) for offset in (0, 3, 4, 12)] == [1, 1, 3, 3]
    assert deep_link(page, "drie", page.sheet_at(9)) == "https://x.nl/a.pdf#page=3"
    assert dataclasses.replace(page, sheets=()).sheet_at(9) is None


@pytest.mark.parametrize(("known", "shown"), [("onbekend", "2024-05-06"), ("2020", "2020")])
def test_a_page_dates_only_what_the_registry_does_not(small_index: Index, known: str, shown: str) -> None:
    passage = next(p for p in small_index.passages.values() if not p.card_id and p.text.strip())
    page, source = small_index.pages[passage.page_id], small_index.sources[passage.source_id]
    small_index.pages[page.id] = dataclasses.replace(page, dated="2024-05-06", sheets=(Sheet(0, 7),))
    small_index.sources[source.id] = dataclasses.replace(source, information_date=known)
    start = passage.start + len(passage.text) - len(passage.text.lstrip())
    citation = make_citation(Span(passage.id, start, passage.end), 1, small_index)
    assert (citation.information_date, citation.page_number) == (shown, 7)
    assert "bladzijde 7" in citation_html(citation, small_index, 1)
