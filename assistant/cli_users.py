"""`raadsvraag password`: a line for RAADSVRAAG_USERS. Part of `assistant.cli`.

Enters: a name, and a password typed twice. Leaves: `name:hash` on standard output. Refuses: a weak password.
"""

import sys

import click

from assistant.dutch_help import DutchCommand
from corpus.errors import InputError


@click.command(cls=DutchCommand, epilog="\b\nVoorbeeld:\n  raadsvraag password griffie >> gebruikers.txt")
@click.argument("name", metavar="NAAM")
@click.option("--from-stdin", is_flag=True, help="Lees het wachtwoord van de standaardinvoer.")
def password(name: str, from_stdin: bool) -> None:
    """Maak een regel voor RAADSVRAAG_USERS: wie mag inloggen op een gedeelde server."""
    from assistant.users import hash_password

    if ":" in name or not name.strip():
        raise InputError("Een naam mag niet leeg zijn en geen dubbele punt bevatten.", "Kies een andere naam.")
    if from_stdin:
        typed = sys.stdin.readline().rstrip("\n")
    else:
        typed = click.prompt("Wachtwoord", hide_input=True, confirmation_prompt="Nog eens", err=True)
    click.echo(f"{name}:{hash_password(typed)}")
