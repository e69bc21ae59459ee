"""Numbers that count something in the sentences of the cards, and others of the same unit to choose between.

Enters: a sentence, or one of its numbers with the index. Leaves: matches, and four options: the number itself and three
that sibling sentences give for other things in the same unit. None is near enough to the right one to be right as well.
"""

import re
from dataclasses import dataclass

from assistant.study.items import Option
from assistant.study.order import shuffled
from assistant.wording import any_of
from corpus.index import Index
from corpus.records import Language, Span, StudyItem

_UNIT = any_of(
    "procent", "miljoen", "miljard", "euro", "gemeenten", "uur", "minuten", "meldingen", "weken", "maanden", "jaar",
    "slachtoffers", "algoritmes", "organisaties", "projecten", "gigabyte", "bestanden", "modules", "provincies",
    r"per ?cent\b", "million", "euros?", "municipalities", "hours?", "minutes?", "reports?", "weeks?", "months?",
    "years?", "victims?", "algorithms?", "organi[sz]ations?", "projects?", "files?", "modules?", "provinces?",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])")
NUMBER_WORDS: dict[Language, dict[str, str]] = {
    "nl": {
        "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7", "acht": "8", "negen": "9",
        "tien": "10", "elf": "11", "twaalf": "12", "negentien": "19", "dertig": "30", "vijftig": "50",
    },
    "en": {
        "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
        "ten": "10", "eleven": "11", "twelve": "12", "nineteen": "19", "thirty": "30", "fifty": "50",
    },
}  # fmt: skip
_WRONG_NUMBERS = 3
_APART = 0.15
"""Two numbers that differ by less than this share of the larger are too alike to choose between."""


def counted_numbers(text: str) -> list[re.Match[str]]:
    """Return the numbers of a text that a unit follows."""
    return [m for m in _NUMBER.finditer(text) if m[0] != "1" and _UNIT.match(text[m.end() :].lstrip())]


def number_options(item: StudyItem, place: tuple[int, int], index: Index, seed: int) -> tuple[Option, ...]:
    """Return four numbers to choose from, in the seed's order; none when the siblings have too few."""
    text = item.text[place[0] : place[1]]
    unit = _unit_after(item.text, place[1])
    own = _Number(item, place, text)
    chosen = [own]
    for other in shuffled(seed, _others(item, unit, index), lambda each: f"{item.text}:{each.item.text}:{each.place}"):
        if all(_differ(other.text, taken.text) for taken in chosen):
            chosen.append(other)
        if len(chosen) > _WRONG_NUMBERS:
            options = [each.as_option(index, right=each is own) for each in chosen]
            return tuple(sorted(options, key=lambda option: value_of(option.text)))
    return ()


@dataclass(frozen=True, slots=True)
class _Number:
    item: StudyItem
    place: tuple[int, int]
    text: str

    def as_option(self, index: Index, *, right: bool) -> Option:
        start, end = (self.item.span.start + at for at in self.place)
        title: str = getattr(index.cards[self.item.card_id].title, self.item.language)
        return Option(self.text, right, title, Span(self.item.span.passage_id, start, end))


def _others(item: StudyItem, unit: str, index: Index) -> list[_Number]:
    siblings = [each for each in index.items if each.kind == "explanation" and each.language == item.language]
    return [
        _Number(each, match.span(), match[0])
        for each in siblings if each.card_id != item.card_id
        for match in counted_numbers(each.text) if _unit_after(each.text, match.end()) == unit
    ]  # fmt: skip


def _unit_after(text: str, end: int) -> str:
    found = _UNIT.match(text[end:].lstrip())
    return found[0].lower() if found else ""


def _differ(text: str, other: str) -> bool:
    return abs(value_of(text) - value_of(other)) > _APART * max(value_of(text), value_of(other))


def value_of(text: str) -> float:
    """Return a number's value; a dot or comma before three digits parts thousands, any other is a decimal sign."""
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text)
    return float(plain.replace(",", "."))
