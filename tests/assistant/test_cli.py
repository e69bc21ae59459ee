"""The command line as a user types it: real processes, Dutch messages, exit statuses."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from assistant.answer import json_schema
from assistant.cli import cli
from assistant.settings import read_settings
from corpus.current import current_generation
from corpus.errors import InputError
from evals.model_characters import TROUBLES, Asked, Reply, honest, key_inventing
from evals.model_server import serve_character

COMMANDS = ["ask", "build", "sources", "verify", "serve", "check-model"]


@pytest.fixture(scope="session")
def data(small_root: Path, cache: Path, embedder: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a user has it: model and index together."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "models").symlink_to(cache / "models")
    shutil.copytree(small_root, folder / "index")
    return folder


def run(*arguments: str, data: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"RAADSVRAAG_DATA": str(data)}
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        capture_output=True, text=True, input=stdin, env=environment, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip


def test_ask_answers_and_verify_agrees(data: Path, tmp_path: Path) -> None:
    plain = run("ask", "wie blust er als het brandt?", data=data)
    assert plain.returncode == 0, plain.stderr
    assert "Heeft ons dorp een blusploeg" in plain.stdout
    assert "letterlijk uit" in plain.stdout
    as_json = run("ask", "wie blust er als het brandt?", "--json", data=data)
    answer = json.loads(as_json.stdout)
    Draft202012Validator(json_schema()).validate(answer)
    path = tmp_path / "antwoord.json"
    path.write_text(as_json.stdout, encoding="utf-8")
    good = run("verify", str(path), data=data)
    assert (good.returncode, "kloppen, teken voor teken" in good.stdout) == (0, True)
    path.write_text(as_json.stdout.replace('"quote": "', '"quote": "X', 1), encoding="utf-8")
    bad = run("verify", str(path), data=data)
    assert (bad.returncode, "wijkt af" in bad.stderr) == (1, True)


def test_verify_finds_an_altered_archive(data: Path, tmp_path: Path) -> None:
    answer = run("ask", "wie blust er als het brandt?", "--json", data=data).stdout
    (tmp_path / "antwoord.json").write_text(answer, encoding="utf-8")
    forged = Path(shutil.copytree(data, tmp_path / "data", symlinks=True))
    pages = current_generation(forged / "index") / "pages.jsonl"
    pages.write_text(pages.read_text(encoding="utf-8").replace("blusploeg", "blusplaag", 1), encoding="utf-8")
    found = run("verify", str(tmp_path / "antwoord.json"), data=forged)
    assert found.returncode == 1
    assert "beschadigd" in found.stderr


def test_jsonl_passes_ids_through_and_names_a_wrong_line(data: Path) -> None:
    lines = [
        {"id": "a", "question": "wie blust er als het brandt?"},
        {"question": "en wie betaalt dat?", "history": [{"role": "user", "content": "piepend ding aan het plafond"}]},
    ]
    done = run("ask", "--jsonl", data=data, stdin="\n".join(map(json.dumps, lines)) + "\n\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None]
    assert answers[1]["topics"][0] == "rookmelders"
    wrong = run("ask", "--jsonl", data=data, stdin='{"vraag": "x"}\n')
    assert (wrong.returncode, "Regel 1" in wrong.stderr) == (1, True)


def test_history_from_a_file(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "gesprek.json"
    path.write_text(json.dumps([{"role": "user", "content": "piepend ding aan het plafond"}]), encoding="utf-8")
    answer = json.loads(run("ask", "en wie betaalt dat?", "--history", str(path), "--json", data=data).stdout)
    assert answer["topics"][0] == "rookmelders"
    path.write_text("geen json", encoding="utf-8")
    wrong = run("ask", "x", "--history", str(path), data=data)
    assert (wrong.returncode, "JSON-lijst" in wrong.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", ""], "leeg"),
        (["ask", "a" * 20_000], "te lang"),
        (["ask", "🙂"], "geen enkel woord"),
        (["verify", "bestaat-niet.json"], "geen antwoord"),
        (["build", "--local", "brandwijzer"], "BRON=BESTAND"),
        (["build", "--local", "brandwijzer=weg.txt"], "bestaand bestand"),
        (["--embedder", "/tmp", "ask", "wat is dit"], "modules.json"),
    ],
)
def test_bad_input_gets_a_dutch_message_and_a_status(arguments: list[str], words: str, data: Path) -> None:
    done = run(*arguments, data=data)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_html_in_a_question_is_only_text(data: Path) -> None:
    done = run("ask", "<script>alert(1)</script> wie blust er?", data=data)
    assert done.returncode == 0
    assert "<script>" not in done.stdout


@pytest.mark.parametrize(
    ("character", "status", "words"),
    [(honest, 0, "3 van 3 zinnen"), (key_inventing, 1, "0 van 3 zinnen"), (TROUBLES["too busy"], 1, "te druk")],
)
def test_check_model_says_in_a_line_what_a_model_does(
    character: Callable[[Asked], Reply], status: int, words: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_character(character) as served:
        monkeypatch.setenv("RAADSVRAAG_MODEL_URL", served.ollama_url)
        done = CliRunner().invoke(cli, ["--data", str(data), "--model", "ollama:test", "check-model"])
    assert done.exit_code == status
    assert words in done.output + str(done.exception)


@pytest.mark.parametrize(
    ("model", "words"),
    [("", "geen taalmodel ingesteld"), ("onzin", "kan niet worden geopend"), ("groq:x", "ontbreekt een pakket")],
)
def test_a_model_that_is_not_there_is_named(model: str, words: str, data: Path) -> None:
    asked = ["check-model"] if not model else ["ask", "wie blust er?"]
    done = CliRunner().invoke(cli, ["--data", str(data), "--model", model, *asked])
    assert (done.exit_code, words in str(done.exception)) == (1, True)


def test_a_question_from_standard_input_may_be_binary(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ask"], input=b"\x89PNG\r\n\x1a\n\xff\xfe", capture_output=True,
        env=os.environ | {"RAADSVRAAG_DATA": str(data)}, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 1
    assert b"geen tekst" in done.stderr


def test_no_index_says_how_to_make_one(tmp_path: Path, data: Path) -> None:
    (tmp_path / "models").symlink_to(data / "models")
    for command in (["ask", "wat is ENSIA"], ["serve", "--port", "7999"]):
        done = run(*command, data=tmp_path)
        assert (done.returncode, "raadsvraag build" in done.stderr) == (1, True)


def test_a_port_in_use_says_so(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]), data=data)
    assert done.returncode == 1
    assert "is niet vrij" in done.stderr
    assert "--port" in done.stderr


def test_sources_lists_what_is_known(data: Path, tmp_path: Path) -> None:
    done = run("sources", data=data)
    assert "brandwijzer" in done.stdout
    rows = {row["id"]: row for row in json.loads(run("sources", "--json", data=data).stdout)}
    assert rows["brandwijzer"]["passages"] == 5
    assert rows["brandwijzer"]["cards"] == 2
    assert rows["brandpagina"]["fetched_at"] == ""
    without = run("sources", data=tmp_path)
    assert "vng-handreiking" in without.stdout


def test_build_reports_a_bad_document_and_fails(cards_root: Path, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(cache / "models")
    shutil.copytree(cards_root, tmp_path / "index")
    before = current_generation(tmp_path / "index").name
    (tmp_path / "kapot.pdf").write_bytes(b"geen pdf")
    local = f"raadgever={tmp_path / 'kapot.pdf'}"
    result = CliRunner().invoke(cli, ["--data", str(tmp_path), "build", "--quiet", "--local", local])
    assert result.exit_code == 1
    assert "mislukt" in result.output
    assert "kapot.pdf" in result.output
    assert current_generation(tmp_path / "index").name == before


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_dutch_help_with_examples(command: str) -> None:
    result = CliRunner().invoke(cli, [command, "--help"])
    assert result.exit_code == 0
    for word in ("Gebruik:", "Opties:", "Toon deze hulp.", "Voorbeelden:", f"raadsvraag {command}"):
        assert word in result.output
    assert "Usage" not in result.output


def test_an_unknown_command_and_a_wrong_setting(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("vraag", data=data)
    assert (done.returncode, "raadsvraag --help" in done.stderr) == (2, True)
    monkeypatch.setenv("RAADSVRAAG_PORT", "poort")
    with pytest.raises(InputError, match="RAADSVRAAG_PORT"):
        read_settings()
