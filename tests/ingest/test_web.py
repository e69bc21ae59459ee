"""From the sources' addresses into the index: new, changed, unchanged, gone, failed, against a real server."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.errors import OfflineError
from corpus.index import Index
from corpus.records import Page
from ingest.addresses import AddressPolicy
from ingest.build import BuildRequest, build
from ingest.fetch import Fetcher, Limits
from ingest.web import looks_missing
from tests.ingest.web_server import web_server

ARTICLE = (
    "<html lang='nl'><head><title>Brandoefening</title></head><body><nav><a href='/'>Menu thuis</a></nav><main>"
    "<h1>Brandoefening in het dorp</h1><p>Elke school oefent twee keer per jaar met de brandweer erbij.</p>"
    "<h2>Na afloop</h2><p>{after} De verslagen liggen ter inzage op het gemeentehuis.</p></main>"
    "<footer>Cookies en privacy</footer></body></html>"
)


def article(after: str) -> bytes:
    return ARTICLE.format(after=after).encode()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(AddressPolicy(allow_loopback=True), Limits(pause=0.01, attempts=2))
    yield made
    made.close()


def request_for(small: BuildRequest, address: str, fetcher: Fetcher) -> BuildRequest:
    """The made-up content, with its second source at an address of the test server and the first without one."""
    registry = small.content / "sources.toml"
    text = registry.read_text(encoding="utf-8").replace("https://example.org/brandwijzer", "")
    registry.write_text(text.replace("https://example.org/pagina?a=1&b=2", f"{address}/brand"), encoding="utf-8")
    return dataclasses.replace(small, fetcher=fetcher)


def index_of(root: Path) -> Index:
    return Index(current_generation(root))


def test_a_page_comes_in_changes_fails_and_goes(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder, fetcher: Fetcher
) -> None:
    root = tmp_path / "index"
    with web_server({"/brand": article("De brandweer bespreekt wat beter kan.")}) as (address, seen, pages):
        request = request_for(small_request, address, fetcher)
        assert [(o.source_id, o.outcome) for o in build(request, root, embedder).outcomes] == [("brandpagina", "nieuw")]
        index = index_of(root)
        page = index.pages["page-brandpagina"]
        assert "twee keer per jaar" in page.text
        assert "Menu thuis" not in page.text
        assert "Cookies" not in page.text
        assert [heading.text for heading in page.headings][-1] == "Na afloop"
        assert (index.visits["page-brandpagina"].state, index.visits["page-brandpagina"].reason) == ("live", "")
        index.close()

        again = build(request, root, embedder)
        assert ([o.outcome for o in again.outcomes], again.embedded) == (["ongewijzigd"], 0)
        assert seen["/brand"] == 2

        pages["/brand"] = article("Voortaan komt ook de burgemeester kijken.")
        changed = build(request, root, embedder)
        assert [o.outcome for o in changed.outcomes] == ["gewijzigd"]
        assert 0 < changed.embedded <= 8, "only what changed is embedded"

        pages["/brand"] = b"<html><body>"
        failed = build(request, root, embedder)
        assert [o.outcome for o in failed.outcomes] == ["niet opgehaald"]
        index = index_of(root)
        assert "burgemeester kijken" in index.pages["page-brandpagina"].text, "what we had stays"
        assert index.visits["page-brandpagina"].state == "failed"
        index.close()

        del pages["/brand"]
        gone = build(dataclasses.replace(request, accept_loss=True), root, embedder)
        assert [o.outcome for o in gone.outcomes] == ["verdwenen"]
        index = index_of(root)
        assert "page-brandpagina" not in index.pages
        assert index.visits["page-brandpagina"].state == "gone"
        index.close()
        archived = [path.read_text(encoding="utf-8") for path in (root / "archive").iterdir()]
        assert len(archived) == 2, "the text that was rewritten and the one that is gone"
        assert any("burgemeester kijken" in text for text in archived)


def test_what_was_left_out_is_told(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder, fetcher: Fetcher
) -> None:
    beside = b"<body><h1>Brand</h1><div class='sidebar'><p>Bel de brandweer op werkdagen tussen tien en elf.</p></div>"
    text = article("De brandweer bespreekt wat beter kan.").replace(b"<main>", b"").replace(b"</main>", b"")
    head = b"<meta property='article:modified_time' content='2024-05-06T10:00:00Z'></head>"
    with web_server({"/brand": text.replace(b"<body>", beside).replace(b"</head>", head)}) as (address, _, _):
        report = build(request_for(small_request, address, fetcher), tmp_path / "index", embedder)
    said = "9 woorden niet overgenomen: “Bel de brandweer op werkdagen tussen tien en …”"
    assert [outcome.detail for outcome in report.outcomes] == [said]
    index = index_of(tmp_path / "index")
    assert index.pages["page-brandpagina"].dated == "2024-05-06"
    index.close()


def test_without_a_fetcher_fetched_pages_stay(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder, fetcher: Fetcher
) -> None:
    root = tmp_path / "index"
    with web_server({"/brand": article("Klaar.")}) as (address, _, _):
        request = request_for(small_request, address, fetcher)
        build(request, root, embedder)
    offline = build(dataclasses.replace(request, fetcher=None), root, embedder)
    assert (offline.changed, offline.documents) == (False, 1)
    unreachable = build(request, root, embedder)
    assert [o.outcome for o in unreachable.outcomes] == ["niet opgehaald"]
    assert unreachable.documents == 1


def test_links_are_followed_one_step_within_the_named_places(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder, fetcher: Fetcher
) -> None:
    root = tmp_path / "index"
    links = "".join(
        f"<a href='{h}'>x</a>" for h in ("/doc/a", "doc/b#deel", "/doc/a", "/elders", "mailto:x@y.nl", "http://[")
    )
    main = article(f"{links} Lees verder.")
    site = {"/brand": main, "/doc/a": article("Deel a."), "/doc/b": article("Deel b. <a href='/doc/c'>c</a>")}
    with web_server(site) as (address, seen, pages):
        request = request_for(small_request, address, fetcher)
        registry = request.content / "sources.toml"
        entry = f'url = "{address}/brand"'
        registry.write_text(registry.read_text().replace(entry, f'{entry}\nfollow = ["{address}/doc/"]'))
        first = build(request, root, embedder)
        assert [o.outcome for o in first.outcomes] == ["nieuw"] * 3
        assert seen["/doc/a"] == seen["/doc/b"] == 1
        assert seen["/doc/c"] == seen["/elders"] == 0
        assert build(request, root, embedder).embedded == 0
        pages["/doc/a"] = article("Deel a is herschreven.")
        del pages["/doc/b"]
        pages["/brand"] = main.replace(b"doc/b#deel", b"doc/d")
        pages["/doc/d"] = article("Deel d.")
        changed = {o.source_id.removeprefix(address): o.outcome for o in build(request, root, embedder).outcomes}
        assert changed == {
            "brandpagina": "gewijzigd", "/doc/a": "gewijzigd", "/doc/d": "nieuw", "/doc/b": "verdwenen",
        }  # fmt: skip
        index = index_of(root)
        assert {page.url.removeprefix(address) for page in index.pages.values() if page.kind == "document"} == {
            "/brand", "/doc/a", "/doc/d",
        }  # fmt: skip
        index.close()
    assert build(request, root, embedder).documents == 3, "a site that is down keeps its pages"


@pytest.mark.parametrize(
    ("title", "text", "final", "missing"),
    [
        ("404", "Pagina niet gevonden", "https://a.nl/b", True),
        ("Nieuws", "De opgevraagde pagina bestaat niet meer.", "https://a.nl/b", True),
        ("Nieuws", "Welkom op onze website", "https://a.nl/", True),
        ("Nieuws", "Er is iets niet gevonden. " + "Een lang artikel over oefenen. " * 60, "https://a.nl/b", False),
        ("Nieuws", "Een kort bericht over oefenen.", "https://a.nl/c", False),
        ("Fouten", "Het bestand is niet gevonden. Controleer of de map bestaat.", "https://a.nl/c", False),
        ("Functie", "Geeft WAAR als de cel niet beschikbaar is.", "https://a.nl/c", False),
        ("Oeps", "Sorry, this page does not exist.", "https://a.nl/c", True),
    ],
)
def test_a_page_that_says_that_there_is_nothing_counts_as_gone(
    title: str, text: str, final: str, missing: bool
) -> None:
    page = Page("p", "s", "document", title, "https://a.nl/b", text, (), (), "nl", "")
    assert looks_missing(page, "https://a.nl/b", final) == missing


@pytest.mark.parametrize("answer", ["failed", "gone", "live"])
def test_a_document_given_by_hand_stays_whatever_its_address_does(
    answer: str, small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder, fetcher: Fetcher
) -> None:
    root, path = tmp_path / "index", tmp_path / "uitgeprint.txt"
    path.write_text("De brandweer oefent op dinsdag, staat in de uitgeprinte brief.", encoding="utf-8")
    with web_server({"/brand": article("Op het web.") if answer == "live" else b"<html>"}) as (address, _, pages):
        request = request_for(small_request, address, fetcher)
        build(dataclasses.replace(request, local={"brandpagina": path}), root, embedder)
        if answer == "gone":
            del pages["/brand"]
        for _ in range(2):
            build(request, root, embedder)
            index = index_of(root)
            assert "dinsdag" in index.pages["page-brandpagina"].text
            assert index.visits["page-brandpagina"].state == answer
            index.close()


def test_without_internet_the_round_stops_and_says_so(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    build(small_request, root, embedder)
    before = current_generation(root)
    registry = small_request.content / "sources.toml"
    text = registry.read_text(encoding="utf-8")
    for number in range(5):  # addresses of hosts that do not exist
        text += (
            f'\n[[source]]\nid = "weg-{number}"\nurl = "https://weg-{number}.invalid/"\ntitle = "Weg"\n'
            'publisher = "Niemand"\ninformation_date = "2024"\ntheme = "brand"\nwhy = "Een server die er niet is."\n'
        )
    registry.write_text(text.replace("https://example.org/", "https://weg.invalid/"), encoding="utf-8")
    told: list[str] = []
    offline = Fetcher(limits=Limits(pause=0.0, attempts=2))
    request = dataclasses.replace(small_request, fetcher=offline, report=lambda p: told.append(f"{p.step} {p.done}"))
    with pytest.raises(OfflineError, match="geen verbinding met internet"):
        build(request, root, embedder)
    assert told[-1] == "fetch 4", "the first two share a host; after three hosts it stops"
    assert current_generation(root) == before
