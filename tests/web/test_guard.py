"""What the guard lets through, what every answer carries, and what a full queue says."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.settings import Settings
from tests.web.conftest import run
from web.document import our_page
from web.guard import BUSY, HEADERS, MAX_BODY, QUEUE_SIZE, Guard
from web.refresh import Refresh

EVERY = ["/", "/config", "/theme.css", "/eigen/page.css", "/eigen/page.js", "/gradio_api/info", "/niets", "/robots.txt"]


def test_every_answer_carries_the_headers(address: str) -> None:
    for path in EVERY:
        answer = httpx.get(address + path)
        policy = answer.headers["content-security-policy"]
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}';", policy)
        assert "frame-ancestors 'none'" in policy
        assert "server" not in answer.headers
        assert "strict-transport-security" not in answer.headers
    safe = httpx.get(address + "/config", headers={"x-forwarded-proto": "https"})
    assert safe.headers["strict-transport-security"].startswith("max-age=")


def test_the_page_is_dutch_and_ours_from_the_first_byte(address: str) -> None:
    answer = httpx.get(address)
    nonce = re.search(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"])
    assert nonce
    assert re.search(r'<html\s+lang="nl"', answer.text)
    assert "<title>Raadsvraag" in answer.text
    assert "og:" not in answer.text
    inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", answer.text)
    assert inline
    assert all(f'nonce="{nonce[1]}"' in tag for tag in inline)
    # An address in a comment or a namespace is no request; one in src or href is.
    assert re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", answer.text) == []
    assert httpx.get(address).headers["content-security-policy"] != answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:80"}, 403),
        ({"host": ""}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:1"}, 403),
        ({"host": "evil.example", "origin": "http://evil.example"}, 403),
    ],
)
def test_host_and_origin_are_checked(address: str, headers: dict[str, str], status: int) -> None:
    assert httpx.get(address + "/config", headers=headers).status_code == status
    own = headers or {"origin": address}
    answer = httpx.post(address + "/export/md", json={"questions": []}, headers=own)
    assert answer.status_code == (422 if status == 200 else status)


def test_a_named_host_is_let_in() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def statuses() -> list[int]:
        transport = httpx.ASGITransport(app=Guard(app, ["raad.example.nl"]))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport) as client:
            return [
                (await client.get("http://raad.example.nl/config")).status_code,
                (
                    await client.get("http://raad.example.nl/config", headers={"origin": "https://raad.example.nl"})
                ).status_code,
                (await client.get("http://ander.example.nl/config")).status_code,
            ]

    assert run(statuses()) == [200, 200, 403]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"), ("GET", "/gradio_api/upload_progress"), ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://evil.example/"), ("GET", "/monitoring"), ("GET", "/monitoring/summary"),
        ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/gradio_api/openapi.json"), ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/deep_link"), ("POST", "/gradio_api/component_server"), ("POST", "/login"),
        ("GET", "/token"),
        ("GET", "/custom_component/x"), ("GET", "/gradio_api/stream/a/b/c/playlist.m3u8"), ("POST", "/vibe-edit"),
        ("GET", "/gradio_api/dev/reload"), ("GET", "/pwa_icon"), ("GET", "/manifest.json"), ("PUT", "/config"),
        ("OPTIONS", "/config"), ("GET", "/static/..%2f..%2fconfig"), ("GET", "/eigen/..%2fguard.py"), ("TRACE", "/"),
    ],
)  # fmt: skip
def test_routes_that_the_page_does_not_use_are_closed(address: str, method: str, path: str) -> None:
    answer = httpx.request(method, address + path)
    assert (answer.status_code, answer.json()["detail"]) == (404, "Deze pagina bestaat niet.")


def test_only_known_routes_of_gradio_are_open(address: str) -> None:
    """A new Gradio may bring routes: each is closed until somebody opens it here."""
    from gradio.routes import App

    import ui

    settings = Settings(data=Path("/nergens"), online=False)
    page = ui.build_page(lambda: pytest.fail("not asked"), settings, Refresh(settings, lambda: None))
    page.queue()
    guard = Guard(lambda *_: asyncio.sleep(0))  # type: ignore[arg-type, return-value]
    opened: set[str] = set()
    routes = App.create_app(page).routes
    # FastAPI keeps an included router as one route of its own kind.
    routes += [each for route in routes for each in getattr(getattr(route, "original_router", None), "routes", [])]
    assert len(routes) > 60
    for route in routes:
        path = re.sub(r"\{(\w+)(:path)?\}", "x", getattr(route, "path", "")) or "/"
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            scope = {"path": path, "method": method}
            if guard._refusal(scope, {"host": "127.0.0.1"}) is None:
                opened.add(path.rstrip("/") or "/")
    assert opened == {
        "/", "/assets/x", "/config", "/favicon.ico", "/gradio_api/app_id", "/gradio_api/call/x", "/gradio_api/call/x/x",
        "/gradio_api/cancel", "/gradio_api/heartbeat/x", "/gradio_api/info", "/gradio_api/queue/data",
        "/gradio_api/queue/join", "/gradio_api/reset", "/gradio_api/run/x", "/gradio_api/startup-events",
        "/gradio_api/theme.css", "/robots.txt", "/static/x", "/theme.css",
    }  # fmt: skip


def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    answer = httpx.post(address + "/export/md", content=b"x" * (MAX_BODY + 1))
    assert (answer.status_code, answer.json()["detail"]) == (413, "Dit is te groot om te versturen.")
    in_pieces = httpx.post(address + "/export/md", content=iter([b"x", b"y"]))
    assert in_pieces.status_code == 413


def test_a_full_queue_says_so_in_dutch() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 503, "headers": []})
        await send({"type": "http.response.body", "body": b'{"detail":"Queue is full."}'})

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=Guard(app))) as client:  # type: ignore[arg-type]
            return await client.post("http://127.0.0.1/gradio_api/queue/join", json={})

    answer = run(ask())
    assert (answer.status_code, answer.json()["detail"]) == (429, BUSY)
    assert answer.headers["retry-after"] == "30"


def test_a_question_too_many_is_refused_before_anything_is_read() -> None:
    entered: list[str] = []
    release = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        entered.append(scope["path"])
        await release.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def crowd(guard: Guard) -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=guard)) as client:  # type: ignore[arg-type]

            async def ask() -> int:
                return (await client.post("http://127.0.0.1/gradio_api/queue/join", json={})).status_code

            asked = [asyncio.create_task(ask()) for _ in range(20)]
            await asyncio.sleep(0.1)
            release.set()
            return await asyncio.gather(*asked)

    statuses = run(crowd(Guard(app, waiting=lambda: QUEUE_SIZE - 15)))
    assert (statuses.count(200), statuses.count(429), len(entered)) == (15, 5, 15)


def test_a_page_of_another_shape_is_noticed() -> None:
    with pytest.raises(ValueError, match="used to serve"):
        our_page("<p>iets anders</p>", "n", ())


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", json.dumps({"questions": [{"text": "\ud800"}]}).encode(), b'{"questions": [{"text": ""}]}'],
)
def test_an_export_that_cannot_be_made_says_why(address: str, body: bytes) -> None:
    answer = httpx.post(address + "/export/docx", content=body)
    assert answer.status_code == 422
    assert len(answer.json()["detail"]) > 20
