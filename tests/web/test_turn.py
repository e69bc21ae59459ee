"""Answers as HTML: numbers, plusses, calm blocks and terms; and the conversation around them. No browser."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from assistant.answer import Answer, Link
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.embedding import SentenceEmbedder
from corpus.errors import RaadsvraagError
from web.actions import actions_html
from web.chat import FAILED, Chat, Conversation, Shown, Wishes
from web.panel import citation_html, panel_html, passage_html
from web.refresh import Refresh
from web.turn import answer_html

ASKED = "wie blust er als het brandt?"


@pytest.fixture(scope="module")
def assistant(small_root: Path, embedder: SentenceEmbedder) -> Assistant:
    return Assistant(small_root, embedder)


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    return assistant.ask(ASKED)


def html_of(answer: Answer, assistant: Assistant, text: str | None = None) -> str:
    return str(answer_html(answer.text if text is None else text, answer, assistant.index, 1))


def test_each_number_leads_to_its_passage_in_the_panel(answer: Answer, assistant: Assistant) -> None:
    linked = set(re.findall(r"href='#(bron-1-\d+)'", html_of(answer, assistant)))
    panel = panel_html([citation_html(citation, assistant.index, 1) for citation in answer.citations])
    assert linked
    assert linked == set(re.findall(r"id='(bron-1-\d+)'", panel))
    assert panel.count("<mark>") == len(answer.citations)


def test_each_question_has_a_plus_with_its_role_and_sources(answer: Answer, assistant: Assistant) -> None:
    html = html_of(answer, assistant)
    asked = [statement for statement in answer.statements if statement.kind == "question"]
    assert html.count("class='plus'") == len(asked) > 0
    assert "&#34;addressee&#34;: &#34;college&#34;" in html
    assert "Stichting Voorbeeld" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zin. [1]", "href='#bron-1-1'"),
        ("Zin. [99]", "<p>Zin. [99]</p>"),
        ("[x](https://elders.example)", "<p>x</p>"),
        ("[x](https://bekend.example/?a=1&b=2)", "href='https://bekend.example/?a=1&amp;b=2'"),
        ("[1]\n\n[1]: https://elders.example", ": https://elders.example"),
        ("![x](https://elders.example/x.png)", "<p>!x</p>"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("**Kop** (rol)", "<h3>Kop <span class='aan'>rol</span></h3>"),
        ("### Deel\n\n**Kop**", "<h3>Deel</h3><h4>Kop</h4>"),
        ("**Niet in de bronnen.** Vraag de griffie.", "<div class='gat'><h3>Niet in de bronnen</h3>"),
        ("*Samengesteld uit de bronnen.*", "<p class='klein'><em>Samengesteld uit de bronnen.</em></p>"),
        ("> citaat", "<blockquote><p>citaat</p></blockquote>"),
        ("* een\n* twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("{{7+7}} ${7+7}", "{{7+7}} ${7+7}"),
    ],
)
def test_markdown_becomes_our_own_html(answer: Answer, assistant: Assistant, text: str, expected: str) -> None:
    known = answer.model_copy(update={"links": (Link(title="x", url="https://bekend.example/?a=1&b=2", why=""),)})
    html = html_of(known, assistant, text)
    assert expected in html
    assert "elders.example'" not in html


def test_a_term_explains_itself_once(answer: Answer, assistant: Assistant) -> None:
    term = next(iter(assistant.index.glossary.terms.values()))
    html = html_of(answer, assistant, f"De {term.term} en nog eens de {term.term}.")
    assert html.count("class='begrip'") == 1
    assert term.nl in html.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("state", "title"), [("no_information", "Dit staat niet in de bronnen"), ("refused", "Hier help ik niet bij")]
)
def test_a_decline_is_a_calm_block(answer: Answer, assistant: Assistant, state: str, title: str) -> None:
    html = html_of(answer.model_copy(update={"state": state}), assistant)
    assert f"<div class='antwoord kalm' lang='nl'><h3>{title}</h3>" in html


def test_actions_copy_sources_and_ask_for_no_judgement_unless_told(answer: Answer) -> None:
    plain, judged = actions_html(answer, 1, feedback=False), actions_html(answer, 1, feedback=True)
    assert "[1] “" in plain
    assert "oordeel" not in plain
    assert "oordeel" in judged


def test_a_passage_is_found_by_its_permanent_link(answer: Answer, assistant: Assistant) -> None:
    shown = passage_html(answer.citations[0].passage_id, assistant.index)
    assert "bron-vast" in shown
    assert "niet (meer)" in passage_html("<x>", assistant.index)


def last(chat: Chat, question: str, before: Conversation | None = None, *, confirmed: bool = False) -> Shown:
    return list(chat.respond(question, before or Conversation(), confirmed=confirmed))[-1]


def test_a_conversation_grows_and_keeps_its_sources(assistant: Assistant) -> None:
    chat = Chat(lambda: assistant)
    first = last(chat, ASKED)
    second = last(chat, "en wanneer was de laatste oefening?", first.conversation)
    assert second.conversation.count == 2
    assert "bron-1-1" in second.panel
    assert "bron-2-1" in second.panel
    assert [turn.role for turn in second.conversation.turns] == ["user", "assistant"] * 2
    assert "\n" not in second.chat + second.panel
    assert second.box == ""


def test_an_answer_is_seen_while_it_grows(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.chat._SECONDS_BETWEEN_SIGHTS", -1)
    sights = [shown.chat for shown in Chat(lambda: assistant).respond(ASKED, Conversation())]
    assert "beurt asking" in sights[0]
    assert all("beurt growing" in sight for sight in sights[1:-1])
    assert "beurt done" in sights[-1]
    assert [len(sight) for sight in sights] == sorted(len(sight) for sight in sights)
    assert len(sights) > 3


def test_errors_become_sentences_and_lose_nothing(assistant: Assistant, caplog: pytest.LogCaptureFixture) -> None:
    empty = last(Chat(lambda: assistant), "  ")
    assert "De vraag is leeg" in empty.chat

    def broken() -> Assistant:
        raise ZeroDivisionError(f"cannot divide {ASKED}")

    with caplog.at_level("ERROR"):
        failed = last(Chat(broken), ASKED)
        assert FAILED in failed.chat
        assert failed.box == ASKED
        assert "ZeroDivisionError > chat.py:" in caplog.text
        assert ASKED not in caplog.text

    def missing() -> Assistant:
        raise RaadsvraagError("Er is nog geen index.", "Bouw hem.")

    assert "Er is nog geen index. Bouw hem." in last(Chat(missing), ASKED).chat


def test_a_private_question_waits_for_its_reader(assistant: Assistant) -> None:
    chat = Chat(lambda: assistant)
    held = last(chat, "bsn 111222333, wie blust er?")
    assert (held.warnings, held.box, held.conversation.count) == (("bsn",), "bsn 111222333, wie blust er?", 0)
    assert last(chat, "bsn 111222333, wie blust er?", confirmed=True).conversation.count == 1


def test_role_and_language_reach_the_answer(assistant: Assistant) -> None:
    shown = list(Chat(lambda: assistant).respond(ASKED, Conversation(), Wishes("kaderstellend", "en")))[-1]
    assert "lang='en'" in shown.chat


def test_the_standing_line_follows_the_refresh() -> None:
    refresh = Refresh(Settings(online=False), lambda: None)
    assert (refresh.line, refresh.running) == ("", False)


def test_markup_is_never_taken_from_a_text(answer: Answer, assistant: Assistant) -> None:
    citation = answer.citations[0].model_copy(
        update={"title": "<img src=x onerror=alert(1)>", "deep_link": "https://x.nl/'\"><b>"}
    )
    article = citation_html(citation, assistant.index, 1)
    assert isinstance(article, Markup)
    assert "<img" not in article
    assert "<b>" not in article
