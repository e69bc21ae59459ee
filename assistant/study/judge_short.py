"""A letter, an option's words or one missing word → right or wrong.

Enters: an item with options or with accepted words, and what was typed. Leaves: a `Judgement`, or None when the text is
no attempt at an answer: none of the options, or much longer than the gap.
"""

import re

from assistant.study.items import LETTERS, QuizItem
from assistant.study.judgement import Judgement
from assistant.study.numbers import NUMBER_WORDS
from corpus.closeness import shared_grams
from corpus.lexical import words

_LETTER = re.compile(
    r"^\W*(?:het is |antwoord |optie |keuze |letter |answer |option |it is |ik denk |i think )*([a-f])\W*$",
    re.IGNORECASE,
)
_LETTER_AND_MORE = re.compile(r"^\W*([a-f])[\s.):,]+\S", re.IGNORECASE)
_ORDINALS = {"eerste": 0, "tweede": 1, "derde": 2, "vierde": 3, "first": 0, "second": 1, "third": 2, "fourth": 3}
_LIKE = 0.6
"""From this share of common 4-grams on, an option was meant."""
_LONG_WORD, _LONGER_WORD = 5, 9
"""Words of so many letters may hold one slip, and two."""
_MOST_WORDS = 8


def chosen_option(item: QuizItem, answer: str) -> int | None:
    """Return the place of the option that was meant, or None."""
    by_letter = _LETTER.match(answer) or _LETTER_AND_MORE.match(answer)
    place = LETTERS.find(by_letter[1].upper()) if by_letter else -1
    if 0 <= place < len(item.options) and (_LETTER.match(answer) or _likeness(item, answer)[place] > 0):
        return place
    named = next((_ORDINALS[word] for word in words(answer) if word in _ORDINALS), None)
    if named is not None and len(words(answer)) <= 3:
        return named if named < len(item.options) else None
    likeness = _likeness(item, answer)
    best = max(range(len(likeness)), key=lambda at: likeness[at])
    clear = sorted(likeness)[-2] < likeness[best]
    return best if likeness[best] >= _LIKE and clear else None


def _likeness(item: QuizItem, answer: str) -> list[float]:
    return [shared_grams(answer, option.text) for option in item.options]


def judge_choice(item: QuizItem, answer: str) -> Judgement | None:
    """Judge a choice between options."""
    if item.kind == "cloze" and any(character.isdigit() for character in answer):
        return judge_gap(item, answer)
    place = chosen_option(item, answer)
    if place is None:
        return None
    return Judgement("right" if item.options[place].right else "wrong", nearest=place)


def judge_gap(item: QuizItem, answer: str) -> Judgement | None:
    """Judge a missing word or number; a slip of the pen in a longer word is forgiven."""
    if len(words(answer)) > _MOST_WORDS:
        return None
    given = [_plain(word, item) for word in words(answer.replace(".", "").replace(",", "."))]
    for accepted in item.accepted:
        wanted = [_plain(word, item) for word in words(accepted.replace(".", "").replace(",", "."))]
        runs = [given[at : at + len(wanted)] for at in range(len(given) - len(wanted) + 1)]
        if any(all(_same(a, b) for a, b in zip(run, wanted, strict=True)) for run in runs):
            return Judgement("right")
    return Judgement("wrong")


def _plain(word: str, item: QuizItem) -> str:
    return NUMBER_WORDS[item.language].get(word, word)


def _same(given: str, wanted: str) -> bool:
    if given == wanted:
        return True
    if wanted.isdigit() or len(wanted) < _LONG_WORD:
        return False
    return slips(given, wanted) <= (2 if len(wanted) >= _LONGER_WORD else 1)


def slips(given: str, wanted: str) -> int:
    """Return the number of letters to add, drop or change to make one word of another (Levenshtein)."""
    row = list(range(len(wanted) + 1))
    for place, letter in enumerate(given, 1):
        previous, row[0] = row[0], place
        for at, other in enumerate(wanted, 1):
            previous, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, previous + (letter != other))
    return row[-1]
