"""A council role → its checklist: one question for every item that the guidance gives that role.

Enters: what was understood and the index. Leaves: a draft with a part for each role, in the order of
the source.
"""

from dataclasses import replace

from assistant import phrases
from assistant.compose import about, statement_of
from assistant.draft import Draft, DraftStatement, Part
from assistant.understand import Understood
from corpus.cards import Card
from corpus.index import Index
from corpus.records import ROLES, Role

MAX_FOLLOW_UPS = 3


def role_overview(understood: Understood, index: Index) -> Draft:
    """List the first question of every card of a role, or of each of the three roles: nothing is left out."""
    roles = (understood.role,) if understood.role else ROLES[:3]
    cards = {role: _cards_of(role, index) for role in roles}
    names = phrases.ROLE_NAMES[understood.language]
    parts = tuple(
        Part(
            topics=tuple(card.id for card in cards[role]),
            title=names[role].capitalize() if len(roles) > 1 else "",
            statements=tuple(_first_question(card, understood, index) for card in cards[role]),
            heading=(role, "college"),
        )
        for role in roles
        if cards[role]
    )
    every = [card for role in roles for card in cards[role]]
    return Draft(
        state="answered",
        parts=parts,
        not_covered=(phrases.LOCAL[understood.language],),
        follow_ups=tuple(about(card, understood.language) for card in every[:MAX_FOLLOW_UPS]),
        topics=tuple(card.id for card in every),
    )


def _first_question(card: Card, understood: Understood, index: Index) -> DraftStatement:
    own = index.items_by_card[card.id]
    first = next(item for item in own if item.kind == "question" and item.language == understood.language)
    return replace(statement_of(first), label=getattr(card.title, understood.language))


def _cards_of(role: Role, index: Index) -> list[Card]:
    """Return the cards of the sections of a role, in the order of their source."""
    sections = [section.id for source in index.sources.values() for section in source.sections]
    order = {section: place for place, section in enumerate(sections)}
    cards = [card for card in index.cards.values() if card.role == role and card.section]
    return sorted(cards, key=lambda card: order.get(card.section, len(order)))
