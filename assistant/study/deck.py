"""A subject → cards to remember: a front to think about, a back with the answer, and where it stands.

Enters: a subject and the index. Leaves: frozen `MemoryCard`s in a fixed order, the basics first, and a page to print.
"""

from dataclasses import dataclass
from html import escape

from assistant.study import plan_phrases
from assistant.study.ask_questions import open_item
from assistant.study.ask_terms import meaning_item
from assistant.study.items import QuizItem
from assistant.study.paper import References
from assistant.study.printable import page
from assistant.study.shelf import shelve
from assistant.study.subject import Subject, label_of, terms_of
from corpus.index import Index
from corpus.records import Language

_BACK_LINES = 3


@dataclass(frozen=True, slots=True)
class MemoryCard:
    """One card to remember."""

    id: str
    front: str
    back: tuple[str, ...]
    source: str
    """The titles of the sources of the back."""


def make_deck(subject: Subject, index: Index, language: Language) -> list[MemoryCard]:
    """Return the cards of a subject: its terms, then the questions to ask about each topic in reading order."""
    roles = (subject.role,) if subject.role else ()
    items = [meaning_item(term, index, language) for term in terms_of(subject, index)]
    items += [
        open_item(place.card, index, language)
        for place in sorted(shelve(roles, index), key=lambda place: place.order)
        if subject.role in {None, place.card.role} or place.shelf == "basics"
    ]
    return [_memory_card(item, index, language) for item in items]


def _memory_card(item: QuizItem, index: Index, language: Language) -> MemoryCard:
    references = References(index, language)
    statements = item.answers[:_BACK_LINES]
    for statement in statements:
        references.line(statement)
    sources = [line.text.split("] ", 1)[1] for block in references.blocks()[1:] for line in block.lines]
    return MemoryCard(item.id, item.ask, tuple(each.text for each in statements), "; ".join(sources))


def to_print(deck: list[MemoryCard], subject: Subject, index: Index, language: Language) -> str:
    """Return the deck as a page to print and cut: fronts on the left, backs on the right."""
    title = f"{plan_phrases.CARDS_TITLE[language]}: {label_of(subject, index, language)}"
    rows = "".join(
        f"<tr><td>{escape(card.front)}</td><td>{'<br>'.join(escape(line) for line in card.back)}"
        f"<br><span class='small'>{escape(card.source)}</span></td></tr>"
        for card in deck
    )
    front, back = plan_phrases.FRONT[language], plan_phrases.BACK[language]
    head = f"<tr><th scope='col'>{front}</th><th scope='col'>{back}</th></tr>"
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return page(title, language, f"<h1>{escape(title)}</h1><p>{plan_phrases.CARDS_HOW[language]}</p>{table}")
