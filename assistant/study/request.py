"""Words → what exactly is asked for: a `PlanRequest`, or the subject of a quiz.

Enters: what was understood, the topics found for it, today's date. Leaves: frozen requests. Refuses nothing: what is
not said gets a default, and the answer says so.
"""

import re
from collections.abc import Sequence
from datetime import date

from assistant.gap import BEGINNING
from assistant.study.dates import date_in
from assistant.study.plan import LEAST_MINUTES, MOST_MINUTES, Knows, PlanRequest
from assistant.study.subject import Subject, subject_of
from assistant.study.wording import named_topic, without_wish
from assistant.topics import Topic
from assistant.understand import Understood, roles_named
from assistant.wording import any_of
from corpus.cards import Card
from corpus.index import Index
from corpus.lexical import words
from corpus.records import Role

DEFAULT_MINUTES = 20
_IN_TERMS = 2
_LIKELY = 5
"""A quiz is on the first of so many topics that speaks of what was asked."""
_MINUTES = re.compile(r"\b(\d{1,3})\s?(?:minuten|minuutjes|min|minutes?)\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(\d)(?:[.,](5))?\s?(?:uur|uurtjes?|hours?)\b", re.IGNORECASE)
_SPANS = (
    (r"\b(?:drie kwartier|three quarters of an hour)\b", 45),
    (r"\b(?:een )?kwartier(?:tje)?\b|\bquarter of an hour\b", 15),
    (r"\banderhalf uur\b|\bhour and a half\b", 90), (r"\b(?:een )?half ?uur(?:tje)?\b|\bhalf (?:an )?hour\b", 30),
    (r"\b(?:een|één) uur(?:tje)?\b|\b(?:an|one) hour\b", 60), (r"\bvijfenveertig\b|\bforty-five\b", 45),
    (r"\bvijftien\b|\bfifteen\b", 15), (r"\btwintig\b|\btwenty\b", 20), (r"\bdertig\b|\bthirty\b", 30),
    (r"\bveertig\b|\bforty\b", 40), (r"\bzestig\b|\bsixty\b", 60), (r"\bnegentig\b|\bninety\b", 90),
    (r"\btien\b|\bten\b", 10),
    (r"\b(?:vijf|five) (?:minuten|minutes)\b", 5),
)  # fmt: skip
_KNOWS = any_of(
    r"(?:de )?basis (?:ken|weet|snap|heb|is bekend)", r"ik (?:ken|weet|snap|heb) (?:al )?(?:de )?basis",
    r"ik weet (?:er )?al (?:veel|het een)",
    r"(?:ik ben )?geen beginner", r"know the basics", r"already know", r"not a beginner",
)  # fmt: skip
_KNOWN = re.compile(r"\b(?:(?:weet|ken|snap|begrijp)(?: ik)? (?:al|wel)|i (?:already )?know)\b([^.;]*)", re.IGNORECASE)


def plan_request(understood: Understood, topics: Sequence[Topic], index: Index, today: date) -> PlanRequest:
    """Read what a plan must hold."""
    text = understood.asked.question
    roles = roles_named(text) or ([understood.role] if understood.role else [])
    event = date_in(text, today)
    return PlanRequest(
        minutes=max(LEAST_MINUTES, min(MOST_MINUTES, minutes_in(text) or DEFAULT_MINUTES)),
        roles=tuple(roles),
        event_on=event if event and event >= today else None,
        knows=_knows(text),
        known_terms=known_terms(text, index),
        topic=_speaking(topics, named_topic(text), _IN_TERMS) if not roles_named(text) else "",
    )


def minutes_in(text: str) -> int | None:
    """Return the minutes that a text names, or None."""
    if found := _MINUTES.search(text):
        return int(found[1])
    if found := _HOURS.search(text):
        return int(found[1]) * 60 + (30 if found[2] else 0)
    return next((minutes for pattern, minutes in _SPANS if re.search(pattern, text, re.IGNORECASE)), None)


def _knows(text: str) -> Knows:
    return "basics" if _KNOWS.search(text) else "nothing"


def known_terms(text: str, index: Index) -> frozenset[str]:
    """Return the term that somebody says to know already."""
    said = _KNOWN.search(text)
    term = index.glossary.named_in(said[1]) if said else None
    return frozenset({term.term}) if term else frozenset()


def _speaks_of(card: Card, named: set[str]) -> int:
    """Return how much a card is about some words: in its title, its terms, or its texts, else 0.

    What people may type about it does not count.
    """
    tiers = (
        [card.explanation.nl, card.explanation.en, *card.questions.nl, *card.questions.en],
        [*card.terms, *card.themes],
        [card.title.nl, card.title.en],
    )
    held = [{word[:BEGINNING] for word in words(" ".join(texts))} for texts in tiers]
    return max((tier for tier, own in enumerate(held, 1) if named & own), default=0)


def quiz_subject(understood: Understood, topics: Sequence[Topic], index: Index) -> Subject | None:
    """Return what to quiz about: the label in the words, a role, a topic, or everything; None when no source has it."""
    text = understood.asked.question
    after = text.rsplit(": ", 1)[-1].strip(" .?!")
    named = subject_of(after, index, understood.language) if ": " in text else None
    if named:
        return named
    role: Role | None = understood.role
    if role:
        return Subject(role)
    if not without_wish(text):
        return Subject()
    card_id = _speaking(topics, without_wish(text))
    return Subject(card_id=card_id) if card_id else None


def _speaking(topics: Sequence[Topic], text: str, least: int = 1) -> str:
    """Return the card, of the likeliest, that speaks most of some words; empty when none does."""
    named = {word[:BEGINNING] for word in words(text)}
    cards = [topic.card for topic in topics[:_LIKELY] if topic.card]
    best = max(cards, key=lambda card: _speaks_of(card, named), default=None)
    return best.id if best and _speaks_of(best, named) >= least else ""
