"""Which cards cover a passage: the line between what was curated and what was merely fetched.

Enters: passages and cards. Leaves: for each passage that a card renders, or whose section a card is about, the ids of
those cards. The other passages are searched beside these, in indexes of their own: how well the cards are found, and
what is declined, was measured without them and must not depend on what websites happen to say.
"""

from collections import defaultdict
from collections.abc import Iterable

from corpus.cards import Card
from corpus.records import Passage


def cards_by_section(cards: Iterable[Card]) -> dict[tuple[str, str], list[str]]:
    """Return the ids of the cards attached to each (source, section)."""
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for card in cards:
        grouped[card.source, card.section].append(card.id)
    return dict(grouped)


def cards_of_passages(passages: Iterable[Passage], cards: Iterable[Card]) -> dict[str, list[str]]:
    """Return the cards that each passage renders or is covered by; passages without are left out."""
    by_section = cards_by_section(cards)
    found: dict[str, list[str]] = {}
    for passage in passages:
        covering = by_section.get((passage.source_id, passage.section), []) if passage.section else []
        if own := [passage.card_id] if passage.card_id else covering:
            found[passage.id] = own
    return found
