"""Hostile text as question, passage, title and address, through the real page: nothing runs, nothing is fetched.

With the content policy, and without it: the second layer must hold by itself.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import ui
from assistant.answer import Answer, Link, Question, Statement, Turn
from assistant.assistant import Assistant
from assistant.settings import Settings
from tests.web.conftest import Reader, free_port
from tests.web.payloads import payloads
from web.refresh import Refresh
from web.server import Server, build_app

pytestmark = pytest.mark.browser


class Poisoned(Assistant):
    """The real assistant, whose archive and answers have been written by somebody hostile."""

    texts: Sequence[str] = ()

    def stream(self, question: str | Question, history: Sequence[Turn] = ()) -> Iterator[tuple[str, Answer]]:
        """Yield a true answer whose every text and address is one of `texts`."""
        answer = self.ask("wie blust er als het brandt?")
        citation, index = answer.citations[0], self.index
        first = index.passages[citation.passage_id]
        cited = []
        for number, text in enumerate(self.texts, 1):
            passage = replace(first, id=f"p{number}", text=text, start=0, end=len(text), heading=(text,))
            index.passages[passage.id] = passage
            address = text if number % 2 else f"https://example.org/{text}"
            update = {
                "number": number, "passage_id": passage.id, "title": text, "heading": (text,), "quote": text,
                "start": 0, "end": len(text), "url": address, "deep_link": address, "publisher": text,
                "information_date": text,
            }  # fmt: skip
            cited.append(citation.model_copy(update=update))
        asked = tuple(Statement(text=text, citations=(n,), kind="question") for n, text in enumerate(self.texts, 1))
        lines = "\n".join(f"{n}. {text} [{n}]" for n, text in enumerate(self.texts, 1))
        body = "\n\n".join(
            ["**Vragen die u kunt stellen**", lines, *self.texts, *(f"- [{t}]({t}): x" for t in self.texts)]
        )
        links = tuple(Link(title=text, url=text, why=text) for text in self.texts)
        yield body, answer.model_copy(
            update={
                "question": str(getattr(question, "question", question)), "text": body, "statements": asked,
                "citations": tuple(cited), "links": links, "follow_ups": tuple(self.texts),
            }
        )  # fmt: skip


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", heard
        server.shutdown()


@pytest.fixture(scope="module")
def poisoned(small_root: Path, embedder: Any, listener: tuple[str, list[str]]) -> Iterator[str]:
    Poisoned.texts = payloads(listener[0])
    assistant = Poisoned(small_root, embedder)
    settings = Settings(data=small_root, online=False, port=free_port())
    page = ui.build_page(lambda: assistant, settings, Refresh(settings, lambda: None))
    started = threading.Event()
    server = Server(build_app(page, settings), settings, started.set)
    thread = server.run_in_background()
    assert started.wait(30)
    yield f"http://127.0.0.1:{settings.port}"
    server.should_exit = True
    thread.join(15)


@pytest.mark.parametrize("policy", [True, False], ids=["with-policy", "without-policy"])
def test_nothing_runs_and_nothing_is_fetched(
    browser: Browser, poisoned: str, listener: tuple[str, list[str]], policy: bool
) -> None:
    texts, heard = Poisoned.texts, listener[1]
    assert len(texts) >= 500
    context = browser.new_context(locale="nl-NL", bypass_csp=not policy)
    reader = Reader(context, poisoned)
    reader.open()
    page = reader.page
    reader.ask("wie blust er als het brandt?")
    page.locator(".beurt.done a.nummer").nth(len(texts) // 2).click()
    assert page.locator("#bron article").count() == len(texts)
    assert page.locator("#bron-1-1 .passage").inner_text().strip() == texts[0]
    assert page.locator("button.plus").count() > 100
    page.locator("button.plus").first.click()
    reader.tab("vragenlijst")
    hovered = page.evaluate(
        "[...document.querySelectorAll('*')].forEach((e) => e.dispatchEvent(new Event('mouseover')))"
    )
    assert hovered is None
    page.wait_for_timeout(500)
    assert page.evaluate("window.__run") is None
    # The page's own elements only: no image, frame, form or script came out of a text.
    made = page.evaluate(
        "[...document.querySelectorAll('#gesprek *, #bron *, #vragenlijst *')].filter((e) => [...e.attributes].some("
        "(a) => a.name.startsWith('on')) || /^(IMG|IFRAME|SCRIPT|OBJECT|EMBED|VIDEO|AUDIO|FORM|STYLE|LINK|META|BASE|"
        "SVG|MATH|INPUT)$/i.test(e.tagName)).map((e) => e.outerHTML.slice(0, 120))"
    )
    assert made == []
    schemes = page.evaluate(
        "[...new Set([...document.querySelectorAll('#gesprek a, #bron a')].map((a) => a.protocol))]"
    )
    assert set(schemes) <= {"http:", "https:"}
    assert (reader.foreign, heard) == ([], [])
    assert [c for c in reader.complaints if "favicon" not in c] == []
    context.close()


def chunks(texts: Sequence[str], limit: int = 1900) -> Iterator[str]:
    """Join texts into questions that are not too long."""
    joined = ""
    for text in texts:
        if joined and len(joined) + len(text) > limit:
            yield joined
            joined = ""
        joined += f"{text} "
    yield joined


@pytest.mark.parametrize("policy", [True, False], ids=["with-policy", "without-policy"])
def test_hostile_questions_do_nothing(
    browser: Browser, poisoned: str, listener: tuple[str, list[str]], policy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = Poisoned.texts
    monkeypatch.setattr(Poisoned, "stream", Assistant.stream)
    context = browser.new_context(locale="nl-NL", bypass_csp=not policy)
    reader = Reader(context, poisoned)
    reader.open()
    page = reader.page
    for asked, chunk in enumerate(chunks([" ".join(text.split()).replace("\x0c", " ") for text in texts]), 1):
        page.fill("#vraag textarea", chunk)
        page.click("#stuur")
        page.locator(f"#beurt-{asked}:is(.done, .failed), #waarschuwing").first.wait_for(timeout=30_000)
        if page.locator("#waarschuwing").is_visible():
            page.click("#toch")
            page.locator(f"#beurt-{asked}:is(.done, .failed)").wait_for(timeout=30_000)
    shown = page.locator(".beurt .vraag").all_inner_texts()
    assert sum(len(text) for text in shown) > 0.9 * sum(len(text) for text in texts)
    page.wait_for_timeout(300)
    assert page.evaluate("window.__run") is None
    assert page.locator("#gesprek :is(img, iframe, script, object, embed, video, form, style, svg)").count() == 0
    assert (reader.foreign, listener[1], reader.complaints) == ([], [], [])
    context.close()


def test_the_listener_and_the_mark_would_notice(
    browser: Browser, poisoned: str, listener: tuple[str, list[str]]
) -> None:
    """The same payloads, put into the page as they are: without this, the tests above could not fail."""
    context = browser.new_context(bypass_csp=True)
    reader = Reader(context, poisoned)
    reader.open()
    reader.page.evaluate("(all) => document.body.insertAdjacentHTML('beforeend', all.join(' '))", Poisoned.texts[:40])
    reader.page.evaluate(
        "(all) => document.body.insertAdjacentHTML('beforeend', all)", f"<img src='//{listener[0]}/1'>"
    )
    reader.until("typeof window.__run", "number")
    reader.page.wait_for_timeout(300)
    assert listener[1] == ["/1"]
    listener[1].clear()
    context.close()
