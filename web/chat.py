"""The handlers behind the tab Vraag: a question typed or clicked → the conversation and its panel, as they grow.

Enters: a question, a role, a language, and the conversation of this browser tab (kept in memory only). Leaves: one
`Shown` after another. Refuses nothing: an error becomes a sentence in the conversation. Nothing typed is logged.
"""

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from assistant.answer import Answer, Question, Turn
from assistant.sensitive import warnings_for
from corpus.errors import RaadsvraagError
from web.actions import actions_html
from web.panel import citation_html, one_line, panel_html
from web.turn import answer_html, failure_html, turn_html

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_LOG = logging.getLogger("raadsvraag")

FAILED = "Er ging iets mis bij deze vraag. Probeer het opnieuw; blijft het zo, herstart dan Raadsvraag."
_SECONDS_BETWEEN_SIGHTS = 0.15
"""A growing answer is shown this often at most: each sight costs the server more than the words in it."""
_MAX_TURNS = 40
"""Older turns leave the page, so that a tab that stays open does not grow without end."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one browser tab has asked and seen; lives in the server's memory until the tab closes."""

    turns: tuple[Turn, ...] = ()
    sections: tuple[Markup, ...] = ()
    articles: tuple[Markup, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One sight of the page."""

    conversation: Conversation
    box: str = ""
    """What stays in the text box."""
    warnings: tuple[str, ...] = ()
    """Kinds of what the question holds that had better not be sent; it was not answered then."""

    @property
    def chat(self) -> Markup:
        """The conversation as one line of HTML."""
        return one_line(Markup("<div class='beurten'>{}</div>").format(Markup().join(self.conversation.sections)))

    @property
    def panel(self) -> Markup:
        """The panel as one line of HTML."""
        return panel_html(self.conversation.articles)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the reader wants to be answered; empty means: no preference."""

    role: str = ""
    language: str = ""


class Chat:
    """Answers in a conversation; `assistant` is called for each question and may wait for the model to load."""

    def __init__(self, assistant: "Callable[[], Assistant]", *, feedback: bool = False) -> None:
        self._assistant, self._feedback = assistant, feedback

    def respond(
        self, question: str, conversation: Conversation, wishes: Wishes = Wishes(), *, confirmed: bool = False
    ) -> Iterator[Shown]:
        """Yield the page as the answer grows; a question with something private in it is held back first."""
        found = () if confirmed else warnings_for(question)
        if found:
            yield Shown(conversation, box=question, warnings=found)
            return
        number = conversation.count + 1
        try:
            yield self._with(conversation, turn_html(number, question, Markup(), "asking"))
            yield from self._answered(question, conversation, wishes, number)
        except RaadsvraagError as error:
            section = turn_html(number, question, failure_html(str(error)), "failed")
            yield replace(self._with(conversation, section), box=question)
        except Exception as error:  # noqa: BLE001  one failing turn must not take the page down; where it failed is logged
            _LOG.error("een vraag mislukte: %s", _where(error))
            section = turn_html(number, question, failure_html(FAILED), "failed")
            yield replace(self._with(conversation, section), box=question)

    def _answered(self, question: str, before: Conversation, wishes: Wishes, number: int) -> Iterator[Shown]:
        assistant = self._assistant()
        asked = Question.model_validate(
            {
                "question": question,
                "history": before.turns,
                "role": wishes.role or None,
                "language": wishes.language or None,
            }
        )
        last_sight = time.monotonic()
        text, answer = "", None
        for text, answer in assistant.stream(asked):
            # A chat model writes no faster than one can show; after a sentence it may pause for seconds.
            if answer.mode == "model" or time.monotonic() - last_sight > _SECONDS_BETWEEN_SIGHTS:
                last_sight = time.monotonic()
                body = answer_html(text, answer, assistant.index, number)
                yield self._with(before, turn_html(number, question, body, "growing"), answer, assistant)
        if answer is None:
            raise RuntimeError("the assistant said nothing")
        body = answer_html(text, answer, assistant.index, number) + actions_html(
            answer, number, feedback=self._feedback
        )
        shown = self._with(before, turn_html(number, question, body, "done"), answer, assistant)
        turns = (*before.turns, Turn(role="user", content=question), Turn(role="assistant", content=answer.text))
        yield replace(shown, conversation=replace(shown.conversation, turns=turns[-2 * _MAX_TURNS :]))

    def _with(
        self, before: Conversation, section: Markup, answer: Answer | None = None, assistant: "Assistant | None" = None
    ) -> Shown:
        number = before.count + 1
        articles = before.articles
        if answer and assistant:
            articles += tuple(citation_html(citation, assistant.index, number) for citation in answer.citations)
        sections = (*before.sections, section)[-_MAX_TURNS:]
        return Shown(replace(before, sections=sections, articles=articles, count=number))


def _where(error: Exception) -> str:
    """Return the kind of an error and the lines that led to it; its message may quote the question, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join([type(error).__name__, *(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)])
