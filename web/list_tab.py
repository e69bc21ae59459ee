"""The tab Vragenlijst: an empty place that the browser's own script fills, since the list lives in the browser.

Enters: a `PageContext` inside an open Gradio page. Leaves: the tab.
"""

import gradio as gr

from web.context import PageContext

_HTML = (
    "<div class='blad'><h2>Vragenlijst</h2><p>Uw lijst staat alleen in deze browser. Pas als u "
    "exporteert, maakt Raadsvraag er een "
    "bestand van en stuurt dat terug; er blijft niets achter.</p>"
    "<div id='vragenlijst' tabindex='-1'></div><div id='exporteren' hidden></div></div>"
)


def list_tab(_: PageContext) -> None:
    """Draw the tab."""
    gr.Markdown(_HTML, latex_delimiters=[])
