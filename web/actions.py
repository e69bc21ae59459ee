"""What a reader can do with a finished answer: copy it with its sources, share its question, go on, judge it.

Enters: an answer. Leaves: HTML; the browser's script does what the buttons say. Pure.
"""

from urllib.parse import quote

from markupsafe import Markup

from assistant.answer import Answer
from assistant.export import SourceNote, in_words
from web.question_items import note_of

REASONS = ("Klopt niet", "Past niet bij mijn vraag", "Onduidelijk", "Er ontbreekt iets")
_SAID = {
    "answered": "Antwoord klaar: {questions} vragen, {sources} bronnen.",
    "partial": "Antwoord klaar, met een deel dat niet in de bronnen staat: {questions} vragen, {sources} bronnen.",
    "no_information": "Dit staat niet in de bronnen. Er staat bij wie het kan weten.",
    "refused": "Hier helpt Raadsvraag niet bij. Er staat bij wat wel kan.",
}


def actions_html(answer: Answer, turn: int, *, feedback: bool) -> Markup:
    """Return the row of actions, the follow-up questions, and the sentence that is read aloud once."""
    share = Markup("<a class='deel' href='?q={}'>Link naar deze vraag</a>").format(quote(answer.question))
    copy = Markup("<button type='button' class='kopieer' value='{}'>Kopieer met bronnen</button>").format(
        in_plain(answer)
    )
    judge = _feedback(answer, turn) if feedback else Markup()
    return Markup("{}<div class='acties'>{}{}</div>{}<p class='gezegd' hidden>{}</p>").format(
        _follow_ups(answer), copy, share, judge, spoken(answer)
    )


def spoken(answer: Answer) -> str:
    """Return the one sentence in which a screen reader hears that an answer is there."""
    questions = sum(statement.kind == "question" for statement in answer.statements)
    return _SAID[answer.state].format(questions=questions, sources=len(answer.citations))


def in_plain(answer: Answer) -> str:
    """Return an answer as text to paste, with its sources under it."""
    lines = [answer.question, "", answer.text.replace("**", ""), ""]
    for citation in answer.citations:
        note: SourceNote = note_of(citation)
        lines.append(f"[{citation.number}] “{' '.join(citation.quote.split())}” ({in_words(note)})")
    return "\n".join(lines).strip()


def _follow_ups(answer: Answer) -> Markup:
    if not answer.follow_ups:
        return Markup()
    rows = Markup().join(
        Markup("<li><button type='button' class='vervolg' value='{0}'>{0}</button></li>").format(text)
        for text in answer.follow_ups
    )
    title = "Verder vragen" if answer.language == "nl" else "Go on"
    return Markup("<div class='vervolgen' lang='{}'><h3>{}</h3><ul>{}</ul></div>").format(answer.language, title, rows)


def _feedback(answer: Answer, turn: int) -> Markup:
    facts = Markup(
        "<input type='hidden' name='state' value='{}'><input type='hidden' name='topics' value='{}'>"
        "<input type='hidden' name='generation' value='{}'>"
    ).format(answer.state, " ".join(answer.topics[:3]), answer.index_generation)
    reasons = Markup().join(Markup("<option>{}</option>").format(reason) for reason in REASONS)
    return Markup(
        "<div class='oordeel' id='oordeel-{0}'>{1}<span class='vraag-oordeel'>Hielp dit?</span>"
        "<button type='button' class='duim' value='up'>Ja</button><button type='button' class='duim' "
        "value='down'>Nee</button>"
        "<span class='reden' hidden><label for='reden-{0}'>Waarom niet?</label>"
        "<select id='reden-{0}'><option value=''>Kies een reden</option>{2}</select>"
        "<button type='button' class='verstuur'>Verstuur</button></span></div>"
    ).format(turn, facts, reasons)
