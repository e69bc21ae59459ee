"""What one studies: a council role, one topic, or everything; and the cards and terms that belong to it.

Enters: a subject and the index. Leaves: its cards, from the most to the least central, its terms, and a label that
can be read back: a quiz in the chat is taken up again from the words of its last turn.
"""

from collections import Counter
from dataclasses import dataclass

from assistant.phrases import ROLE_NAMES
from assistant.study import phrases
from corpus.cards import Card
from corpus.glossary import Term
from corpus.index import Index
from corpus.records import ROLES, Language, Role

_LINKED = 0.2
"""That a card points to another's source counts as much as a term that five cards share."""
NEIGHBOURS = 6
"""A topic brings in so many cards that share its themes: one card holds too little for a quiz."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A role, a card, or with neither everything."""

    role: Role | None = None
    card_id: str = ""


def cards_of(subject: Subject, index: Index) -> list[Card]:
    """Return the cards to study."""
    if subject.card_id:
        own = index.cards[subject.card_id]
        return [own, *_neighbours(own, index)]
    return [card for card in index.cards.values() if subject.role in {None, card.role}]


def _neighbours(card: Card, index: Index) -> list[Card]:
    """Return the cards that share most with one: a rare theme or term counts for more than a common one."""
    uses = Counter(name for other in index.cards.values() for name in {*other.themes, *other.terms})
    own = {*card.themes, *card.terms}

    def shared(other: Card) -> float:
        together = sum(1 / uses[name] for name in own & {*other.themes, *other.terms})
        linked = other.source in card.links or card.source in other.links
        same_section = card.section != "" and card.section == other.section
        return together + _LINKED * (linked and other.source != card.source) + same_section

    others = [other for other in index.cards.values() if other.id != card.id and shared(other)]
    return sorted(others, key=lambda other: (-shared(other), other.id))[:NEIGHBOURS]


def terms_of(subject: Subject, index: Index) -> list[Term]:
    """Return the terms that the subject's cards use or their sources define, those that most cards use first."""
    cards = cards_of(subject, index)
    used = Counter(name for card in cards for name in card.terms)
    sources = {card.source for card in cards}
    everything = subject == Subject()
    terms = [
        term for term in index.glossary.terms.values()
        if everything or term.term in used or term.expansion in used or term.source in sources
    ]  # fmt: skip
    return sorted(terms, key=lambda term: -(used[term.term] + used[term.expansion]))


def role_of_term(term: Term, index: Index) -> Role:
    """Return the role of the card whose source defines a term; `algemeen` when there is none."""
    return next((card.role for card in index.cards.values() if card.source == term.source), "algemeen")


def label_of(subject: Subject, index: Index, language: Language) -> str:
    """Return the subject's name, from which `subject_of` finds it again."""
    if subject.card_id:
        title: str = getattr(index.cards[subject.card_id].title, language)
        return title
    return ROLE_NAMES[language][subject.role] if subject.role else phrases.EVERYTHING[language]


def subject_of(label: str, index: Index, language: Language) -> Subject | None:
    """Return the subject with this name; None when it is not known (any more)."""
    if label == phrases.EVERYTHING[language]:
        return Subject()
    role = next((role for role in ROLES if ROLE_NAMES[language][role] == label), None)
    if role:
        return Subject(role)
    card_id = next((card.id for card in index.cards.values() if getattr(card.title, language) == label), "")
    return Subject(card_id=card_id) if card_id else None
