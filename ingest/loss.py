"""Visible words and the words that were kept → the stretches that were lost.

Enters: the text that a reader of the document sees, and the text that an extractor left, in any order and layout.
Leaves: stretches of at least four words in a row that were not kept, and a Dutch sentence that reports them.
Refuses nothing. A word counts as kept when it stands in a run of three that was kept too: a common word that happens
to occur elsewhere saves nothing, and a block that moved loses nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence

SHORTEST = 4
_RUN = 3
_MOST_QUOTED = 8
_WORD = re.compile(r"\w+")


def lost_stretches(visible: str, kept: str) -> tuple[str, ...]:
    """Return the stretches of visible words that are not in the kept text."""
    seen, left = _words(visible), _words(kept)
    runs = {tuple(left[at : at + _RUN]) for at in range(len(left) - _RUN + 1)}
    covered = [False] * len(seen)
    for at in range(len(seen) - _RUN + 1):
        if tuple(seen[at : at + _RUN]) in runs:
            covered[at : at + _RUN] = [True] * _RUN
    missing = Counter(seen) - Counter(left)
    shown = _WORD.findall(visible.replace("\u00ad", ""))
    stretches: list[str] = []
    start = 0
    for at in range(len(seen) + 1):
        if at < len(seen) and not covered[at]:
            continue
        # Short cells in another order break every run; what occurs as often as before is not lost.
        gone = sum(missing[word] > 0 for word in seen[start:at])
        if at - start >= SHORTEST and gone * 2 >= at - start:
            # A lone heading that was kept touches what was lost after it.
            lacking = [place for place in range(start, at) if missing[seen[place]] > 0]
            stretches.append(" ".join(shown[lacking[0] : lacking[-1] + 1]))
        start = at + 1
    return tuple(stretches)


def loss_in_words(lost: Sequence[str]) -> str:
    """Return how much was left out and how it begins, for the build report; empty when nothing was."""
    if not lost:
        return ""
    words = [word for stretch in lost for word in stretch.split()]
    quoted = " ".join(words[:_MOST_QUOTED]) + (" …" if len(words) > _MOST_QUOTED else "")
    return f"{len(words)} woorden niet overgenomen: “{quoted}”"


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.replace("\u00ad", ""))]
