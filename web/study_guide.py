"""The part Studiegids of the tab Studeren: two pages for a role, to take away.

Enters: a role. Leaves: HTML with the guide as Word, text and a page to print.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import gradio as gr

from assistant.study.guide import make_guide
from assistant.study.markdown import to_markdown
from assistant.study.printable import to_html
from assistant.study.word import to_word
from corpus.errors import RaadsvraagError
from corpus.records import Role
from web.study_html import Download, downloads_html, note_html, one_line
from web.study_plan import ROLES

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def guide_part(assistant: "Callable[[], Assistant]") -> None:
    """Draw the part and wire it."""
    gr.Markdown("Twee bladzijden: wat uw rol is, waarom die telt, de vragen, de begrippen en de links.")
    role = gr.Radio(ROLES, value=ROLES[2][1], label="Voor welke rol?", elem_id="gids-rol")
    make = gr.Button("Maak studiegids", variant="primary", elem_id="gids-maken")
    sight = gr.Markdown(elem_id="gids-uitkomst", sanitize_html=False, latex_delimiters=[])
    make.click(
        lambda role: guide_answer(assistant, role), role, sight, show_progress="hidden", api_visibility="private"
    )


def guide_answer(assistant: "Callable[[], Assistant]", role: Role) -> str:
    """Return the guide's files, or what is wrong."""
    try:
        guide = make_guide(role, assistant().index, "nl")
    except RaadsvraagError as error:
        return one_line(note_html(str(error), alert=True))
    name = f"studiegids-{role}"
    files = [
        Download(name, "docx", to_word(guide)), Download(name, "md", to_markdown(guide).encode()),
        Download(name, "html", to_html(guide).encode()),
    ]  # fmt: skip
    return one_line(note_html("Uw studiegids staat klaar.") + downloads_html(files))
