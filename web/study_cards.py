"""The part Onthoudkaarten of the tab Studeren: the cards that are due, and the deck to take away.

Enters: progress as the browser keeps it. Leaves: the card to see now, and the new progress, which goes back to the
browser: the server remembers nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr
from markupsafe import Markup

from assistant.study.anki import to_anki
from assistant.study.deck import MemoryCard, make_deck, to_print
from assistant.study.remember import Recall, due_cards, empty_progress, next_due, reviewed
from assistant.study.subject import Subject, label_of
from corpus.errors import RaadsvraagError
from corpus.records import Role
from web.study_html import Download, downloads_html, note_html, one_line
from web.study_plan import ROLES

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_STORED_AS = "raadsvraag-onthoudkaarten"
_SUBJECTS: list[tuple[str, str]] = [("Alles", ""), *ROLES]
_OTHER_RECALLS: tuple[tuple[str, Recall], ...] = (("Opnieuw", "again"), ("Moeilijk", "hard"), ("Makkelijk", "easy"))


@dataclass(frozen=True, slots=True)
class Seen:
    """The card in sight."""

    card_id: str = ""
    """Empty when there is none."""
    turned: bool = False


class Cards:
    """The handlers; `now` is passed in so that a test can set it."""

    def __init__(
        self, assistant: "Callable[[], Assistant]", now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._assistant, self._now = assistant, now

    def front(self, role: Role | str, progress: Any) -> tuple[Any, ...]:
        """Show the front of the first card that is due, or when to come back."""
        try:
            due = self._due(role, progress)
        except RaadsvraagError as error:
            return _shown(Seen(), one_line(note_html(str(error), alert=True)), 0)
        if not due:
            return _shown(Seen(), one_line(_nothing_due(progress)), 0)
        return _shown(Seen(due[0].id), one_line(_front(due[0], len(due))), len(due))

    def opening(self, role: Role | str, progress: Any) -> tuple[Any, ...]:
        """Show what is due when the page opens; cards that wait to be repeated unfold their part."""
        *shown, accordion = self.front(role, progress)
        when = next_due(progress)
        return (*shown, gr.Accordion(label=accordion.label, open=bool(when and when <= self._now())))

    def step(self, role: Role | str, progress: Any, seen: Seen) -> tuple[Any, ...]:
        """Turn the card; when it has been turned, it went well. One button does both, so that it keeps focus."""
        if seen.turned:
            return self.rate("good", role, progress, seen)
        due = self._due(role, progress)
        card = next((card for card in due if card.id == seen.card_id), None)
        if card is None:
            return (progress, *self.front(role, progress))
        html = one_line(_front(card, len(due)) + _back(card))
        return (progress, *_shown(Seen(card.id, turned=True), html, len(due)))

    def rate(self, recall: Recall, role: Role | str, progress: Any, seen: Seen) -> tuple[Any, ...]:
        """Take down how well it went, and show the next card."""
        after = reviewed(progress, seen.card_id, recall, self._now()) if seen.card_id else progress
        return (after, *self.front(role, after))

    def files(self, role: Role | str) -> str:
        """Return the deck as files."""
        try:
            subject, index = _subject(role), self._assistant().index
            deck, name = make_deck(subject, index, "nl"), label_of(subject, index, "nl")
        except RaadsvraagError as error:
            return one_line(note_html(str(error), alert=True))
        files = [
            Download("onthoudkaarten", "apkg", to_anki(deck, name)),
            Download("onthoudkaarten", "html", to_print(deck, subject, index, "nl").encode()),
        ]
        return one_line(note_html(f"{len(deck)} kaarten staan klaar.") + downloads_html(files))

    def _due(self, role: Role | str, progress: Any) -> list[MemoryCard]:
        return due_cards(make_deck(_subject(role), self._assistant().index, "nl"), progress, self._now())


def _subject(role: Role | str) -> Subject:
    return Subject(role or None)  # type: ignore[arg-type]  # a role, or empty for all


def kept_progress() -> gr.BrowserState:
    """Return what the browser keeps. Draw it outside any part that may be folded: it would not be read there."""
    # The key only keeps the text from being read at a glance; whoever holds the device holds the progress.
    return gr.BrowserState(empty_progress(), storage_key=_STORED_AS, secret=_STORED_AS)


def cards_part(
    page: gr.Blocks, accordion: gr.Accordion, progress: gr.BrowserState, assistant: "Callable[[], Assistant]"
) -> None:
    """Draw the part and wire it; the number of cards that are due shows when the page opens."""
    cards = Cards(assistant)
    seen = gr.State(Seen())
    role = gr.Radio(_SUBJECTS, value="", label="Welke kaarten?", elem_id="kaart-onderwerp")
    sight = gr.Markdown(elem_id="kaart", sanitize_html=False, latex_delimiters=[])
    step = gr.Button("Toon het antwoord", variant="primary", visible=False, elem_id="kaart-stap")
    with gr.Row(visible=False, elem_id="kaart-oordeel") as rating:
        buttons = [gr.Button(label, min_width=96, elem_id=f"kaart-{recall}") for label, recall in _OTHER_RECALLS]
    outputs = [seen, sight, step, rating, accordion]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page.load(cards.opening, [role, progress], outputs, **quiet)
    role.change(cards.front, [role, progress], outputs, **quiet)
    step.click(cards.step, [role, progress, seen], [progress, *outputs], **quiet)
    for button, (_, recall) in zip(buttons, _OTHER_RECALLS, strict=True):
        button.click(partial(cards.rate, recall), [role, progress, seen], [progress, *outputs], **quiet)
    with gr.Row():
        take = gr.Button("Haal de kaarten op", elem_id="kaart-bestanden")
        forget = gr.Button("Wis mijn voortgang", elem_id="kaart-wis")
    files = gr.Markdown(elem_id="kaart-meenemen", sanitize_html=False, latex_delimiters=[])
    take.click(cards.files, role, files, **quiet)
    forget.click(
        lambda role: (empty_progress(), *cards.front(role, empty_progress())), role, [progress, *outputs], **quiet
    )


def _shown(seen: Seen, html: str, due: int) -> tuple[Any, ...]:
    label = f"Onthoudkaarten ({due} om te herhalen)" if due else "Onthoudkaarten"
    step = gr.Button("Goed, volgende kaart" if seen.turned else "Toon het antwoord", visible=bool(seen.card_id))
    return seen, html, step, gr.Row(visible=seen.turned), gr.Accordion(label=label)


def _front(card: MemoryCard, due: int) -> Markup:
    return Markup("<div role='status'><p class='klein'>Nog {} nu</p><p class='voorkant'>{}</p></div>").format(
        f"{due} kaart{'en' if due != 1 else ''}", card.front
    )


def _back(card: MemoryCard) -> Markup:
    lines = Markup().join(Markup("<li>{}</li>").format(line) for line in card.back)
    return Markup("<div role='status'><ul>{}</ul><p class='klein'>Bron: {}</p><p>Hoe ging het?</p></div>").format(
        lines, card.source
    )


def _nothing_due(progress: Any) -> Markup:
    when = next_due(progress)
    later = f" De volgende kaart komt op {when.astimezone():%d-%m-%Y}." if when else ""
    return note_html(f"Er is nu niets te herhalen.{later}")
