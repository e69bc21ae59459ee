"""The part Leesplan of the tab Studeren: a short form, the plan, and its files.

Enters: what somebody fills in. Leaves: HTML. Refuses, in Dutch and with everything still filled in: a date that is
none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import gradio as gr

from assistant.study.agenda import to_calendar
from assistant.study.dates import date_in
from assistant.study.markdown import to_markdown
from assistant.study.plan import Knows, PlanRequest, make_plan
from assistant.study.plan_paper import plan_paper
from assistant.study.printable import to_html
from assistant.study.word import to_word
from corpus.errors import InputError, RaadsvraagError
from corpus.records import Role
from web.study_html import Download, downloads_html, note_html, one_line, plan_html

if TYPE_CHECKING:
    from assistant.assistant import Assistant

ROLES: list[tuple[str, Role]] = [
    ("Volksvertegenwoordigend", "volksvertegenwoordigend"), ("Kaderstellend", "kaderstellend"),
    ("Controlerend", "controlerend"),
]  # fmt: skip
_MINUTES = [("5 minuten", 5), ("10", 10), ("20", 20), ("45", 45), ("90", 90)]
_KNOWS = [("Ik begin net", "nothing"), ("Ik ken de basis", "basics")]


def plan_part(assistant: "Callable[[], Assistant]") -> None:
    """Draw the form and wire it."""
    roles = gr.CheckboxGroup(ROLES, label="Uw rol (leeg: alle drie)", elem_id="plan-rollen")
    minutes = gr.Radio(_MINUTES, value=20, label="Hoeveel tijd hebt u?", elem_id="plan-tijd")
    knows = gr.Radio(_KNOWS, value="nothing", label="Wat weet u al?", elem_id="plan-kennis")
    day = gr.Textbox(
        label="Datum van het webinar of de vergadering (mag leeg blijven)", placeholder="3 december", max_lines=1,
        elem_id="plan-datum", max_length=60,
    )  # fmt: skip
    make = gr.Button("Maak leesplan", variant="primary", elem_id="plan-maken")
    sight = gr.Markdown(elem_id="plan-uitkomst", sanitize_html=False, latex_delimiters=[])
    gr.on(
        [make.click, day.submit],
        lambda *filled: plan_answer(assistant, Form(*filled), date.today()),
        [roles, minutes, knows, day], sight, show_progress="hidden", api_visibility="private",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody filled in."""

    roles: list[Role]
    minutes: int
    knows: Knows
    day: str


def plan_answer(assistant: "Callable[[], Assistant]", form: Form, today: date) -> str:
    """Return the plan with its files, or what is wrong."""
    try:
        event_on = _event_on(form.day, today)
        index = assistant().index
        plan = make_plan(PlanRequest(int(form.minutes), tuple(form.roles), event_on, form.knows), index, "nl")
        paper = plan_paper(plan, index)
        files = [
            Download("leesplan", "docx", to_word(paper)),
            Download("leesplan", "md", to_markdown(paper).encode()),
            Download("leesplan", "html", to_html(paper).encode()),
        ]
        if event_on:
            files.append(Download("leesplan", "ics", to_calendar(plan, today, datetime.now(UTC))))
        hint = note_html("" if event_on else "Vul een datum in als u ook een agendabestand wilt.")
        return one_line(note_html("Uw leesplan staat klaar.") + downloads_html(files) + hint + plan_html(plan, index))
    except RaadsvraagError as error:
        return one_line(note_html(str(error), alert=True))


def _event_on(text: str, today: date) -> date | None:
    if not text.strip():
        return None
    day = date_in(text, today)
    if day is None:
        raise InputError(f"“{text.strip()}” is geen datum.", "Schrijf bijvoorbeeld: 3 december, of 3-12-2026.")
    if day < today:
        raise InputError("Die datum is al voorbij.", "Vul een datum in die nog komt, of laat het vak leeg.")
    return day
