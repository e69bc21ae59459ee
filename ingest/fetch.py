"""One web address → its content, fetched the way a polite visitor does.

Enters: an address and what is known of it from last time. Leaves: a `Fetched`: content, or that nothing changed, or
that the page is gone, or why it failed; never an exception for something that a server did. Refuses: what robots.txt
forbids, addresses outside the policy (also after a redirect), more bytes or seconds than the limits allow.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx

from ingest.addresses import AddressPolicy, ForbiddenAddress, GuardedTransport
from ingest.robots import RobotsRules

USER_AGENT = "Raadsvraag/0.1 (kennisassistent voor raadsleden; een verzoek per seconde)"
READABLE = {
    "text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_HOSTS_BEFORE_OFFLINE = 3
_GONE = {404, 410}
_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}

Status = Literal["fetched", "not_modified", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one address may cost."""

    megabytes: float = 20.0
    """Of decoded content: a small answer that unpacks to more is cut off too."""
    seconds: float = 60.0
    """For one attempt, from the first byte sent to the last received."""
    redirects: int = 5
    attempts: int = 3
    pause: float = 1.0
    """Seconds between two requests to one host."""
    longest_wait: float = 60.0
    """A server that asks to wait longer than this is left for the next time."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said last time, to ask whether anything changed since."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address."""

    url: str
    status: Status
    reason: str = ""
    """For people, in Dutch, when there is no content."""
    final_url: str = ""
    redirects: tuple[str, ...] = ()
    content: bytes = b""
    media_type: str = ""
    charset: str = ""
    validators: Validators = Validators()


