"""The login of a shared server, over real HTTP and in a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from assistant.users import hash_password, read_users
from tests.web.conftest import run, serving
from web.login import COOKIE, LoginGate

PASSWORD = "vier woorden op rij"
HASHED = hash_password(PASSWORD)


@pytest.fixture(scope="module")
def shared(small_root: Path, cache: Path, embedder: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(small_root, cache, tmp_path_factory.mktemp("shared"), RAADSVRAAG_USERS=f"griffie:{HASHED}") as url:
        yield url


def test_nothing_is_served_before_the_login(shared: str) -> None:
    assert httpx.get(shared).headers["location"] == "inloggen"
    for path in ("/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=x", "/assets/x.js"):
        assert httpx.get(shared + path).status_code == 401
    assert httpx.post(shared + "/gradio_api/call/ask", json={"data": ["wat?"]}).status_code == 401
    assert httpx.post(shared + "/export/md", json={}).status_code == 401
    # Tools call the endpoints without a name: behind a login they are off.
    assert httpx.post(shared + "/gradio_api/mcp/", auth=("griffie", PASSWORD)).status_code == 404


def test_a_program_gives_its_name_with_each_request(shared: str) -> None:
    assert httpx.get(shared + "/config", auth=("griffie", PASSWORD)).status_code == 200
    assert httpx.get(shared + "/config", auth=("griffie", "iets anders dan dat")).status_code == 401
    assert httpx.get(shared + "/config", headers={"authorization": "Basic %%%"}).status_code == 401


@pytest.mark.browser
def test_a_reader_logs_in_and_out(shared: str, browser: Browser) -> None:
    page = browser.new_page(locale="nl-NL")
    page.goto(shared)
    assert page.evaluate("document.documentElement.lang") == "nl"
    page.fill("#naam", "griffie")
    page.fill("#wachtwoord", "verkeerd geraden dus")
    page.keyboard.press("Enter")
    assert "horen niet bij elkaar" in page.locator("[role=alert]").inner_text()
    page.fill("#wachtwoord", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#vraag textarea")
    cookie = next(kept for kept in page.context.cookies() if kept["name"] == COOKIE)
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    page.goto(shared + "/uitloggen")
    page.goto(shared)
    assert page.locator("#wachtwoord").count() == 1
    page.close()


def test_guessing_is_slowed_down() -> None:
    now = [0.0]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("nobody may come in")

    gate = LoginGate(app, read_users(f"griffie:{HASHED}"), clock=lambda: now[0])

    async def log_in(password: str) -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=gate)) as client:  # type: ignore[arg-type]
            answer = await client.post("http://127.0.0.1/inloggen", data={"naam": "griffie", "wachtwoord": password})
            return answer.text or answer.headers["location"]

    for _ in range(5):
        run(log_in("fout"))
    assert "Te vaak geprobeerd" in run(log_in(PASSWORD))
    now[0] = 301
    assert run(log_in(PASSWORD)) == "./"


def test_the_command_makes_a_line(small_root: Path) -> None:
    import subprocess
    import sys

    made = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "password", "griffie", "--from-stdin"],
        input=PASSWORD + "\n", capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert read_users(made.stdout).accepts("griffie", PASSWORD)
