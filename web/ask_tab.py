"""The tab Vraag: the conversation, the text box, and the panel with passages. Draws; `web.chat` answers.

Enters: a `PageContext` inside an open Gradio page. Leaves: the tab and its events, and what happens when the page is
opened by a permanent link (`?q=`, `?passage=`).
"""

from collections.abc import Iterator
from typing import Any

import gradio as gr
from markupsafe import Markup

from corpus.errors import RaadsvraagError
from web.chat import Chat, Conversation, Shown, Wishes
from web.context import PageContext
from web.panel import panel_html, passage_html
from web.warning import warning_html

EXAMPLES = (
    "Wat moet ik vragen over het cybercrisisteam?",
    "Wie betaalt de schade als alles plat ligt?",
    "Oefenen wij wel eens voor een hack?",
    "Waar vind ik het leeraanbod?",
)
_ROLES = [("Alle", ""), ("Volksvertegenwoordigend", "volksvertegenwoordigend"), ("Kaderstellend", "kaderstellend"),
          ("Controlerend", "controlerend")]  # fmt: skip
_LANGUAGES = [("Zoals ik vraag", ""), ("Nederlands", "nl"), ("English", "en")]
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

Outputs = tuple[Any, ...]


def start_html() -> Markup:
    """Return what the conversation shows before the first question."""
    rows = Markup().join(
        Markup("<li><button type='button' class='vervolg' value='{0}'>{0}</button></li>").format(text)
        for text in EXAMPLES
    )
    return Markup(
        "<div class='beurten'><div class='begin'><h2>Wat wilt u weten over digitale "
        "veiligheid?</h2><p>U krijgt vragen die u "
        "aan het college kunt stellen en wat de bronnen erover zeggen. Elk nummer opent de passage waar een zin op "
        "rust.</p><div class='vervolgen'><h3>Bijvoorbeeld</h3><ul>{}</ul></div></div></div>"
    ).format(rows)  # fmt: skip


def ask_tab(context: PageContext) -> None:
    """Draw the tab and wire its events."""
    chat = Chat(context.assistant, feedback=context.settings.feedback is not None)
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="werkvlak"):
        with gr.Column(scale=3, min_width=280, elem_id="links"):
            role, language = _wishes()
            sight = gr.Markdown(start_html(), elem_id="gesprek", sanitize_html=True, latex_delimiters=[])
            warning, send_anyway, change = _warning()
            box, send = _composer()
        with gr.Column(scale=2, min_width=280, elem_id="rechts"):
            panel = gr.Markdown(panel_html([]), elem_id="bron", sanitize_html=True, latex_delimiters=[])
    outputs = [sight, conversation, panel, box, warning[0], warning[1]]

    def respond(question: str, kept: Conversation, role: str, language: str) -> Iterator[Outputs]:
        for shown in chat.respond(question, kept, Wishes(role, language)):
            yield _outputs(shown)

    def respond_anyway(question: str, kept: Conversation, role: str, language: str) -> Iterator[Outputs]:
        for shown in chat.respond(question, kept, Wishes(role, language), confirmed=True):
            yield _outputs(shown)

    inputs = [box, conversation, role, language]
    gr.on(
        [box.submit, send.click],
        respond,
        inputs,
        outputs,
        concurrency_limit=context.concurrency,
        concurrency_id="vraag",
        **_QUIET,
    )
    send_anyway.click(respond_anyway, inputs, outputs, concurrency_id="vraag", **_QUIET)
    change.click(lambda: gr.Column(visible=False), None, warning[0], queue=False, **_QUIET)

    def open_link(kept: Conversation, request: gr.Request) -> Iterator[Outputs]:
        question, passage = request.query_params.get("q", ""), request.query_params.get("passage", "")
        if question:
            for shown in chat.respond(question[:2000], kept):
                yield _outputs(shown)
        else:
            panel = _passage(context, passage) if passage else gr.skip()
            yield gr.skip(), gr.skip(), panel, gr.skip(), gr.skip(), gr.skip()

    context.page.load(open_link, [conversation], outputs, concurrency_id="vraag", **_QUIET)


def _passage(context: PageContext, passage: str) -> Markup:
    try:
        return passage_html(passage, context.assistant().index)
    except RaadsvraagError as error:
        return panel_html([], note=Markup("<p class='leeg'>{}</p>").format(str(error)))


def _warning() -> tuple[tuple[gr.Column, gr.Markdown], gr.Button, gr.Button]:
    with gr.Column(visible=False, elem_id="waarschuwing") as group:
        text = gr.Markdown(latex_delimiters=[])
        with gr.Row():
            change = gr.Button("Vraag aanpassen", variant="primary", size="sm", elem_id="aanpassen")
            send = gr.Button("Toch versturen", size="sm", elem_id="toch")
    return (group, text), send, change


def _wishes() -> tuple[gr.Radio, gr.Radio]:
    with gr.Row(elem_id="wensen"):
        role = gr.Radio(_ROLES, value="", label="Vooral voor de rol", elem_id="rol")
        language = gr.Radio(_LANGUAGES, value="", label="Taal van het antwoord", elem_id="taal")
    return role, language


def _composer() -> tuple[gr.Textbox, gr.Button]:
    with gr.Column(elem_id="opstellen"), gr.Row(elem_id="vraagregel"):
        box = gr.Textbox(
            label="Uw vraag", placeholder="Typ hier uw vraag",  max_lines=4, scale=5,
            min_width=160, elem_id="vraag", max_length=4000,
        )  # fmt: skip
        send = gr.Button("Vraag", variant="primary", scale=0, min_width=84, elem_id="stuur")
    return box, send


def _outputs(shown: Shown) -> Outputs:
    if shown.warnings:
        text = str(warning_html(shown.warnings))
        return gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.Column(visible=True), text
    return shown.chat, shown.conversation, shown.panel, shown.box, gr.Column(visible=False), ""
