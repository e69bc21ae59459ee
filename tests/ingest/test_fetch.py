"""Fetching from a real server on loopback: polite, bounded, and never where it may not go."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.addresses import AddressPolicy, ForbiddenAddress
from ingest.fetch import Fetcher, Limits, Validators
from tests.ingest.web_server import PAGE, web_server

LIMITS = Limits(megabytes=1.0, seconds=0.6, redirects=3, attempts=3, pause=0.01, longest_wait=10.0)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Counter[str]]]:
    with web_server({"/geheim/stuk": PAGE}) as (address, seen, _):
        yield address, seen


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(AddressPolicy(allow_loopback=True), LIMITS)
    yield made
    made.close()


def test_a_page_is_fetched_once_and_then_asked_for_on_condition(
    server: tuple[str, Counter[str]], fetcher: Fetcher
) -> None:
    first = fetcher.fetch(f"{server[0]}/goed")
    assert (first.status, first.content, first.media_type) == ("fetched", PAGE, "text/html")
    again = fetcher.fetch(f"{server[0]}/goed", first.validators)
    assert (again.status, again.content) == ("not_modified", b"")
    assert fetcher.fetch(f"{server[0]}/goed", Validators(etag='"oud"')).status == "fetched"
    assert server[1]["/robots.txt"] >= 1


@pytest.mark.parametrize(
    ("path", "status", "words", "requests"),
    [
        ("/403", "failed", "403", 1),
        ("/weg", "gone", "bestaat niet meer", 1),
        ("/410", "gone", "bestaat niet meer", 1),
        ("/500", "failed", "ook na 3 pogingen", 3),
        ("/later", "failed", "later terug", 1),
        ("/rondje", "failed", "doorverwijzingen", 4),
        ("/metadata", "failed", "geen openbaar adres", 1),
        ("/binnen", "failed", "geen openbaar adres", 1),
        ("/bestand", "failed", "alleen http en https", 1),
        ("/geheim/stuk", "failed", "robots.txt", 0),
        ("/naar-geheim", "failed", "robots.txt", 1),
        ("/druppel", "failed", "seconden", 1),
        ("/eindeloos", "failed", "groter dan 1 MB", 1),
        ("/bom", "failed", "groter dan 1 MB", 1),
        ("/half", "failed", "brak af", 3),
        ("/plaatje", "failed", "image/png", 1),
        ("/leeg", "failed", "leeg", 1),
    ],
)
def test_what_goes_wrong_is_said_and_bounded(  # noqa: PLR0917
    path: str, status: str, words: str, requests: int, server: tuple[str, Counter[str]], fetcher: Fetcher
) -> None:
    before = server[1][path]
    found = fetcher.fetch(server[0] + path)
    assert found.status == status
    assert words in found.reason
    assert found.content == b""
    assert server[1][path] - before == requests


def test_a_busy_server_is_asked_again_later(server: tuple[str, Counter[str]], fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{server[0]}/429").status == "fetched"
    assert server[1]["/429"] == 3


def test_a_redirect_is_followed_and_remembered(server: tuple[str, Counter[str]], fetcher: Fetcher) -> None:
    found = fetcher.fetch(f"{server[0]}/door")
    assert (found.status, found.final_url, found.redirects) == ("fetched", f"{server[0]}/goed", (f"{server[0]}/goed",))


def test_requests_to_one_host_keep_their_distance(server: tuple[str, Counter[str]]) -> None:
    waited: list[float] = []
    fetcher = Fetcher(AddressPolicy(allow_loopback=True), Limits(pause=1.0), sleep=waited.append)
    for _ in range(3):
        fetcher.fetch(f"{server[0]}/goed")
    fetcher.close()
    assert len(waited) == 3, "robots.txt and three pages are four requests, three of them wait"
    assert all(0.5 < seconds <= 1.0 for seconds in waited)


def test_loopback_is_forbidden_unless_asked_for(server: tuple[str, Counter[str]]) -> None:
    fetcher = Fetcher(AddressPolicy(), LIMITS)
    before = sum(server[1].values())
    found = fetcher.fetch(f"{server[0]}/goed")
    fetcher.close()
    assert found.status == "failed"
    assert "niet toegestaan" in found.reason
    assert sum(server[1].values()) == before


FORBIDDEN = [
    "127.0.0.1", "localhost", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2130706433", "0x7f.1", "127.1",
]  # fmt: skip


@pytest.mark.parametrize("host", FORBIDDEN)
def test_inner_addresses_are_forbidden_however_written(host: str) -> None:
    with pytest.raises((ForbiddenAddress, httpx.ConnectError)):
        AddressPolicy().resolve(host, 80)


@pytest.mark.parametrize(
    "url", ["ftp://a.nl/", "file:///etc/passwd", "http://u:p@a.nl/", "https://a.nl:6379/", "http:///"]
)
def test_addresses_that_are_no_website_are_forbidden(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        AddressPolicy().check(httpx.URL(url))


@given(st.ip_addresses())
def test_only_public_addresses_pass(address: object) -> None:
    try:
        AddressPolicy().resolve(str(address), 80)
    except (ForbiddenAddress, httpx.ConnectError):
        return
    assert address.is_global or "." not in str(address)  # type: ignore[attr-defined]
