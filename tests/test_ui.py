"""The chat: its handlers, its HTML, and the whole page in a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

import ui
from assistant.assistant import Assistant
from corpus.errors import RaadsvraagError, ServeError
from web.panel import citation_html, panel_html, with_links

CHROMIUM = shutil.which("chromium")


def last(handlers: ui.Chat, question: str, chat: list[dict[str, Any]] | None = None) -> tuple[Any, ...]:
    return list(handlers.respond(question, chat or [], []))[-1]


def test_an_answer_links_its_numbers_to_the_panel(cards_assistant: Assistant) -> None:
    chat, articles, panel, box = last(ui.Chat(lambda: cards_assistant), "Wat moet ik vragen over het cybercrisisteam?")
    reply = chat[-1]["content"]
    targets = set(re.findall(r"\(#(bron-1-\d+)\)", reply))
    assert targets == set(re.findall(r"id='(bron-1-\d+)'", panel))
    assert len(articles) == len(targets)
    assert box == ""
    assert chat[-1]["options"]


def test_a_second_turn_keeps_the_first_citations(cards_assistant: Assistant) -> None:
    handlers = ui.Chat(lambda: cards_assistant)
    chat, articles, *_ = last(handlers, "Wat moet ik vragen over het cybercrisisteam?")
    _, more, panel, _ = list(handlers.respond("en wie betaalt dat?", chat, articles))[-1]
    assert "bron-1-1" in panel
    assert "bron-2-1" in panel
    assert len(more) > len(articles)


def test_errors_become_sentences(cards_assistant: Assistant, caplog: pytest.LogCaptureFixture) -> None:
    handlers = ui.Chat(lambda: cards_assistant)
    assert "De vraag is leeg" in last(handlers, "  ")[0][-1]["content"]

    def broken() -> Assistant:
        raise ZeroDivisionError

    with caplog.at_level("CRITICAL"):
        assert last(ui.Chat(broken), "wat is ENSIA?")[0][-1]["content"] == ui.FAILED
        assert "ENSIA" not in caplog.text

    def missing() -> Assistant:
        raise RaadsvraagError("Er is nog geen index.", "Bouw hem.")

    assert last(ui.Chat(missing), "wat is ENSIA?")[0][-1]["content"] == "Er is nog geen index. Bouw hem."


def test_the_panel_escapes_and_marks(cards_assistant: Assistant) -> None:
    answer = cards_assistant.ask("wat is ENSIA?")
    citation = answer.citations[0].model_copy(
        update={"title": "<img src=x onerror=alert(1)>", "deep_link": "https://x.nl/'\"><b>"}
    )
    article = citation_html(citation, cards_assistant.index, 1)
    assert "<img" not in article
    assert "<b>" not in article
    assert f"<mark>{answer.citations[0].quote}</mark>" in article
    assert "eigen samenvatting" in article
    assert panel_html([article]).count("<article") == 1


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Zin. [1][12]", "Zin. [\\[1\\]](#bron-3-1)[\\[12\\]](#bron-3-12)"),
        ("[titel](https://x.nl)", "[titel](https://x.nl)"),
        ("[2022](https://x.nl)", "[2022](https://x.nl)"),
    ],
)
def test_only_citation_markers_become_links(text: str, linked: str) -> None:
    assert with_links(text, 3) == linked


def test_a_taken_port_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServeError, match="--port"):
        ui.check_port("127.0.0.1", taken.getsockname()[1])


def test_content_parts_are_read_as_text() -> None:
    turns = ui.turns_of(
        [{"role": "user", "content": [{"type": "text", "text": "hallo"}]}, {"role": "assistant", "content": "dag"}]
    )
    assert [turn.content for turn in turns] == ["hallo", "dag"]


@pytest.fixture(scope="module")
def address(cards_root: Path, cache: Path, embedder: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running chat, started as a user starts it."""
    data = tmp_path_factory.mktemp("served")
    (data / "models").symlink_to(cache / "models")
    (data / "index").symlink_to(cards_root)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)],
        env=os.environ | {"RAADSVRAAG_DATA": str(data)}, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    yield url
    server.terminate()
    server.wait(20)


def test_programs_ask_over_the_named_endpoint(address: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(address, verbose=False)
    answer = client.predict("wie betaalt de schade als alles plat ligt?", api_name="/ask")
    assert (answer["state"], answer["topics"][0]) == ("answered", "kosten-na-incident")
    history = [{"role": "user", "content": "wat doet de IBD?"}]
    assert client.predict("en wat is het nummer?", history, api_name="/ask")["topics"][0] == "ibd"
    with pytest.raises(AppError, match="De vraag is leeg"):
        client.predict("", api_name="/ask")


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    if not CHROMIUM:
        pytest.skip("chromium is niet geïnstalleerd (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page(locale="nl-NL")
        page.goto(address)
        page.wait_for_selector("#vraag textarea")
        yield page
        browser.close()


@pytest.mark.browser
def test_a_council_member_asks_and_opens_the_passage(page: Page, address: str) -> None:
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(address) else None)
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert "computerprogramma" in page.locator("#melding").inner_text()
    page.fill("#vraag textarea", "straks ligt alles plat, wie doet dan wat?")
    page.keyboard.press("Enter")
    marker = page.locator("a[href='#bron-1-1']").first
    marker.wait_for(timeout=30_000)
    marker.click()
    page.locator("#bron-1-1.open mark").wait_for(timeout=5_000)
    quoted = page.locator("#bron-1-1 mark").inner_text()
    assert len(quoted) > 10
    assert quoted in page.locator("#bron-1-1 .passage").inner_text()
    assert page.locator(".bron.open").count() == 1
    assert not [url for url in foreign if not url.startswith(("data:", "blob:"))]


@pytest.mark.browser
def test_a_follow_up_can_be_clicked(page: Page) -> None:
    option = page.locator("#gesprek button", has_text="Wat kan ik vragen over").first
    option.wait_for(timeout=10_000)
    option.click()
    page.locator("a[href='#bron-2-1']").first.wait_for(timeout=30_000)
    assert page.locator("a[href='#bron-1-1']").count() >= 1
