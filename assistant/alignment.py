"""A sentence and the text that it cites, laid word upon word.

Enters: two texts in one language. Leaves: which content words of the sentence the text has too, which it lacks, and
which have changed places. Refuses nothing; what it means is for `assistant.likeness` to weigh.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.claims import load_words
from corpus.language import lemma
from corpus.records import Language

_WORD = re.compile(r"[^\W_]+(?:[-’'.,](?=[^\W_])[^\W_]+)*")
_BEGINNING = 5
"""Letters that two forms of a word share."""
_PART = 6
"""From this length on a word counts as found in a compound."""
_REACH = 4
"""How many words before it a preposition may stand, for a word to belong to it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    text: str
    lower: str
    lemma: str
    content: bool
    """Whether it says something by itself: no article, pronoun, auxiliary or conjunction."""


@lru_cache(maxsize=4096)
def tokens(text: str, language: Language) -> tuple[Token, ...]:
    """Return the words of a text."""
    return tuple(_token(match.group(), language) for match in _WORD.finditer(text))


def _token(word: str, language: Language) -> Token:
    lower = word.casefold()
    figure = any(character.isdigit() for character in word)
    root = lower if figure else lemma(word, language)
    empty = load_words().empty
    content = figure or (len(lower) > 2 and lower not in empty and root not in empty)
    return Token(word, lower, root, content)


def alike(one: Token, other: Token) -> bool:
    """Whether two words are forms of one word, or one is part of the other."""
    a, b = one.lemma, other.lemma
    if a == b or one.lower == other.lower:
        return True
    if any(character.isdigit() for character in a + b):
        return False
    beginning = len(a) >= _BEGINNING and len(b) >= _BEGINNING and a[:_BEGINNING] == b[:_BEGINNING]
    return beginning or (len(a) >= _PART and a in b) or (len(b) >= _PART and b in a)


class Alignment:
    """The content words of a sentence (`own`) and of a text (`theirs`), matched one to one."""

    def __init__(self, sentence: str, text: str, language: Language) -> None:
        self.all_own, self.all_theirs = tokens(sentence, language), tokens(text, language)
        self._at = [place for place, token in enumerate(self.all_own) if token.content]
        self._there = [place for place, token in enumerate(self.all_theirs) if token.content]
        self.own = [self.all_own[place] for place in self._at]
        self.theirs = [self.all_theirs[place] for place in self._there]
        self.match: dict[int, int] = {}
        """Place among `own` → place among `theirs`."""
        previous = -1
        for place, token in enumerate(self.own):
            taken = set(self.match.values())
            free = [other for other, word in enumerate(self.theirs) if other not in taken and alike(token, word)]
            if free:
                previous = min(free, key=lambda other: (other < previous, abs(other - previous)))
                self.match[place] = previous

    @cached_property
    def unmatched(self) -> list[Token]:
        """Content words of the sentence that the text lacks."""
        return [token for place, token in enumerate(self.own) if place not in self.match]

    @cached_property
    def left_out(self) -> list[Token]:
        """Content words of the text that the sentence lacks."""
        used = set(self.match.values())
        return [token for place, token in enumerate(self.theirs) if place not in used]

    @cached_property
    def moved(self) -> list[int]:
        """Places among `own` of words that do not keep the order of the text."""
        placed = list(self.match)
        kept = longest_rise([self.match[place] for place in placed])
        return [place for row, place in enumerate(placed) if row not in kept]

    @cached_property
    def moved_alone(self) -> list[int]:
        """Moved words that do not hang on a preposition in both texts: "in 2022" may move, who does it may not."""
        return [
            place
            for place in self.moved
            if not (
                self._hangs(self.all_own, self._at[place])
                and self._hangs(self.all_theirs, self._there[self.match[place]])
            )
        ]

    @cached_property
    def neighbours(self) -> tuple[int, int, int]:
        """How many pairs of matched words in a row there are, stand together in the text too, and are turned round."""
        placed = list(self.match)
        steps = [self.match[b] - self.match[a] for a, b in pairwise(placed)]
        return len(steps), sum(1 <= step <= 2 for step in steps), sum(step < 0 for step in steps)

    @staticmethod
    def _hangs(words: Sequence[Token], place: int) -> bool:
        before = [token.lower for token in words[max(0, place - _REACH) : place]]
        return any(word in load_words().prepositions for word in before)


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising run of numbers, not necessarily in a row."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        tails[length : length + 1] = [number]
        at[length : length + 1] = [place]
        before.append(at[length - 1] if length else -1)
    found: set[int] = set()
    place = at[-1] if at else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
