"""The command that tries the chat model of the settings.

Enters: settings. Leaves: one Dutch line and an exit status.
"""

import sys

import click

from assistant.dutch_help import DutchCommand
from assistant.settings import Settings
from corpus.errors import InputError


@click.command(
    name="check-model",
    cls=DutchCommand,
    epilog="\b\nVoorbeelden:\n"
    "  RAADSVRAAG_MODEL=ollama:llama3.2 raadsvraag check-model\n"
    "  RAADSVRAAG_MODEL=openai:mistral-small RAADSVRAAG_MODEL_URL=http://127.0.0.1:8000/v1 raadsvraag check-model",
)
@click.pass_obj
def check_model(settings: Settings) -> None:
    """Probeer het taalmodel: of het antwoordt, hoe snel, en of het zijn bronnen noemt zoals het moet."""
    from assistant.chat_model import open_chat_model
    from assistant.check_model import try_model

    model = open_chat_model(settings)
    if model is None:
        raise InputError(
            "Er is geen taalmodel ingesteld; antwoorden worden samengesteld uit de bronnen.",
            "Zet bijvoorbeeld RAADSVRAAG_MODEL=ollama:llama3.2 en probeer het opnieuw.",
        )
    trial = try_model(model, settings.model_timeout)
    verdict = "dat is genoeg" if trial.keeps_form else "te weinig: antwoorden worden samengesteld zonder dit model"
    click.echo(
        f"{model.name} antwoordt: eerste woord na {_seconds(trial.first_word)}, klaar na {_seconds(trial.seconds)}; "
        f"{trial.cited} van {trial.sentences} zinnen noemen een bron die gestuurd was ({verdict})."
    )
    if not trial.keeps_form:
        sys.exit(1)


def _seconds(value: float) -> str:
    return f"{value:.1f} s".replace(".", ",")
