"""What stands between the network and the chat: which hosts, routes and sizes pass, and what every answer carries.

Enters: ASGI requests. Leaves: responses with a strict content policy and the usual headers. Refuses, in Dutch: a Host
or Origin that is not ours (403), a route that the page does not use (404), a body that is too large (413). A full
queue (Gradio: 503, in English) becomes 429 with a sentence that the page shows.
"""

import json
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from web.document import our_page

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

BUSY = "Het is even druk. Wacht een halve minuut en probeer het opnieuw; uw vraag staat er nog."
MAX_BODY = 512 * 1024
QUEUE_SIZE = 64
"""So many questions may wait at most; the next one is told that it is busy."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_READ = re.compile(
    r"/(?:|config/?|theme\.css|favicon\.ico|robots\.txt|inloggen|uitloggen|eigen/[\w.-]+|assets/[\w./-]+|static/[\w./-]+"
    r"|gradio_api/(?:info/?|app_id/?|startup-events|theme\.css|queue/data|heartbeat/\w+|call/\w+/\w+|mcp(?:/http|/sse)?/?))"
)
_WRITE = re.compile(
    r"/(?:inloggen|oordeel|export/(?:docx|md|txt)|gradio_api/(?:queue/join|cancel|reset/?|call/\w+/?|run/\w+/?"
    r"|mcp(?:/http|/messages)?/?))"
)
_QUEUE = re.compile(r"/gradio_api/(?:queue/join|call/\w+/?)")
_KEPT = re.compile(r"/(?:assets|static)/")
"""Files whose names change with their content may stay in a browser's cache."""
SCRIPTS = ("eigen/page.js",)


def content_policy(nonce: str) -> str:
    """Return the policy: nothing from elsewhere, no inline script but those with the nonce, no eval, no frames."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri "
        "'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    )


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
HSTS = "max-age=31536000"


class Guard:
    """ASGI middleware; `hosts` are names of ours besides loopback, `waiting` counts the questions in the queue."""

    def __init__(self, app: App, hosts: Iterable[str] = (), waiting: Callable[[], int] = lambda: 0) -> None:
        self._app, self._waiting, self._joining = app, waiting, 0
        self._hosts = _LOOPBACK | {host.strip().lower() for host in hosts if host.strip()}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        nonce = secrets.token_urlsafe(16)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        answer = _Answer(send, scope, headers, nonce)
        refusal = self._refusal(scope, headers)
        if refusal:
            await answer.refuse(*refusal)
            return
        if scope["method"] == "POST" and _QUEUE.fullmatch(scope["path"]):
            await self._join(scope, receive, answer)
            return
        if scope["path"] == "/":
            # The page is rewritten, so it must come uncompressed.
            scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
        await self._app(scope, receive, answer.send)

    async def _join(self, scope: Message, receive: Receive, answer: "_Answer") -> None:
        """Let a question into the queue, or say at once that it is busy: in a crowd, even no must cost next to nothing.

        Those on their way in count as well: Gradio sees them only later.
        """
        if self._waiting() + self._joining >= QUEUE_SIZE:
            await answer.refuse_busy()
            return
        self._joining += 1
        try:
            await self._app(scope, receive, answer.send)
        finally:
            self._joining -= 1

    def _refusal(self, scope: Message, headers: dict[str, str]) -> tuple[int, str] | None:
        host, origin, path = headers.get("host", ""), headers.get("origin"), scope["path"]
        if _name_of(host) not in self._hosts:
            return 403, "Dit adres is hier niet bekend. De beheerder kan het toelaten met RAADSVRAAG_HOSTS."
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower() and not self._is_named(origin):
            return 403, "Een andere website mag Raadsvraag niet gebruiken."
        reads = scope["method"] in {"GET", "HEAD"}
        allowed = _READ if reads else _WRITE if scope["method"] in {"POST", "DELETE"} else None
        if allowed is None or not allowed.fullmatch(path) or ".." in path:
            return 404, "Deze pagina bestaat niet."
        length = headers.get("content-length", "0")
        # A body that comes in pieces does not say how long it will be.
        if not reads and ("transfer-encoding" in headers or not length.isdigit() or int(length) > MAX_BODY):
            return 413, "Dit is te groot om te versturen."
        return None

    def _is_named(self, origin: str) -> bool:
        name = _name_of(urlsplit(origin).netloc)
        return name in self._hosts - _LOOPBACK


class _Answer:
    """Sends a response with our headers; holds back the page and a full queue until it has rewritten them."""

    def __init__(self, send: Send, scope: Message, headers: dict[str, str], nonce: str) -> None:
        self._send, self._path, self._nonce = send, scope["path"], nonce
        self._secure = scope.get("scheme") == "https" or headers.get("x-forwarded-proto", "") == "https"
        self._start: Message = {}
        self._body = b""
        self._held = False

    async def send(self, message: Message) -> None:
        """Pass on what the app sends."""
        if message["type"] == "http.response.start":
            full = message["status"] == 503 and _QUEUE.fullmatch(self._path)
            is_page = self._path == "/" and message["status"] == 200
            self._start, self._held = message, bool(full or is_page)
            if not self._held:
                await self._send({**message, "headers": self._headers(message["headers"])})
        elif not self._held:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._rewritten()

    async def refuse(self, status: int, detail: str, *extra: tuple[bytes, bytes]) -> None:
        """Answer here, with a sentence."""
        body = json.dumps({"detail": detail}, ensure_ascii=False).encode()
        start = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", b"%d" % len(body)), *extra]
        await self._send({"type": "http.response.start", "status": status, "headers": self._headers(start)})
        await self._send({"type": "http.response.body", "body": body})

    async def refuse_busy(self) -> None:
        """Say that it is busy, and when to try again."""
        await self.refuse(429, BUSY, (b"retry-after", b"30"))

    async def _rewritten(self) -> None:
        if self._path != "/":
            await self.refuse_busy()
            return
        page = our_page(self._body.decode(), self._nonce, SCRIPTS).encode() if self._body else b""
        kept = [pair for pair in self._start["headers"] if pair[0].lower() != b"content-length"]
        length = [(b"content-length", b"%d" % len(page))] if page else []
        await self._send({**self._start, "headers": self._headers([*kept, *length])})
        await self._send({"type": "http.response.body", "body": page})

    def _headers(self, sent: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        ours = {**HEADERS, "content-security-policy": content_policy(self._nonce)}
        if not _KEPT.match(self._path):
            ours["cache-control"] = "no-store"
        if self._secure:
            ours["strict-transport-security"] = HSTS
        dropped = {name.encode() for name in ours} | {b"server"}
        theirs = [pair for pair in sent if pair[0].lower() not in dropped]
        return [*theirs, *((name.encode(), value.encode()) for name, value in ours.items())]


def _name_of(host: str) -> str:
    """Return a Host header without its port, in lower case."""
    host = host.lower()
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.rsplit(":", 1)[0]
