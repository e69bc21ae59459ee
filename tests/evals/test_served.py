"""The measurements of the running chat, in small: a crowd of which nobody is lost, and canaries that leave no trace."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from evals.canaries import canaries, found_in, main
from evals.load import crowd, our_door, row
from evals.served import served


@pytest.fixture
def data(cards_root: Path, cache: Path, embedder: Any, tmp_path: Path) -> Path:
    (tmp_path / "models").symlink_to(cache / "models")
    (tmp_path / "index").symlink_to(cards_root)
    return tmp_path


def test_nobody_in_a_crowd_is_lost(data: Path) -> None:
    with served({"RAADSVRAAG_DATA": str(data), "RAADSVRAAG_ONLINE": "0"}) as address:
        door = our_door(address, httpx.get(f"{address}/config", timeout=60).json())
        visits = asyncio.run(crowd(door, 100))
    outcomes = [visit.outcome for visit in visits]
    assert outcomes.count("lost") == 0
    assert outcomes.count("answered") >= 60
    assert {visit.words for visit in visits if visit.outcome == "busy"} <= {
        "Het is even druk. Wacht een halve minuut en probeer het opnieuw; uw vraag staat er nog."
    }
    assert row("x", visits).startswith("| x | 100 |")


def test_what_is_asked_is_written_nowhere(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAADSVRAAG_DATA", str(data))
    assert main(25) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (report["asked"], report["answered"], report["found"]) == (25, 25, 0)
    assert report["files searched"] > 10


def test_a_word_that_was_written_is_found(tmp_path: Path) -> None:
    word = canaries(1)[0]
    (tmp_path / "log.txt").write_text(f"vraag: {word}", encoding="utf-8")
    assert found_in(tmp_path, [word]) == {word: ["log.txt"]}
