"""The tab Studeren: a reading plan, a quiz, cards to remember and a study guide, each in a part of its own.

Enters: an open Gradio page and a callable that returns the assistant. Leaves: the tab's components and events. What
is made for a reader is sent back as a link that holds it; no file is written, and progress lives in the browser.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import gradio as gr

from web.study_cards import cards_part, kept_progress
from web.study_guide import guide_part
from web.study_plan import plan_part
from web.study_quiz import quiz_part

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_OPENING = (
    "<div class='blad'><h2>Studeren</h2><p>Maak een leesplan dat past in uw tijd, overhoor uzelf, onthoud de kern met "
    "kaarten, of neem een studiegids mee. Alles komt uit de bronnen; elk antwoord noemt zijn bron.</p></div>"
)


def study_tab(page: gr.Blocks, assistant: "Callable[[], Assistant]") -> None:
    """Draw the tab and wire its events."""
    gr.Markdown(_OPENING, elem_id="studeren-kop", latex_delimiters=[])
    progress = kept_progress()
    with gr.Accordion("Leesplan", open=True, elem_id="studie-plan"):
        plan_part(assistant)
    with gr.Accordion("Quiz", open=False, elem_id="studie-quiz"):
        quiz_part(assistant)
    with gr.Accordion("Onthoudkaarten", open=False, elem_id="studie-kaarten") as cards:
        cards_part(page, cards, progress, assistant)
    with gr.Accordion("Studiegids", open=False, elem_id="studie-gids"):
        guide_part(assistant)
