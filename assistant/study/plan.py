"""Roles, minutes, a date and what one knows → a reading list that fits the time, from the basics on.

Enters: a `PlanRequest` and the index. Leaves: a `Plan`: steps with their minutes and reasons, in reading order, that
end in three questions to take along. Refuses: fewer minutes than a card takes, or more than a day's study
(`InputError`).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answer import Link
from assistant.compose import links_of
from assistant.draft import DraftStatement
from assistant.study.ask_terms import meaning_of
from assistant.study.facts import questions_of, sentences_of, stated
from assistant.study.shelf import Place, shelve
from corpus.cards import Card
from corpus.errors import InputError
from corpus.glossary import Term
from corpus.index import Index
from corpus.records import Language, Role

WORDS_A_MINUTE = 200
"""Adults read non-fiction at about 240 words a minute (Brysbaert 2019); a sixth off leaves time to think."""
MINUTES_A_QUIZ_QUESTION = 1.0
MINUTES_A_TERM = 0.5
"""A new word is to be understood, not just read."""
LEAST_MINUTES, MOST_MINUTES = 5, 180
_QUIZ_SHARE, _TERMS_SHARE = 0.2, 0.1
_LONG_ENOUGH_FOR_MORE = 10
"""From so many minutes on there is time for terms and a quiz beside the reading."""
_MOST_QUIZ_QUESTIONS = 20
_QUESTIONS_TO_TAKE = 3
_LEARNING = "leren"

Knows = Literal["nothing", "basics"]
StepKind = Literal["terms", "read", "quiz", "take"]


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What somebody asks a plan for; no roles means all three."""

    minutes: int
    roles: tuple[Role, ...] = ()
    event_on: date | None = None
    knows: Knows = "nothing"
    topic: str = ""
    """Id of the card that the plan is about; empty for the roles as a whole."""
    known_terms: frozenset[str] = frozenset()
    """Terms that need no explaining; the cards of their sources are left out as well."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with how long it takes and why it is in the plan."""

    kind: StepKind
    title: str
    minutes: float
    place: Place
    statements: tuple[DraftStatement, ...] = ()
    """Of a card its first sentence; of terms their meanings; of the last step the questions to take along."""
    card_id: str = ""
    count: int = 0
    """Of a quiz: its number of questions."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that fits."""

    request: PlanRequest
    language: Language
    steps: tuple[Step, ...]
    learning: tuple[Link, ...]
    """Where one can go on learning: the talk shows and the training courses of the registry."""

    @property
    def minutes(self) -> float:
        """How long the plan takes."""
        return sum(step.minutes for step in self.steps)


def make_plan(request: PlanRequest, index: Index, language: Language) -> Plan:
    """Fill the minutes with the reading that serves the roles best."""
    if not LEAST_MINUTES <= request.minutes <= MOST_MINUTES:
        raise InputError(
            f"Een leesplan duurt {LEAST_MINUTES} tot {MOST_MINUTES} minuten, niet {request.minutes}.",
            "Geef een ander aantal minuten op.",
        )
    closing = 1.0 if request.minutes < _LONG_ENOUGH_FOR_MORE else 2.0 if request.minutes < 45 else 3.0
    long_enough = request.minutes >= _LONG_ENOUGH_FOR_MORE
    asked = min(round(request.minutes * _QUIZ_SHARE), _MOST_QUIZ_QUESTIONS) if long_enough else 0
    left = request.minutes - closing - asked * MINUTES_A_QUIZ_QUESTION
    known = {term.source for term in index.glossary.terms.values() if term.term in request.known_terms} - {""}
    shelf = [
        place
        for place in shelve(request.roles, index, request.topic)
        if place.card.section or place.card.source not in known
    ]
    if request.knows == "basics":
        shelf = [place for place in shelf if place.shelf != "basics"] or shelf
    with_terms = long_enough and request.knows == "nothing"
    reading = _fitting(shelf, left - (request.minutes * _TERMS_SHARE if with_terms else 0), index, language)
    left -= sum(step.minutes for step in reading)
    terms = _terms_step(reading, left, request.known_terms, index, language) if left >= 0.5 else None
    quiz = Step("quiz", "", asked * MINUTES_A_QUIZ_QUESTION, shelf[0], count=asked) if asked else None
    take = Step("take", "", closing, shelf[0], tuple(_to_take(reading, index, language)))
    steps = [step for step in (terms, *reading, quiz, take) if step]
    return Plan(request, language, tuple(steps), learning_links(index))


