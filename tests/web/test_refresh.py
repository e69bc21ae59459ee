"""The first online round, in the background of the chat: a real build in a process of its own."""

import time
from pathlib import Path

import pytest

from assistant.settings import Settings
from corpus.current import current_generation, was_online
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from corpus.records import Visit
from ingest.build import BuildRequest, build
from tests.ingest.test_web import article
from tests.ingest.web_server import web_server
from web.refresh import Refresh, freshness


@pytest.fixture
def settings(
    small_request: BuildRequest,
    tmp_path: Path,
    cache: Path,
    embedder: SentenceEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """A data folder with an index of the made-up cards, and an environment that says the same to the build."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(cache / "models")
    build(small_request, data / "index", embedder)
    monkeypatch.setenv("RAADSVRAAG_CONTENT", str(small_request.content))
    monkeypatch.setenv("RAADSVRAAG_LOOPBACK", "1")
    return Settings(data=data, content=small_request.content, online=True)


def point_to(content: Path, address: str) -> None:
    registry = content / "sources.toml"
    text = registry.read_text(encoding="utf-8").replace("https://example.org/brandwijzer", "")
    registry.write_text(text.replace("https://example.org/pagina?a=1&b=2", f"{address}/brand"), encoding="utf-8")


def wait_for(refresh: Refresh) -> list[str]:
    """Return the different lines that a reader saw until the round ended."""
    seen = [refresh.line]
    while refresh.running:
        if refresh.line != seen[-1]:
            seen.append(refresh.line)
        time.sleep(0.01)
    return seen


def test_one_round_is_made_and_told(settings: Settings) -> None:
    done: list[str] = []
    with web_server({"/brand": article("De brandweer komt kijken.")}) as (address, seen, _):
        point_to(settings.content, address)
        refresh = Refresh(settings, lambda: done.append("klaar"))
        refresh.start_if_due()
        lines = wait_for(refresh)
        assert (done, refresh.line) == (["klaar"], "")
        assert any(line.startswith("Webpagina's ophalen: 1 van 1.") for line in lines), lines
        assert all("gewoon vragen stellen" in line for line in lines if line)
        assert seen["/brand"] == 1
        again = Refresh(settings, lambda: None)
        again.start_if_due()
        assert not again.running, "once is enough"
    index = Index(current_generation(settings.index_root))
    assert "komt kijken" in index.pages["page-brandpagina"].text
    assert "opgehaald op" in freshness(index.visits.values())
    index.close()


def test_without_internet_readers_are_told_and_keep_what_they_had(settings: Settings) -> None:
    text = (
        (settings.content / "sources.toml")
        .read_text(encoding="utf-8")
        .replace("https://example.org", "https://a.invalid")
    )
    entries = "".join(
        f'\n[[source]]\nid = "weg-{n}"\nurl = "https://weg-{n}.invalid/"\ntitle = "Weg"\npublisher = "Niemand"\n'
        'information_date = "2024"\ntheme = "brand"\nwhy = "Een server die er niet is."\n'
        for n in range(2)
    )
    (settings.content / "sources.toml").write_text(text + entries, encoding="utf-8")
    before = current_generation(settings.index_root)
    refresh = Refresh(settings, lambda: pytest.fail("er is niets nieuws"))
    refresh.start_if_due()
    wait_for(refresh)
    assert "geen verbinding met internet" in refresh.line
    assert current_generation(settings.index_root) == before
    assert not was_online(settings.index_root), "the next start tries again"


def test_the_setting_turns_it_off(settings: Settings) -> None:
    refresh = Refresh(settings.model_copy(update={"online": False}), lambda: None)
    refresh.start_if_due()
    assert (refresh.running, refresh.line) == (False, "")


def test_freshness_counts_what_could_not_be_reached() -> None:
    live = Visit("a", "page-a", "https://a.nl", "live", "", "", "", "", "2026-02-01", "2026-02-01")
    gone = Visit("b", "page-b", "https://b.nl", "gone", "weg", "", "", "", "2026-02-01", "2026-02-01")
    assert "01-02-2026 (2; niet te bereiken of verdwenen: 1)" in freshness([live, gone])
    assert "nog niet opgehaald" in freshness([])
