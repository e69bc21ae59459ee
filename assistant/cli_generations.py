"""The commands about generations of the index: go back to an earlier one, and show what changed between two.

Enters: settings and names of generations. Leaves: text on standard output. Part of `assistant.cli`.
"""

import click

from assistant.dutch_help import DutchCommand
from assistant.settings import Settings
from corpus.errors import IndexMissingError

_SHOWN = 200
"""Characters of a passage that a line shows."""


@click.command(cls=DutchCommand, epilog="\b\nVoorbeelden:\n  raadsvraag rollback")
@click.pass_obj
def rollback(settings: Settings) -> None:
    """Ga terug naar de vorige index; lezers merken het bij hun volgende vraag."""
    from corpus.current import roll_back

    click.echo(f"Index {roll_back(settings.index_root).name} is nu in gebruik.")


@click.command(
    cls=DutchCommand,
    epilog="\b\nVoorbeelden:\n  raadsvraag diff\n  raadsvraag diff gen-000001 gen-000003",
)
@click.argument("older", metavar="[OUDE]", required=False)
@click.argument("newer", metavar="[NIEUWE]", required=False)
@click.pass_obj
def diff(settings: Settings, older: str | None, newer: str | None) -> None:
    """Toon welke passages er tussen twee indexen bij kwamen (+) of verdwenen (-)."""
    from corpus.current import generations, pointed_to
    from corpus.difference import differences
    from corpus.index import Index

    root = settings.index_root
    folders = {folder.name: folder for folder in generations(root)}
    new = newer or pointed_to(root)
    old = older or next((name for name in folders if name < new), "")
    for name in (old, new):
        if name not in folders:
            raise IndexMissingError(
                f"Index {name or '(eerdere)'} is er niet.", f"Deze zijn er: {', '.join(sorted(folders)) or 'geen'}."
            )
    found = list(differences(Index(folders[old]), Index(folders[new])))
    for difference in found:
        text = " ".join(difference.text.split())
        click.echo(f"{difference.sign} {difference.source_id}: {' > '.join(difference.heading)}: {text[:_SHOWN]}")
    came = sum(difference.sign == "+" for difference in found)
    click.echo(f"Van {old} naar {new}: {came} passages erbij, {len(found) - came} weg.")