def reading_minutes(text: str) -> float:
    """Return how long a text takes to read, rounded up to half minutes."""
    return math.ceil(2 * len(text.split()) / WORDS_A_MINUTE) / 2


def text_of(card: Card, index: Index, language: Language) -> str:
    """Return what there is to read of a card: its passage in one language."""
    return next(p.text for p in index.passages.values() if p.card_id == card.id and p.language == language)


def _fitting(shelf: Iterable[Place], minutes: float, index: Index, language: Language) -> list[Step]:
    """Take cards from the shelf, best first, as long as they fit; then put them in reading order."""
    chosen: list[tuple[Place, float]] = []
    for place in shelf:
        takes = reading_minutes(text_of(place.card, index, language))
        if takes <= minutes:
            chosen.append((place, takes))
            minutes -= takes
    ordered = sorted(chosen, key=lambda pair: pair[0].order)
    return [_reading_step(place, takes, index, language) for place, takes in ordered]


def _reading_step(place: Place, minutes: float, index: Index, language: Language) -> Step:
    card = place.card
    first = [*sentences_of(card, index, language), *questions_of(card, index, language)][0]
    return Step("read", getattr(card.title, language), minutes, place, (stated(first),), card.id)


def _terms_step(
    reading: Sequence[Step], minutes: float, known: frozenset[str], index: Index, language: Language
) -> Step | None:
    """Explain terms: those that the first of the cards to be read use come first, as many as fit."""

    def use(term: Term) -> float:
        named = {term.term, term.expansion}
        return sum(1 / place for place, step in enumerate(reading, 1) if named & set(index.cards[step.card_id].terms))

    unknown = [term for term in index.glossary.terms.values() if term.term not in known]
    chosen = sorted(unknown, key=lambda term: -use(term))[: int(minutes / MINUTES_A_TERM)]
    if not chosen or not reading:
        return None
    meanings = tuple(meaning_of(term, index, language) for term in chosen)
    return Step("terms", "", len(chosen) * MINUTES_A_TERM, reading[0].place, meanings)


def _to_take(reading: Sequence[Step], index: Index, language: Language) -> list[DraftStatement]:
    """Return the first question of the cards nearest to the roles: one for each role first."""
    core = [step.place for step in reading if step.place.shelf in {"topic", "core"}] or [step.place for step in reading]
    by_role: dict[Role, list[Place]] = {}
    for place in core:
        by_role.setdefault(place.card.role, []).append(place)
    rounds = [places[turn] for turn in range(len(core)) for places in by_role.values() if turn < len(places)]
    extra = [step.place for step in reading if step.place not in rounds]
    taken = [questions_of(place.card, index, language) for place in (*rounds, *extra)]
    first = [stated(questions[0]) for questions in taken if questions]
    further = [stated(question) for questions in taken for question in questions[1:]]
    return [*first, *further][:_QUESTIONS_TO_TAKE]


def learning_links(index: Index) -> tuple[Link, ...]:
    """Return the sources to go on learning with: those of that theme that a card is about."""
    cards = [card for card in index.cards.values() if _LEARNING in card.themes]
    links = dict.fromkeys(link for card in cards for link in links_of(card, index))
    wanted = {source.url for source in index.sources.values() if source.theme == _LEARNING}
    own = {index.sources[card.source].url for card in cards}
    return tuple(link for link in links if link.url in wanted & own)
