"""A question that asks several things → its pieces, each with its own topic.

Enters: the text, the topics found for it as a whole, and a way to find topics. Leaves: the pieces with their best
topics, or nothing when one thing was asked. Refuses to cut on a conjunction alone: people also tell a story before
they ask. A cut counts only when both sides have a clear topic of their own that the whole question leads to as well.
"""

import re
from collections.abc import Callable, Sequence

from assistant.conversation import content_words
from assistant.topics import Topic

MAX_CUTS = 4
MAX_PIECES = 3
AMONG_FIRST = 10
"""The topic of each piece must be among the first so many of the whole question."""
_CUT = re.compile(
    r"(?:[?;.]\s+(?:en |and |verder |daarnaast )?"
    r"|,?\s+(?:en|and|plus|alsmede|as well as|evenals)\s+(?:ook |also )?|,\s+)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:en|and|plus|beide|allebei|both|twee|two|alsmede|evenals|verschil|zowel)\b|;|,.*,", re.IGNORECASE
)

Finder = Callable[[str], Sequence[Topic]]


def pieces_of(text: str, topics: Sequence[Topic], find: Finder) -> list[tuple[str, Topic]]:
    """Return (piece, topic) for each thing that was asked, or an empty list when it was one thing."""
    if not _SEVERAL.search(text):
        return []
    likely = {topic.id for topic in topics[:AMONG_FIRST] if topic.card}
    bits = [bit.strip(" :,.?!") for bit in _CUT.split(text)]
    bits = [bit for bit in bits if len(content_words(bit)) >= 1 and len(bit) > 3]
    if not 2 <= len(bits) <= MAX_CUTS + 1:
        return []
    found: dict[str, tuple[str, Topic]] = {}
    for bit in bits:
        best = next(iter(find(bit)), None)
        if best and best.card and best.id in likely:
            found.setdefault(best.id, (bit, best))
    pieces = list(found.values())[:MAX_PIECES]
    return pieces if len(pieces) > 1 else []
