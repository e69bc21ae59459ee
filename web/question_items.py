"""The questions of an answer as items for a list of questions: with role, addressee and sources.

Enters: an answer and the index behind it. Leaves: `QuestionItem`s by the text that the answer shows.
"""

from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Statement
from assistant.export import MAX_NOTE, QuestionItem, SourceNote

if TYPE_CHECKING:
    from corpus.index import Index


def items_of(answer: Answer, index: "Index") -> dict[str, QuestionItem]:
    """Return the questions that a council member can ask, by the words in which the answer shows them."""
    topics = {place: part.topics for part in answer.parts for place in part.statements}
    items: dict[str, QuestionItem] = {}
    for place, statement in enumerate(answer.statements):
        if statement.kind == "question":
            shown = f"{statement.label}. {statement.text}" if statement.label else statement.text
            items[" ".join(shown.split())] = _item(statement, topics.get(place, ()), answer, index)
    return items


def _item(statement: Statement, topics: tuple[str, ...], answer: Answer, index: "Index") -> QuestionItem:
    card = next((index.cards[topic] for topic in topics if topic in index.cards), None)
    cited = [citation for citation in answer.citations if citation.number in statement.citations]
    role = card.role if card else next((citation.role for citation in cited), "algemeen")
    return QuestionItem(
        text=statement.text[:MAX_NOTE], role=role, addressee=card.addressee if card else "college",
        sources=tuple(note_of(citation) for citation in cited),
    )  # fmt: skip


def note_of(citation: Citation) -> SourceNote:
    """Return what a source note says of a citation."""
    words = {
        "title": citation.title, "publisher": citation.publisher, "place": " › ".join(citation.heading).rstrip("."),
        "information_date": citation.information_date, "read_on": citation.fetched_at, "url": citation.url,
    }  # fmt: skip
    cut = {name: text[:MAX_NOTE] for name, text in words.items()}
    return SourceNote(**cut, own_summary=citation.kind == "card")
