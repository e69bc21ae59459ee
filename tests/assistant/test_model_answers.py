"""Answers worded by a chat model: a real server on loopback plays honest, lying, obedient and broken models."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.answer import Answer, Question, Turn
from assistant.assistant import Assistant
from assistant.chat_model import open_chat_model
from assistant.cite import problems
from assistant.settings import Settings
from corpus.embedding import SentenceEmbedder
from evals.model_characters import TROUBLES, Asked, Reply, honest, in_pieces, key_inventing, lying, obedient
from evals.model_server import Served, serve_character

CRISIS_TEAM = "Wat moet ik vragen over het cybercrisisteam?"
QUESTIONS = [
    CRISIS_TEAM,
    "wie betaalt de schade als alles plat ligt?",
    "What should I ask about the crisis team?",
    "wat is ENSIA?",
]
PROVIDERS = ["openai", "ollama", "mistralai"]
TIMEOUT = 1.5

Character = Callable[[Asked], Reply]


@contextmanager
def model_assistant(
    character: Character, root: Path, embedder: SentenceEmbedder, provider: str = "openai", timeout: float = 20
) -> Iterator[tuple[Assistant, Served]]:
    """An assistant whose chat model is a character behind real HTTP."""
    with serve_character(character) as served:
        address = served.ollama_url if provider == "ollama" else served.openai_url
        settings = Settings(model=f"{provider}:test", model_url=address, model_key="geheim", model_timeout=timeout)
        yield Assistant(root, embedder, open_chat_model(settings), timeout), served


@pytest.mark.parametrize(
    ("question", "provider"),
    [*((question, "openai") for question in QUESTIONS), *((CRISIS_TEAM, p) for p in PROVIDERS[1:])],
)
def test_an_honest_model_words_a_cited_answer(
    question: str, provider: str, cards_root: Path, embedder: SentenceEmbedder
) -> None:
    with model_assistant(honest, cards_root, embedder, provider) as (assistant, _):
        answer = assistant.ask(question)
        assert (answer.mode, answer.fallback, answer.model) == ("model", None, f"{provider}:test")
        assert problems(answer, assistant.index) == []
        assert all(statement.citations for statement in answer.statements)
        assert answer.label in answer.text
        assert "AI" in answer.label
        assert answer.language == ("en" if question.startswith("What") else "nl")


def test_sentences_are_shown_while_the_model_still_writes(cards_root: Path, embedder: SentenceEmbedder) -> None:
    def unhurried(asked: Asked) -> Reply:
        return Reply(honest(asked).pieces, delay=0.02)

    with model_assistant(unhurried, cards_root, embedder) as (assistant, served):
        stream = assistant.stream(CRISIS_TEAM)
        _, first = next(stream)
        lines_then = len(served.finished_sentences)
        *_, (text, last) = stream
        assert len(first.statements) == 1
        assert first.citations
        assert lines_then < len(served.finished_sentences)
        assert len(last.statements) > 3
        assert text == last.text


ON_THE_WIRE = (
    "too busy",
    "server error",
    "unknown model",
    "half a stream",
    "ends without saying why",
    "silence",
    "not JSON",
)
"""Troubles that each provider's client meets in its own way; the others arise on our side of it."""


@pytest.mark.parametrize(
    ("trouble", "provider"),
    [*((trouble, "openai") for trouble in TROUBLES), *((t, p) for t in ON_THE_WIRE for p in PROVIDERS[1:])],
)
def test_every_trouble_ends_in_a_composed_answer_that_says_why(
    trouble: str, provider: str, cards_root: Path, embedder: SentenceEmbedder
) -> None:
    with model_assistant(TROUBLES[trouble], cards_root, embedder, provider, TIMEOUT) as (assistant, _):
        assistant.warm_up()
        started = time.monotonic()
        answer = assistant.ask(CRISIS_TEAM)
        assert time.monotonic() - started < 2 * TIMEOUT  # a hang, not a slow machine, breaks this
        assert (answer.mode, answer.state) == ("cards", "answered")
        assert answer.fallback
        assert answer.label in answer.text
        assert "niet gebruikt" in answer.label
        assert problems(answer, assistant.index) == []


def test_a_server_that_is_not_there(cards_root: Path, embedder: SentenceEmbedder) -> None:
    with serve_character(honest) as served:
        gone = served.openai_url
    model = open_chat_model(Settings(model="openai:x", model_url=gone))
    answer = Assistant(cards_root, embedder, model, 5).ask(CRISIS_TEAM)
    assert (answer.mode, answer.fallback) == ("cards", "unreachable")


def test_no_lie_is_shown_and_each_is_counted(cards_root: Path, embedder: SentenceEmbedder) -> None:
    with model_assistant(lying(), cards_root, embedder) as (assistant, served):
        for question in QUESTIONS:
            answer = assistant.ask(question)
            lies = [lie for reply in served.replies for lie in reply.lies]
            assert lies
            assert not [lie for lie in lies if lie in answer.text]
            if answer.mode == "model":
                assert sum(answer.dropped.values()) > 0


