"""The server's start: a port that is taken, an assistant that cannot open, a page that leaves when told."""

import socket
from pathlib import Path

import pytest

import ui
from assistant.settings import Settings
from corpus.errors import IndexMissingError, RaadsvraagError, ServeError
from web.server import check_port, names


def test_a_taken_port_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServeError, match="--port"):
        check_port("127.0.0.1", taken.getsockname()[1])


def test_without_an_index_the_chat_does_not_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(IndexMissingError):
        ui.serve(Settings(data=tmp_path, port=port, online=False))


def test_what_kept_the_assistant_from_opening_reaches_the_asker(tmp_path: Path) -> None:
    assistant = ui.BackgroundAssistant(Settings(data=tmp_path, embedder=str(tmp_path / "geen-model")))
    assistant.start()
    with pytest.raises(RaadsvraagError):
        assistant()


def test_only_named_hosts_are_allowed_on_a_shared_server() -> None:
    assert list(names(Settings(host="0.0.0.0", hosts="raad.example.nl"))) == ["raad.example.nl"]
    assert list(names(Settings(host="10.0.0.5"))) == ["10.0.0.5", ""]


def test_every_tab_is_one_row() -> None:
    assert [label for label, _, _ in ui.TABS] == ["Vraag", "Vragenlijst", "Studeren", "Bronnen", "Over"]