class _Stop(Exception):
    """Ends the attempts for one address with an outcome."""

    def __init__(self, status: Status, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(reason)


class _Unreachable(_Stop):
    """No connection to the host could be made: its other addresses need not be tried."""


class Fetcher:
    """Fetches addresses one after another; close it when done."""

    def __init__(
        self, policy: AddressPolicy | None = None, limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._limits, self._sleep = limits or Limits(), sleep
        self._client = httpx.Client(
            transport=GuardedTransport(policy or AddressPolicy()),
            headers={"User-Agent": USER_AGENT, "Accept-Language": "nl, en;q=0.5"},
            timeout=httpx.Timeout(10.0, read=20.0), follow_redirects=False, trust_env=False,
        )  # fmt: skip
        self._robots = RobotsRules(USER_AGENT, self._robots_text)
        self._last_request: dict[str, float] = {}
        self._reached: set[str] = set()
        self._unreachable: dict[str, _Unreachable] = {}

    @property
    def offline(self) -> bool:
        """Whether it looks as if there is no internet at all: several hosts tried, none reached."""
        return not self._reached and len(self._unreachable) >= _HOSTS_BEFORE_OFFLINE

    def fetch(self, url: str, known: Validators | None = None) -> Fetched:
        """Fetch one address; an answer of any kind ends in a `Fetched`."""
        trail: list[str] = []
        try:
            return self._follow(httpx.URL(url), known or Validators(), trail)
        except _Stop as stop:
            return Fetched(url, stop.status, stop.reason, redirects=tuple(trail))
        except ForbiddenAddress as error:
            return Fetched(url, "failed", f"niet toegestaan: {error}", redirects=tuple(trail))
        except (httpx.InvalidURL, UnicodeError) as error:
            return Fetched(url, "failed", f"geen geldig adres ({error})", redirects=tuple(trail))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _follow(self, url: httpx.URL, known: Validators, trail: list[str]) -> Fetched:
        asked = str(url)
        for _ in range(self._limits.redirects + 1):
            if not self._robots.allows(url):
                raise _Stop("failed", "robots.txt van deze website staat het niet toe")
            answer = self._attempts(url, known)
            if answer.has_redirect_location:
                url = _next_address(url, answer)
                trail.append(str(url))
                known = Validators()  # they belong to the address that was asked first
                continue
            return _as_fetched(asked, url, trail, answer)
        raise _Stop("failed", f"meer dan {self._limits.redirects} doorverwijzingen")

    def _attempts(self, url: httpx.URL, known: Validators) -> httpx.Response:
        if url.host in self._unreachable:
            raise self._unreachable[url.host]
        reason, connected = "", False
        for attempt in range(self._limits.attempts):
            try:
                answer = self._request(url, known)
            except httpx.HTTPError as error:
                reason, wait = _in_dutch(error), 2.0**attempt
                connected |= not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            else:
                connected = True
                self._reached.add(url.host)
                if answer.status_code not in _TRY_AGAIN:
                    return answer
                reason = f"de server antwoordt met {answer.status_code}"
                wait = max(2.0**attempt, _asked_to_wait(answer))
            if wait > self._limits.longest_wait:
                raise _Stop("failed", f"{reason} en vraagt om later terug te komen")
            if attempt + 1 < self._limits.attempts:
                self._sleep(wait * self._limits.pause)
        reason = f"{reason}, ook na {self._limits.attempts} pogingen"
        if connected:
            raise _Stop("failed", reason)
        self._unreachable[url.host] = _Unreachable("failed", reason)
        raise self._unreachable[url.host]

    def _request(self, url: httpx.URL, known: Validators) -> httpx.Response:
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        self._wait_for_turn(url)
        deadline = time.monotonic() + self._limits.seconds
        with self._client.stream("GET", url, headers={k: v for k, v in headers.items() if v}) as answer:
            body = bytearray()
            if answer.is_success:
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > self._limits.megabytes * 1_000_000:
                        raise _Stop("failed", f"groter dan {self._limits.megabytes:g} MB")
                    if time.monotonic() > deadline:
                        raise _Stop("failed", f"niet binnen {self._limits.seconds:g} seconden binnen")
        headers_kept = [(k, v) for k, v in answer.headers.multi_items() if k != "content-encoding"]
        return httpx.Response(answer.status_code, headers=headers_kept, content=bytes(body), request=answer.request)

    def _wait_for_turn(self, url: httpx.URL) -> None:
        pause = max(self._limits.pause, self._robots.delay(url))
        due = self._last_request.get(url.host, -pause) + pause - time.monotonic()
        if due > 0:
            self._sleep(due)
        self._last_request[url.host] = time.monotonic()

    def _robots_text(self, url: httpx.URL) -> tuple[int, str]:
        """Return the status and text of a robots.txt; its own redirects are followed within the policy."""
        for _ in range(self._limits.redirects + 1):
            try:
                answer = self._attempts(url, Validators())
            except _Unreachable:
                raise  # the reader is told so, not that the rules forbid it
            except _Stop:
                return 503, ""
            if not answer.has_redirect_location:
                return answer.status_code, answer.text
            url = _next_address(url, answer)
        return 503, ""


def _next_address(url: httpx.URL, answer: httpx.Response) -> httpx.URL:
    try:
        return url.join(answer.headers["location"])
    except httpx.InvalidURL as error:
        raise _Stop("failed", "de doorverwijzing is geen geldig adres") from error


def _as_fetched(asked: str, url: httpx.URL, trail: list[str], answer: httpx.Response) -> Fetched:
    if answer.status_code == httpx.codes.NOT_MODIFIED:
        return Fetched(asked, "not_modified", final_url=str(url), redirects=tuple(trail))
    if answer.status_code in _GONE:
        raise _Stop("gone", f"de pagina bestaat niet meer ({answer.status_code})")
    if not answer.is_success:
        raise _Stop("failed", f"de server antwoordt met {answer.status_code}")
    media_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in READABLE:
        raise _Stop("failed", f"dit soort inhoud wordt niet gelezen ({media_type or 'onbekend'})")
    if not answer.content.strip():
        raise _Stop("failed", "de pagina is leeg")
    validators = Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
    return Fetched(
        asked,
        "fetched",
        "",
        str(url),
        tuple(trail),
        answer.content,
        media_type,
        answer.charset_encoding or "",
        validators,
    )


def _asked_to_wait(answer: httpx.Response) -> float:
    """Return the seconds that a `Retry-After` asks for, as a number or as a date."""
    value = answer.headers.get("retry-after", "")
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0


def _in_dutch(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "de server antwoordt niet op tijd"
    if isinstance(error, httpx.ConnectError):
        return f"geen verbinding ({error})"
    return f"de verbinding brak af ({type(error).__name__})"
