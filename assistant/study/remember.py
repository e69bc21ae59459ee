"""When to see a card again, by fsrs. Only this module imports fsrs.

Enters: progress as JSON, the cards, a moment. Leaves: which cards are due, and new progress after an answer. The
progress lives with the reader (in the browser); what cannot be read is dropped, card by card, rather than trusted.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from fsrs import Card, Rating, Scheduler

from assistant.study.deck import MemoryCard

Progress = Mapping[str, Any]
Recall = Literal["again", "hard", "good", "easy"]

VERSION = 1
NEW_A_DAY = 10
"""New cards to begin with at a time, so that a deck of a hundred does not come all at once."""
_RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}


def empty_progress() -> dict[str, Any]:
    """Return the progress of somebody who begins."""
    return {"version": VERSION, "cards": {}}


def due_cards(deck: Sequence[MemoryCard], progress: Any, now: datetime) -> list[MemoryCard]:
    """Return the cards to see now: those that are due, longest overdue first, then some new ones."""
    known = _known(progress)
    waiting = [card for card in deck if card.id in known and known[card.id].due <= now]
    new = [card for card in deck if card.id not in known]
    begun_today = sum(day == now.date().isoformat() for day in _first_seen(progress).values())
    return sorted(waiting, key=lambda card: known[card.id].due) + new[: max(0, NEW_A_DAY - begun_today)]


def next_due(progress: Any) -> datetime | None:
    """Return when the first card is due; None when there is none."""
    return min((card.due for card in _known(progress).values()), default=None)


def reviewed(progress: Any, card_id: str, recall: Recall, now: datetime) -> dict[str, Any]:
    """Return the progress after somebody has said how well a card went; `now` is in UTC."""
    known = _known(progress)
    # Without chance in it the same answers give the same dates on every machine.
    scheduler = Scheduler(enable_fuzzing=False)
    before = known.get(card_id) or Card(card_id=0, due=now)
    after, _ = scheduler.review_card(before, _RATINGS[recall], now)
    cards = {each: dict(card.to_dict()) for each, card in known.items()}
    first = _first_seen(progress).get(card_id, now.date().isoformat())
    seen = {**_first_seen(progress), card_id: first}
    return {"version": VERSION, "cards": {**cards, card_id: dict(after.to_dict())}, "first_seen": seen}


def _known(progress: Any) -> dict[str, Card]:
    cards = progress.get("cards") if isinstance(progress, dict) and progress.get("version") == VERSION else None
    found: dict[str, Card] = {}
    for card_id, values in (cards if isinstance(cards, dict) else {}).items():
        try:
            card = Card.from_dict(values)
            if card.due.tzinfo is not None:
                found[str(card_id)] = card
        except (KeyError, TypeError, ValueError):
            continue  # one unreadable card is simply new again
    return found


def _first_seen(progress: Any) -> dict[str, str]:
    seen = progress.get("first_seen") if isinstance(progress, dict) else None
    return {str(key): str(value) for key, value in seen.items()} if isinstance(seen, dict) else {}
