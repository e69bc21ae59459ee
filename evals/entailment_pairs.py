"""Pairs of a sentence and a text, with whether the text carries the sentence, to train on.

Enters: sentences written by hand, and the items of an index. Leaves: pairs. Those made here by program are few and
plain: a text and itself, with an opening, a denial before it, a part of it, or another text of the same card.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.index import Index
from evals.gate_cases import Planted

_OPENINGS = {
    "nl": ("Let op: ", "Daarnaast geldt: ", "Belangrijk om te weten: ", "Kort gezegd: ", "Ook goed om te weten: "),
    "en": ("Note: ", "In short: ", "Also good to know: ", "Keep in mind: "),
}
_DENIED = 0.5
_WEIGHT = {"free": 2.0, "models": 2.0, "reworded": 2.0}
"""Sentences as models write them are few among those that keep to the words of what they cite."""
_DENIALS = {
    "nl": ("Het is niet zo dat ", "Het klopt niet dat ", "Het is een misverstand dat ", "Niemand zegt dat "),
    "en": ("It is not true that ", "It is not the case that ", "It is a misunderstanding that ", "Nobody says that "),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One example."""

    sentence: str
    text: str
    carried: bool
    weight: float = 1.0


def planted_pairs(rows: Sequence[Planted]) -> list[Pair]:
    """Return the sentences written by hand with the texts that they cite."""
    return [Pair(row.sentence, " ".join(row.spans), row.supported, _WEIGHT.get(row.source, 1.0)) for row in rows]


def made_pairs(index: Index, order: random.Random, count: int) -> list[Pair]:
    """Return pairs made from the cards' own texts."""
    beside = defaultdict(list)
    for item in index.items:
        beside[item.card_id, item.language, item.kind].append(item.text)
    pairs: list[Pair] = []
    for item in index.items:
        text = item.text
        others = [other for other in beside[item.card_id, item.language, item.kind] if other != text]
        pairs.append(Pair(order.choice(["", order.choice(_OPENINGS[item.language])]) + text, text, True))
        if others:
            other = order.choice(others)
            pairs += [Pair(text, f"{other} {text}", True), Pair(other, text, False)]
            pairs.append(Pair(f"{text} {other}", text, False))
        if item.kind != "question" and order.random() < _DENIED:
            pairs.append(Pair(order.choice(_DENIALS[item.language]) + text[0].lower() + text[1:], text, False))
        parts = re.split(r", (?=en |maar |and |but |waarbij )", text.rstrip("."))
        if len(parts) > 1 and len(parts[0].split()) > 4 and item.kind != "question":
            pairs.append(Pair(parts[0] + ".", text, True))
    order.shuffle(pairs)
    return pairs[:count]
