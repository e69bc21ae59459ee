"""The head of the page: its name, the notice that this is a computer, and how fresh the sources are.

Enters: a `PageContext` inside an open Gradio page. Leaves: the head, and the line that follows a running refresh.
"""

import gradio as gr

from assistant.chat_model import whereabouts
from assistant.settings import Settings
from corpus.errors import RaadsvraagError
from web.context import PageContext
from web.refresh import Refresh, freshness

_SECONDS_BETWEEN_LOOKS = 3
_TITLE = (
    "<div class='kopbalk'><h1 class='merk'>Raadsvraag</h1>"
    "<p class='onder'>Digitale veiligheid voor raadsleden, uit vaste bronnen</p></div>"
)


def notice(settings: Settings) -> str:
    """Return what everybody must know at first contact: this is a machine, and what happens to what is typed."""
    made = (
        f"Een taalmodel ({settings.model}) formuleert de antwoorden; elke zin wordt vergeleken met zijn bron. Uw vraag "
        f"en de gevonden zinnen gaan daarvoor naar {whereabouts(settings)}."
        if settings.model
        else "Het stelt antwoorden samen uit vaste bronnen, zonder taalmodel."
    )
    return f"U praat met een computerprogramma, niet met een mens. {made} Wat u typt, wordt niet bewaard."


def header(context: PageContext) -> None:
    """Draw the head; while sources are being fetched, its line is renewed every few seconds."""
    gr.Markdown(_TITLE, elem_id="kop", latex_delimiters=[])
    gr.Markdown(notice(context.settings), elem_id="melding", latex_delimiters=[])
    standing = gr.Markdown(elem_id="stand", latex_delimiters=[])
    clock = gr.Timer(_SECONDS_BETWEEN_LOOKS, active=False)

    def look() -> tuple[str, gr.Timer]:
        return standing_line(context), gr.Timer(active=context.refresh.running)

    for event in (context.page.load, clock.tick):
        event(look, None, [standing, clock], show_progress="hidden", api_visibility="private")


def standing_line(context: PageContext) -> str:
    """Return the line on how fresh the sources are."""
    refresh: Refresh = context.refresh
    if refresh.line:
        return refresh.line
    try:
        return freshness(context.assistant().index.visits.values())
    except RaadsvraagError as error:
        return str(error)
