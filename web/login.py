"""A login for a shared server: a page of our own, a session in a cookie, or a name and password with each request.

Enters: ASGI requests and the users that may come in. Leaves: requests of people who are in. Refuses: the rest; a
browser gets the login page, a program 401. Sessions live in memory; a restart ends them.
"""

import asyncio
import base64
import binascii
import hashlib
import html
import secrets
import time
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from assistant.users import Users
from web.guard import App, Message, Receive, Send

COOKIE = "raadsvraag"
_SECONDS = 12 * 3600
_MAX_FAILURES, _FAILURE_SECONDS = 5, 300
_MAX_FORM = 4096
_OPEN = ("/eigen/", "/favicon.ico", "/robots.txt")
_WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar."
_WAIT = "Te vaak geprobeerd. Wacht vijf minuten."


class LoginGate:
    """ASGI middleware; without users it lets everybody through."""

    def __init__(self, app: App, users: Users, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._users, self._clock = app, users, clock
        self._sessions: dict[str, float] = {}
        self._failures: dict[str, list[float]] = {}
        self._known: dict[bytes, float] = {}
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on who is in; show the login to who is not."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not self._users or path.startswith(_OPEN):
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if path == "/inloggen":
            await self._login(scope, headers, receive, send)
        elif path == "/uitloggen":
            self._sessions.pop(_session_in(headers), None)
            await _redirect(send, "inloggen", f"{COOKIE}=; Max-Age=0; Path=/")
        elif self._sessions.get(_session_in(headers), 0) > self._clock() or await self._knows(headers):
            await self._app(scope, receive, send)
        elif path == "/":
            await _redirect(send, "inloggen")
        else:
            await _answer(
                send, 401, "Log eerst in.", (b"www-authenticate", b'Basic realm="Raadsvraag", charset="UTF-8"')
            )

    async def _login(self, scope: Message, headers: dict[bytes, str], receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _answer(send, 200, login_page(), kind=b"text/html")
            return
        form = parse_qs((await _body(receive)).decode("utf-8", "replace"))
        name, password = form.get("naam", [""])[0], form.get("wachtwoord", [""])[0]
        if await self._accepts(name, password):
            token = secrets.token_urlsafe(32)
            now = self._clock()
            self._sessions = {kept: until for kept, until in self._sessions.items() if until > now}
            self._sessions[token] = now + _SECONDS
            secure = (
                "; Secure" if scope.get("scheme") == "https" or headers.get(b"x-forwarded-proto") == "https" else ""
            )
            await _redirect(
                send, "./", f"{COOKIE}={token}; Max-Age={_SECONDS}; Path=/; HttpOnly; SameSite=Strict{secure}"
            )
        else:
            problem = _WAIT if self._too_often(name) else _WRONG
            await _answer(send, 403, login_page(problem, name), kind=b"text/html")

    async def _knows(self, headers: dict[bytes, str]) -> bool:
        """Whether a program gave a name and password that are right; a right pair is hashed once in a while only."""
        given = headers.get(b"authorization", "")
        if not given.startswith("Basic "):
            return False
        mark = hashlib.blake2b(given.encode(), key=self._key).digest()
        if self._known.get(mark, 0) > self._clock():
            return True
        try:
            name, _, password = base64.b64decode(given[6:], validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        if not await self._accepts(name, password):
            return False
        self._known[mark] = self._clock() + _FAILURE_SECONDS
        return True

    async def _accepts(self, name: str, password: str) -> bool:
        if self._too_often(name):
            return False
        if await asyncio.to_thread(self._users.accepts, name, password):
            self._failures.pop(name, None)
            return True
        if len(self._failures) > 1000:
            self._failures.clear()
        self._failures.setdefault(name, []).append(self._clock())
        return False

    def _too_often(self, name: str) -> bool:
        recent = [moment for moment in self._failures.get(name, []) if moment > self._clock() - _FAILURE_SECONDS]
        return len(recent) >= _MAX_FAILURES


def login_page(problem: str = "", name: str = "") -> str:
    """Return the login page; it works without a script."""
    alert = f'<p class="fout" role="alert">{html.escape(problem)}</p>' if problem else ""
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Inloggen bij Raadsvraag</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta '
        'name="color-scheme" content="light dark">'
        '<link rel="stylesheet" href="eigen/page.css"></head><body id="raadsvraag" '
        'class="inloggen"><main><h1>Raadsvraag</h1>'
        f'<p>Log in om vragen te stellen over digitale veiligheid.</p>{alert}<form method="post" action="inloggen">'
        f'<div class="veld"><label for="naam">Naam</label><input id="naam" name="naam" value="{html.escape(name)}" '
        'autocomplete="username" required></div><div class="veld"><label for="wachtwoord">Wachtwoord</label>'
        '<input id="wachtwoord" name="wachtwoord" type="password" autocomplete="current-password" required></div>'
        '<button class="hoofdknop">Log in</button></form><p class="klein">Geen toegang? Vraag het aan uw griffie.</p>'
        "</main></body></html>"
    )


def _session_in(headers: dict[bytes, str]) -> str:
    try:
        cookie = SimpleCookie(headers.get(b"cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body") or len(body) > _MAX_FORM:
            return body[:_MAX_FORM]


async def _answer(send: Send, status: int, text: str, *extra: tuple[bytes, bytes], kind: bytes = b"text/plain") -> None:
    headers = [(b"content-type", kind + b"; charset=utf-8"), *extra]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


async def _redirect(send: Send, to: str, cookie: str = "") -> None:
    headers = [(b"location", to.encode()), *([(b"set-cookie", cookie.encode())] if cookie else [])]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
