"""The questions and sentences of a card, in order of closeness to a question.

Enters: a question and a card. Leaves: its study items with scores. Vectors come from the index; only the question is
embedded.
"""

from corpus.cards import Card
from corpus.closeness import closeness
from corpus.embedding import Embedder
from corpus.index import Index
from corpus.records import Language, StudyItem

_ORDER_BONUS = 0.01
"""A card's questions and sentences stand in order of importance; each step down must be this much closer."""


def items_of(card: Card, language: Language, index: Index) -> list[StudyItem]:
    """Return a card's items in one language, in the card's own order."""
    return [item for item in index.items_by_card[card.id] if item.language == language]


def by_relevance(question: str, items: list[StudyItem], index: Index, embedder: Embedder) -> list[StudyItem]:
    """Return items with the closest first."""
    scores = relevance(question, items, index, embedder)
    return sorted(items, key=lambda item: -scores[item])


def relevance(question: str, items: list[StudyItem], index: Index, embedder: Embedder) -> dict[StudyItem, float]:
    """Return the closeness of items to the question, with a small bonus for standing early in the card."""
    vector = embedder.embed_question(question)
    stored = index.vectors_of([index.entry_of_text[item.text] for item in items])
    places = {kind: [item for item in items if item.kind == kind] for kind in ("question", "explanation")}
    return {
        item: closeness(question, item.text, vector, stored[row]) - _ORDER_BONUS * places[item.kind].index(item)
        for row, item in enumerate(items)
    }
