"""Hits → topics: what an answer is about, each a card with the source passages that belong to it.

Enters: hits, best first. Leaves: topics, best first. A document passage that cards cover counts for the
best of those cards; one that no card covers is a topic of its own.
"""

from dataclasses import dataclass

from corpus.cards import Card
from corpus.index import Index
from corpus.records import Hit, Passage, Role


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to answer about."""

    card: Card | None
    passages: tuple[Passage, ...]
    """Passages of documents that the search found for this topic, best first."""
    score: float

    @property
    def id(self) -> str:
        """The card's id, or the passage's."""
        return self.card.id if self.card else self.passages[0].id

    @property
    def role(self) -> Role:
        """The council role that the topic belongs to."""
        return self.card.role if self.card else self.passages[0].role


def group_topics(hits: list[Hit], index: Index, role: Role | None = None) -> list[Topic]:
    """Group hits by topic; topics of another role than the one asked for come last."""
    scores: dict[str, float] = {}
    passages: dict[str, list[Passage]] = {}
    card_scores = {hit.passage.card_id: hit.score for hit in hits if hit.passage.card_id}
    for hit in hits:
        topic_id = hit.passage.card_id or _covering_card(hit.passage, index, card_scores) or hit.passage.id
        scores[topic_id] = max(scores.get(topic_id, 0.0), hit.score)
        passages.setdefault(topic_id, [])
        if not hit.passage.card_id:
            passages[topic_id].append(hit.passage)
    topics = [Topic(index.cards.get(key), tuple(passages[key]), score) for key, score in scores.items()]
    return sorted(topics, key=lambda topic: (role is not None and topic.role != role, -topic.score))


def _covering_card(passage: Passage, index: Index, card_scores: dict[str, float]) -> str:
    covering = index.cards_by_section.get((passage.source_id, passage.section), []) if passage.section else []
    return max(covering, key=lambda card_id: card_scores.get(card_id, 0.0), default="")
