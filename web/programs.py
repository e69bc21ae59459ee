"""For programs: the named endpoints `/ask`, `/sources` and `/questions`, which are the MCP tools as well.

Enters: JSON. Leaves: JSON: the answer contract, the rows of the sources, or questions with role, addressee and sources.
Refuses: what cannot be used, with the Dutch sentence of the error.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant.answer import Answer, Question, Turn
from assistant.source_rows import rows_of
from corpus.errors import RaadsvraagError
from web.context import PageContext
from web.question_items import items_of

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Programs:
    """The functions behind the endpoints; their docstrings are what a program's user reads of a tool."""

    def __init__(self, assistant: "Callable[[], Assistant]") -> None:
        self._assistant = assistant

    def ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        role: str | None = None,
        language: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question on digital safety for Dutch council members, with verbatim citations.

        Args:
            question: The question, in Dutch or English, at most 2000 characters.
            history: Earlier turns, oldest first: [{"role": "user" or "assistant", "content": text}].
            role: Put this role first: volksvertegenwoordigend, kaderstellend, controlerend or algemeen.
            language: nl or en; empty for the language of the question.

        """
        return self._answer(question, history, role, language).model_dump(mode="json")

    def sources(self) -> list[dict[str, Any]]:
        """List every source that answers come from: title, publisher, address, dates, state and number of passages."""
        try:
            return rows_of(self._assistant().index)
        except RaadsvraagError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def questions(self, about: str, role: str | None = None, language: str | None = None) -> list[dict[str, Any]]:
        """List questions that a council member can ask about a subject, each with role, addressee and sources.

        Args:
            about: The subject or question, in Dutch or English.
            role: Put this role first: volksvertegenwoordigend, kaderstellend, controlerend or algemeen.
            language: nl or en; empty for the language of the subject.

        """
        answer = self._answer(about, None, role, language)
        return [item.model_dump(mode="json") for item in items_of(answer, self._assistant().index).values()]

    def _answer(
        self, question: str, history: list[dict[str, str]] | None, role: str | None, language: str | None
    ) -> Answer:
        try:
            turns = [Turn.model_validate(turn) for turn in history or []]
            asked = Question.model_validate(
                {"question": question, "history": turns, "role": role or None, "language": language or None}
            )
            return self._assistant().ask(asked)
        except (RaadsvraagError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from error


def add_endpoints(context: PageContext) -> None:
    """Add the endpoints to the open page."""
    programs = Programs(context.assistant)
    for function, name in ((programs.ask, "ask"), (programs.sources, "sources"), (programs.questions, "questions")):
        api(function, api_name=name, concurrency_limit=context.concurrency, concurrency_id="vraag")
