"""The command line: thin adapters that turn errors into one Dutch sentence and an exit status.

Enters: arguments, standard input, files. Leaves: text or JSON on standard output, messages on standard
error. The only module besides `ui.py` that prints. Commands that build import `ingest` when they run.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from assistant import open_assistant
from assistant.answer import Question
from assistant.cli_build import build
from assistant.cli_files import in_words, read_answers, read_history, read_questions, read_stdin
from assistant.cli_generations import diff, rollback
from assistant.cli_model import check_model
from assistant.cli_users import password
from assistant.dutch_help import DutchCommand, DutchGroup
from assistant.settings import Settings, read_settings
from assistant.source_rows import rows_of
from corpus.errors import IndexMissingError, InputError, RaadsvraagError
from corpus.records import ROLES

_EXAMPLES = "\b\nVoorbeelden:\n"


@click.group(
    cls=DutchGroup,
    epilog=_EXAMPLES + '  raadsvraag ask "Wat moet ik vragen over het cybercrisisteam?"\n  raadsvraag serve',
)
@click.option("--data", type=click.Path(path_type=Path), help="Map voor index en model (anders RAADSVRAAG_DATA).")
@click.option("--embedder", help="Map of naam van een ander zoekmodel (anders RAADSVRAAG_EMBEDDER).")
@click.option("--model", help="Taalmodel dat antwoorden formuleert, zoals ollama:llama3.2 (anders RAADSVRAAG_MODEL).")
@click.pass_context
def cli(context: click.Context, data: Path | None, embedder: str | None, model: str | None) -> None:
    """Raadsvraag: vragen over digitale veiligheid voor raadsleden, met bronvermelding."""
    context.obj = read_settings(data=data, embedder=embedder, model=model)


cli.add_command(rollback)
cli.add_command(diff)
cli.add_command(build)
cli.add_command(check_model)
cli.add_command(password)


@cli.command(
    cls=DutchCommand,
    epilog=_EXAMPLES
    + '  raadsvraag ask "wie betaalt de schade als alles plat ligt?"\n'
    + '  raadsvraag ask "en wie betaalt dat?" --history gesprek.json --json\n'
    + "  raadsvraag ask --jsonl < vragen.jsonl > antwoorden.jsonl",
)
@click.argument("question", metavar="[VRAAG]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Geef het antwoord als JSON.")
@click.option("--jsonl", is_flag=True, help="Lees vragen als JSON-regels van de standaardinvoer.")
@click.option(
    "--history",
    type=click.Path(path_type=Path),
    help='JSON-bestand met eerdere beurten: [{"role", "content"}].',
)
@click.option("--role", type=click.Choice(ROLES), help="Zet onderwerpen van deze rol voorop.")
@click.pass_obj
def ask(  # noqa: PLR0913, PLR0917  click passes each option by name
    settings: Settings,
    question: str | None,
    as_json: bool,
    jsonl: bool,
    history: Path | None,
    role: str | None,
) -> None:
    """Beantwoord een vraag; zonder VRAAG wordt hij van de standaardinvoer gelezen."""
    assistant = open_assistant(settings)
    if jsonl:
        for asked in read_questions(sys.stdin):
            click.echo(assistant.ask(asked).model_dump_json())
        return
    text = question if question is not None else read_stdin()
    asked = Question.model_validate({"question": text, "history": read_history(history), "role": role})
    answer = assistant.ask(asked)
    click.echo(answer.model_dump_json(indent=2) if as_json else in_words(answer))


@cli.command(cls=DutchCommand, epilog=_EXAMPLES + "  raadsvraag sources\n  raadsvraag sources --json")
@click.option("--json", "as_json", is_flag=True, help="Geef de lijst als JSON.")
@click.pass_obj
def sources(settings: Settings, as_json: bool) -> None:
    """Toon alle bronnen: wat ervan in de index zit, van wanneer, en hoeveel kaarten erover gaan."""
    rows = source_rows(settings)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        state = f"gelezen op {row['fetched_at']}" if row["fetched_at"] else "hier niet opgehaald"
        state = f"verdwenen op {row['visited_at']}" if row["state"] == "gone" else state
        click.echo(
            f"{row['id']:<34} {row['cards']:>2} kaarten {row['passages']:>4} passages  {state:<22} {row['title']}"
        )


def source_rows(settings: Settings) -> list[dict[str, Any]]:
    """Return every source with what the index holds of it; without an index nothing has been fetched."""
    from corpus.current import current_generation
    from corpus.index import Index

    try:
        index = Index(current_generation(settings.index_root))
    except IndexMissingError:
        index = None
    return rows_of(index)


@cli.command(
    cls=DutchCommand,
    epilog=_EXAMPLES + '  raadsvraag ask "…" --json > antwoord.json && raadsvraag verify antwoord.json',
)
@click.argument("path", metavar="ANTWOORD.json", type=click.Path(path_type=Path))
@click.pass_obj
def verify(settings: Settings, path: Path) -> None:
    """Controleer elk citaat van een antwoord tegen het archief, teken voor teken."""
    from assistant.cite import problems
    from corpus.current import current_generation
    from corpus.index import Index

    answers = read_answers(path)
    index = Index(current_generation(settings.index_root))
    found = [problem for answer in answers for problem in problems(answer, index)]
    for problem in found:
        click.echo(problem, err=True)
    count = sum(len(answer.citations) for answer in answers)
    if found:
        raise InputError(f"{len(found)} van {count} citaten kloppen niet.", "Stel de vraag opnieuw met deze index.")
    click.echo(f"{count} citaten kloppen, teken voor teken.")


@cli.command(cls=DutchCommand, epilog=_EXAMPLES + "  raadsvraag serve\n  raadsvraag serve --port 8080")
@click.option("--host", help="Adres om op te luisteren (standaard 127.0.0.1: alleen deze computer).")
@click.option("--port", type=int, help="Poort (standaard 7860).")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Start de chat in de browser."""
    import importlib

    # The chat lies above the assistant; naming it as text keeps the imports one-way.
    chosen = read_settings(data=settings.data, embedder=settings.embedder, model=settings.model, host=host, port=port)
    importlib.import_module("ui").serve(chosen)


def main() -> None:
    """Run the command line; a known error becomes one sentence on standard error and exit status 1."""
    try:
        cli(standalone_mode=False)
    except RaadsvraagError as error:
        click.echo(f"{error}", err=True)
        _leave(1)
    except click.ClickException as error:
        click.echo(f"Dat commando klopt niet: {error.format_message()} (zie: raadsvraag --help)", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os._exit(0)
    _leave(0)


def _leave(status: int) -> NoReturn:
    """End at once: everything is written and closed.

    The half second that Python would spend on unloading is the asker's, and a model that is still being loaded in
    the background would make the process abort.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