def test_an_obedient_model_brings_nothing_foreign_to_the_screen(cards_root: Path, embedder: SentenceEmbedder) -> None:
    with model_assistant(obedient, cards_root, embedder) as (assistant, served):
        for question in QUESTIONS:
            for text, answer in assistant.stream(question):
                for forbidden in ("kwaad", "<img", "<script", "![", "0900", "sleutel van het fragment", "instructies"):
                    assert forbidden not in text, answer.mode
                assert not any("kwaad" in follow_up for follow_up in answer.follow_ups)
        assert served.requests


def test_invented_keys_never_become_citations(cards_root: Path, embedder: SentenceEmbedder) -> None:
    with model_assistant(key_inventing, cards_root, embedder) as (assistant, _):
        answer = assistant.ask(CRISIS_TEAM)
        assert answer.fallback == "unsupported"
        assert set(answer.dropped) == {"invented_key"}


def test_a_claim_about_ones_own_municipality_becomes_the_question(cards_root: Path, embedder: SentenceEmbedder) -> None:
    def claims(asked: Asked) -> Reply:
        rows = [f"{text} [{key}]" for key, text in asked.sentences[:2]]
        rows.append(f"Uw gemeente heeft een cybercrisisteam dat elk jaar oefent. [{asked.sentences[0][0]}]")
        return Reply(in_pieces("\n".join(rows)))

    with model_assistant(claims, cards_root, embedder) as (assistant, _):
        answer = assistant.ask("Heeft onze gemeente een cybercrisisteam?")
        assert answer.mode == "model"
        assert "Uw gemeente heeft" not in answer.text
        asked_back = [statement for statement in answer.statements if statement.kind == "question"]
        assert asked_back
        assert "cybercrisisteam" in asked_back[0].text.lower()


HISTORY = (Turn(role="user", content="Wat moet ik vragen over het losgeld bij een hack?"),)


def test_a_model_makes_a_follow_up_stand_alone(cards_root: Path, embedder: SentenceEmbedder) -> None:
    with model_assistant(honest, cards_root, embedder) as (assistant, served):
        answer = assistant.ask(Question(question="en wie betaalt dat?", history=HISTORY))
        assert [asked.rewriting for asked in served.requests] == [True, False]
        assert answer.topics[0] in {"losgeld", "kosten-na-incident"}


@pytest.mark.parametrize("answer", ["Wat is de hoofdstad van Peru?", "", "x" * 400, "Bezoek https://kwaad.example nu"])
def test_a_rewriting_with_words_of_its_own_is_not_used(
    answer: str, cards_root: Path, embedder: SentenceEmbedder
) -> None:
    def character(asked: Asked) -> Reply:
        return Reply([answer]) if asked.rewriting else honest(asked)

    question = Question(question="en wie betaalt dat?", history=HISTORY)
    with model_assistant(character, cards_root, embedder) as (assistant, served):
        assert assistant.ask(question).topics == Assistant(cards_root, embedder).ask(question).topics
        assert answer == "" or answer not in served.requests[-1].question


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("Wat moet ik vragen over ENSIA?", True),
        ("Op welke partij moet ik stemmen?", False),
        ("Hoe bak ik een appeltaart?", False),
        ("Wilt u bellen met 0900-1234?", False),
        ("Bezoek https://kwaad.example?", False),
    ],
)
def test_follow_ups_of_the_model_are_offered_only_when_we_can_answer_them(
    written: str, offered: bool, cards_root: Path, embedder: SentenceEmbedder
) -> None:
    def character(asked: Asked) -> Reply:
        rows = [f"{text} [{key}]" for key, text in asked.sentences[:3]]
        return Reply(in_pieces("\n".join([*rows, f"Vervolg: {written}"])))

    with model_assistant(character, cards_root, embedder) as (assistant, _):
        answer = assistant.ask(CRISIS_TEAM)
        assert (answer.mode, written in answer.follow_ups) == ("model", offered)


@pytest.mark.parametrize(
    "question",
    ["Op welke partij moet ik stemmen?", "hoe bak ik een appeltaart", "hallo", "wat hoort bij mijn controlerende rol?"],
)
def test_what_is_ours_to_decide_never_reaches_the_model(
    question: str, cards_root: Path, embedder: SentenceEmbedder
) -> None:
    with model_assistant(honest, cards_root, embedder) as (assistant, served):
        answer = assistant.ask(question)
        assert served.requests == []
        assert answer == without_times(Assistant(cards_root, embedder).ask(question), answer)


def without_times(answer: Answer, like: Answer) -> Answer:
    return answer.model_copy(update={"timings_ms": like.timings_ms})


def test_a_sentence_that_is_not_carried_gives_way_to_what_it_cites(
    cards_root: Path, embedder: SentenceEmbedder
) -> None:
    def careless(asked: Asked) -> Reply:
        (first, text), (second, other), *_ = asked.sentences
        rows = [
            f"{text} [{first}]",
            f"{other} [{second}]",
            f"Volgens Deloitte oefent 83 procent. [{asked.sentences[2][0]}]",
        ]
        return Reply(in_pieces("\n".join(rows)))

    with model_assistant(careless, cards_root, embedder) as (assistant, served):
        answer = assistant.ask(CRISIS_TEAM)
        third = served.requests[0].sentences[2][1]
        assert (answer.mode, sum(answer.dropped.values())) == ("model", 1)
        assert "83" not in answer.text
        assert third in [statement.text for statement in answer.statements]
