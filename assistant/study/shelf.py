"""The cards in the order in which one reads them for a role: the basics, the core, what deepens it, cases, the rest.

Enters: roles and the index. Leaves: places on the shelf, the most useful first; each knows its place in reading order
and why it is there. Knows no card by name: a card of a declared section of the source that most cards belong to is
core.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.study.subject import Subject, cards_of
from corpus.cards import Card
from corpus.index import Index
from corpus.records import ROLES, Role

Shelf = Literal["basics", "topic", "core", "shared", "deeper", "case", "wider"]
_ORDER: tuple[Shelf, ...] = ("basics", "topic", "core", "shared", "deeper", "case", "wider")
_CASES = "incidenten"
_BASICS = 2
"""The first so many sections of the main source that belong to no role in particular open every plan."""


@dataclass(frozen=True, slots=True)
class Place:
    """A card on the shelf."""

    card: Card
    shelf: Shelf
    order: tuple[int, int, str]
    """Sorts into reading order."""


def shelve(roles: Sequence[Role], index: Index, topic: str = "") -> list[Place]:
    """Return every card, those that serve the roles most first; several roles take turns.

    With a topic, its card and those nearest to it come before all others.
    """
    wanted = tuple(roles) or ROLES[:3]
    sections = {s.id: at for at, s in enumerate(s for source in index.sources.values() for s in source.sections)}
    basics = _basics(index, sections)
    core_themes = {
        theme for card in index.cards.values() if card.section and card.role in wanted for theme in card.themes
    }
    places: list[Place] = []
    for card in index.cards.values():
        shelf = _shelf_of(card, wanted, basics)
        within = sections.get(card.section, len(sections)) if card.section else len(sections)
        shared = len(core_themes & set(card.themes))
        places.append(Place(card, shelf, (_ORDER.index(shelf), within - (0 if card.section else shared), card.id)))
    places.sort(key=lambda place: place.order)
    ordered = _taking_turns(places, wanted)
    near = [card.id for card in cards_of(Subject(card_id=topic), index)] if topic else []
    named = [
        replace(place, shelf="topic", order=(_ORDER.index("topic"), near.index(place.card.id), ""))
        for place in ordered
        if place.card.id in near
    ]
    return sorted(named, key=lambda place: place.order) + [place for place in ordered if place.card.id not in near]


def _basics(index: Index, sections: dict[str, int]) -> set[str]:
    """Return the cards of the first general sections of the source that most cards belong to."""
    most = Counter(card.source for card in index.cards.values() if card.section).most_common(1)
    general = {
        card.section for card in index.cards.values()
        if most and card.source == most[0][0] and card.section and card.role == "algemeen"
    }  # fmt: skip
    first = sorted(general, key=lambda section: sections.get(section, len(sections)))[:_BASICS]
    return {card.id for card in index.cards.values() if card.section in first}


def _shelf_of(card: Card, roles: Sequence[Role], basics: set[str]) -> Shelf:
    if card.id in basics:
        return "basics"
    if card.role in roles:
        return "core" if card.section else "case" if _CASES in card.themes else "deeper"
    return "shared" if card.role == "algemeen" and card.section else "wider"


def _taking_turns(places: list[Place], roles: Sequence[Role]) -> list[Place]:
    """Reorder each shelf so that the roles take turns: a short plan serves all of them."""
    result: list[Place] = []
    for shelf in _ORDER:
        own = [place for place in places if place.shelf == shelf]
        by_role = [[place for place in own if place.card.role == role] for role in roles]
        others = [place for place in own if place.card.role not in roles]
        turns = [group[turn] for turn in range(len(own)) for group in by_role if turn < len(group)]
        result += [*turns, *others]
    return result
