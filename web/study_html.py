"""What the tab Studeren shows: a plan with its cards to read, a deck's card, links that hold a file. Pure; all escaped.

Enters: records of the study part and the index. Leaves: HTML on one line, so that Markdown leaves it alone.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from assistant import phrases as general
from assistant.draft import DraftStatement
from assistant.study import plan_phrases
from assistant.study.facts import stated
from assistant.study.paper import References
from assistant.study.plan import Plan, Step
from assistant.study.plan_reply import minutes_text, plan_title, quiz_label, why_text
from corpus.index import Index
from corpus.records import Language

MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown;charset=utf-8", "ics": "text/calendar;charset=utf-8", "apkg": "application/octet-stream",
    "html": "text/html;charset=utf-8",
}  # fmt: skip
_NAMES = {"docx": "Word", "md": "Tekst (Markdown)", "ics": "Agenda (.ics)", "apkg": "Anki", "html": "Om te printen"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a reader can keep."""

    name: str
    """Without its extension."""
    kind: str
    content: bytes


def downloads_html(files: Sequence[Download]) -> Markup:
    """Return links that hold the files themselves: nothing stays on the server."""
    links = Markup().join(
        Markup("<li><a class='bestand' download='{0}.{1}' href='data:{2};base64,{3}'>{4}</a></li>").format(
            file.name, file.kind, MIME[file.kind], base64.b64encode(file.content).decode(), _NAMES[file.kind]
        )
        for file in files
    )
    return Markup("<div class='bestanden'><h4>Meenemen</h4><ul>{}</ul></div>").format(links)


def plan_html(plan: Plan, index: Index) -> Markup:
    """Return a plan: what to do in which order, with each card to open and read on the spot."""
    language = plan.language
    references = References(index, language)
    parts = Markup().join(_step(step, plan, index, references) for step in plan.steps)
    learning = Markup().join(
        Markup("<li><a href='{}' target='_blank' rel='noopener noreferrer'>{}</a></li>").format(link.url, link.title)
        for link in plan.learning
    )
    more = Markup("<h4>{}</h4><ul>{}</ul><p>{}</p>").format(
        plan_phrases.MORE_TIME[language], learning, plan_phrases.NO_TITLES[language]
    )
    return Markup("<div class='plan'><h3>{}</h3><p>{}</p><ol class='stappen'>{}</ol>{}<p>{}</p>{}</div>").format(
        plan_title(plan), plan_phrases.PLAN_SPEED_TAB[language], parts, more if learning else "",
        general.LOCAL[language], sources_html(references),
    )  # fmt: skip


def _step(step: Step, plan: Plan, index: Index, references: References) -> Markup:
    language = plan.language
    minutes = minutes_text(step.minutes, language)
    if step.kind == "read":
        body = card_html(step.card_id, index, references, language)
        return Markup("<li><details><summary>{} <span class='aan'>({}: {})</span></summary>{}</details></li>").format(
            step.title, minutes, why_text(step, language), body
        )
    if step.kind == "quiz":
        about = quiz_label(plan, index)
        return Markup("<li><strong>{}</strong> <span class='aan'>({})</span>: {}</li>").format(
            plan_phrases.STEP_QUIZ[language],
            minutes,
            plan_phrases.STEP_QUIZ_TAB[language].format(count=step.count, label=about),
        )
    title = plan_phrases.STEP_TERMS if step.kind == "terms" else plan_phrases.STEP_TAKE
    return Markup("<li><strong>{}</strong> <span class='aan'>({})</span>{}</li>").format(
        title[language], minutes, statements_html(step.statements, references)
    )


def card_html(card_id: str, index: Index, references: References, language: Language) -> Markup:
    """Return all of a card: its explanation, then its questions."""
    items = [item for item in index.items_by_card[card_id] if item.language == language]
    sentences = [references.line(stated(item)).text for item in items if item.kind == "explanation"]
    questions = [stated(item) for item in items if item.kind == "question"]
    asked = statements_html(questions, references)
    return Markup("<p>{}</p><p>{}:</p>{}").format(" ".join(sentences), general.QUESTIONS[language], asked)


def statements_html(statements: Sequence[DraftStatement], references: References) -> Markup:
    """Return statements as a list, each with the numbers of its sources."""
    rows = Markup()
    for statement in statements:
        line = references.line(statement)
        label = Markup("<strong>{}.</strong> ").format(line.label) if line.label else ""
        rows += Markup("<li>{}{}</li>").format(label, line.text)
    return Markup("<ul>{}</ul>").format(rows)


def sources_html(references: References) -> Markup:
    """Return the sources by number, to open when one wants them."""
    blocks = references.blocks()
    if not blocks:
        return Markup()
    title, lines = blocks[0].lines[0].text, blocks[1].lines
    rows = Markup().join(
        Markup("<li>{} <a href='{}' target='_blank' rel='noopener noreferrer'>{}</a></li>").format(
            line.text, line.url, line.url
        )
        if line.url
        else Markup("<li>{}</li>").format(line.text)
        for line in lines
    )
    return Markup("<details class='bronnen'><summary>{}</summary><ul>{}</ul></details>").format(title, rows)


def note_html(text: str, *, alert: bool = False) -> Markup:
    """Return a line that a screen reader says when it appears."""
    return Markup("<p role='{}'>{}</p>").format("alert" if alert else "status", escape(text))


def one_line(html: Markup) -> str:
    """Return HTML without line breaks: Markdown would take some of its lines for its own."""
    return " ".join(str(html).split("\n"))
