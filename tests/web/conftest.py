"""A chat that runs as a user runs it, and a real browser to look at it with."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

T = TypeVar("T")

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def serving(root: Path, cache: Path, folder: Path, **settings: str) -> Iterator[str]:
    """Start `raadsvraag serve` on an index in a process of its own; yield its address."""
    (folder / "models").symlink_to(cache / "models")
    (folder / "index").symlink_to(root)
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)],
        env=os.environ | {"RAADSVRAAG_DATA": str(folder)} | settings, cwd=Path(__file__).parents[2],
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


@pytest.fixture(scope="session")
def judgements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("oordelen") / "oordelen.jsonl"


@pytest.fixture(scope="session")
def address(
    cards_root: Path, cache: Path, embedder: Any, judgements: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A running chat over the real cards, with judgements turned on."""
    folder = tmp_path_factory.mktemp("served")
    with serving(cards_root, cache, folder, RAADSVRAAG_FEEDBACK=str(judgements)) as url:
        yield url


# One for each module: while it lives, its event loop runs in the thread of the tests.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("chromium is niet geïnstalleerd (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: this one may belong to the browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class Reader:
    """A council member with a browser; `foreign` and `complaints` stay empty on a page that keeps to itself."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(8000)
        self.address = address
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self._look(request.url))
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))

    def _look(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.foreign.append(url)

    def open(self, path: str = "/") -> None:
        before = len(self.complaints)
        self.page.goto(self.address + path)
        self.page.wait_for_selector("#vraag textarea")
        self.page.wait_for_selector(".begin, .beurt, .bron.open, #bron-vast")
        # What the page that was left was still fetching is cut off, and says so.
        later = self.complaints[before:]
        self.complaints[before:] = [said for said in later if not re.search("abort|errored out", said, re.IGNORECASE)]

    def ask(self, question: str) -> None:
        turns = self.page.locator(".beurt").count()
        self.page.fill("#vraag textarea", question)
        self.page.keyboard.press("Enter")
        self.page.locator(f".beurt:nth-child({turns + 1}):is(.done, .failed)").wait_for(timeout=30_000)

    def until(self, holds: str, expected: object = True) -> None:
        """Wait until a script says so; Playwright's own way needs eval, which the page forbids."""
        for _ in range(100):
            if (found := self.page.evaluate(holds)) == expected:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{holds} is {found!r}")

    def tab(self, name: str) -> None:
        self.page.click(f"#tab-{name}-button")
        self.page.locator(f"#tab-{name} :is(.blad, #werkvlak)").first.wait_for()
        if name == "vragenlijst":
            self.page.locator("#vragenlijst > *").first.wait_for()


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 1366, "height": 768}, accept_downloads=True)
    reader = Reader(context, address)
    yield reader
    context.close()
    assert reader.foreign == []
    assert reader.complaints == []


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Reader]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 320, "height": 700}, has_touch=True)
    reader = Reader(context, address)
    yield reader
    context.close()
    assert reader.foreign == []
    assert reader.complaints == []
