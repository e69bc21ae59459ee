"""The part Quiz of the tab Studeren: one question at a time, its verdict with the source, the score.

Enters: a choice of subject and answers. Leaves: HTML. The same judge as in the chat; where the quiz stands is kept in
the page's own session and ends with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from secrets import randbelow
from typing import TYPE_CHECKING, Any

import gradio as gr
from markupsafe import Markup

from assistant.render import escape
from assistant.study.items import LETTERS, QuizItem
from assistant.study.judge import judge
from assistant.study.judgement import Judgement
from assistant.study.paper import References
from assistant.study.quiz import make_quiz
from assistant.study.quiz_reply import explanation, verdict_text
from assistant.study.state import Score
from assistant.study.subject import Subject
from corpus.errors import RaadsvraagError
from corpus.index import Index
from corpus.records import Role
from web.study_html import note_html, one_line, sources_html, statements_html
from web.study_plan import ROLES

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_COUNTS = [("5 vragen", 5), ("10", 10), ("20", 20)]
_SUBJECTS: list[tuple[str, str]] = [("Alles", ""), *ROLES]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a quiz in the page stands."""

    items: tuple[QuizItem, ...] = ()
    place: int = 0
    score: Score = field(default_factory=Score)
    judged: bool = False
    """Whether the question has been answered, and the next one may come."""

    @property
    def item(self) -> QuizItem | None:
        """The question that is shown, or None when there is none (any more)."""
        return self.items[self.place] if self.place < len(self.items) else None


class Quiz:
    """The handlers; each returns a `Standing` and what is shown for it."""

    def __init__(
        self, assistant: "Callable[[], Assistant]", draw_seed: Callable[[], int] = lambda: randbelow(10_000)
    ) -> None:
        self._assistant, self._draw_seed = assistant, draw_seed

    def start(self, role: Role | str, count: int) -> tuple[Any, ...]:
        """Begin a quiz."""
        try:
            subject = Subject(role or None)  # type: ignore[arg-type]  # a role, or empty for all
            items = make_quiz(self._draw_seed(), subject, int(count), self._assistant().index, "nl")
        except RaadsvraagError as error:
            return _shown(Standing(), one_line(note_html(str(error), alert=True)))
        return _shown(Standing(tuple(items)))

    def step(self, standing: Standing, chosen: str | None, typed: str) -> tuple[Any, ...]:
        """Judge an answer and show why; when that is done, go on. One button does both, so that it keeps focus."""
        item = standing.item
        if item is None:
            return _shown(standing)
        if standing.judged:
            return _shown(replace(standing, place=standing.place + 1, judged=False))
        try:
            assistant = self._assistant()
            answer = chosen or typed
            found = judge(item, answer, assistant.index, assistant.embedder) or Judgement("wrong", "other")
        except RaadsvraagError as error:
            return _shown(standing, one_line(note_html(str(error), alert=True)))
        judged = replace(standing, judged=True, score=standing.score.with_verdict(found.verdict))
        return _shown(judged, one_line(_verdict(item, found, assistant.index)))

    def stop(self, standing: Standing) -> tuple[Any, ...]:
        """End a quiz with its score."""
        return _shown(replace(standing, place=len(standing.items), judged=False))


def quiz_part(assistant: "Callable[[], Assistant]") -> None:
    """Draw the part and wire it."""
    quiz = Quiz(assistant)
    standing = gr.State(Standing())
    subject = gr.Radio(_SUBJECTS, value="", label="Waarover?", elem_id="quiz-onderwerp")
    count = gr.Radio(_COUNTS, value=5, label="Hoeveel vragen?", elem_id="quiz-aantal")
    start = gr.Button("Begin de quiz", variant="primary", elem_id="quiz-begin")
    question = gr.Markdown(elem_id="quiz-vraag", sanitize_html=False, latex_delimiters=[])
    chosen = gr.Radio([], label="Uw keuze", visible=False, elem_id="quiz-keuze")
    typed = gr.Textbox(
        label="Uw antwoord, in uw eigen woorden", visible=False, max_lines=4, elem_id="quiz-antwoord", max_length=1000
    )
    verdict = gr.Markdown(elem_id="quiz-oordeel", sanitize_html=False, latex_delimiters=[])
    with gr.Row():
        step = gr.Button("Controleer", variant="primary", visible=False, elem_id="quiz-stap")
        stop = gr.Button("Stop", visible=False, elem_id="quiz-stop")
    outputs = [standing, question, chosen, typed, verdict, step, stop]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    start.click(quiz.start, [subject, count], outputs, **quiet)
    gr.on([step.click, typed.submit], quiz.step, [standing, chosen, typed], outputs, **quiet)
    stop.click(quiz.stop, standing, outputs, **quiet)


def _shown(standing: Standing, verdict: str = "") -> tuple[Any, ...]:
    """Return the standing and what every component shows for it."""
    item = standing.item
    if item is None:
        ended = one_line(_result(standing)) if standing.items else ""
        hidden = gr.Button(visible=False)
        return Standing(), ended, gr.Radio(visible=False), gr.Textbox(visible=False), verdict, hidden, hidden
    if standing.judged:
        last = standing.place == len(standing.items) - 1
        next_step = gr.Button("Naar de uitslag" if last else "Volgende vraag")
        shut = gr.Radio(interactive=False), gr.Textbox(interactive=False)
        return standing, gr.skip(), *shut, verdict, next_step, gr.Button(visible=not last)
    if verdict:  # an error: everything stays as it was filled in
        return standing, gr.skip(), gr.skip(), gr.skip(), verdict, gr.skip(), gr.skip()
    choices = [(f"{letter}. {option.text}", letter) for letter, option in zip(LETTERS, item.options, strict=False)]
    return (
        standing, one_line(_question(item, standing)),
        gr.Radio(choices, value=None, visible=bool(choices), interactive=True),
        gr.Textbox(value="", visible=not choices, interactive=True), verdict,
        gr.Button("Controleer", visible=True), gr.Button(visible=True),
    )  # fmt: skip


def _question(item: QuizItem, standing: Standing) -> Markup:
    quoted = Markup("<blockquote>{}</blockquote>").format(item.quoted) if item.quoted else ""
    place = f"Vraag {standing.place + 1} van {len(standing.items)}"
    return Markup("<div role='status'><h3>{}</h3><p>{}</p>{}</div>").format(place, item.ask, quoted)


def _verdict(item: QuizItem, found: Judgement, index: Index) -> Markup:
    references = References(index, "nl")
    parts = Markup().join(
        Markup("<h4>{}</h4>{}").format(part.title, statements_html(part.statements, references))
        for part in explanation(item, found)
    )
    said = verdict_text(item, found).replace("**", "")
    return Markup("<div role='status' class='oordeel-{}'><p><strong>{}</strong></p>{}{}</div>").format(
        found.verdict, said, parts, sources_html(references)
    )


def _result(standing: Standing) -> Markup:
    score = standing.score
    said = f"U had {score.right} van de {score.asked} vragen goed en {score.half} half goed."
    return Markup("<div role='status'><h3>Einde van de quiz</h3><p>{}</p></div>").format(
        escape(said) if score.asked else "U hebt nog geen vraag beantwoord."
    )
