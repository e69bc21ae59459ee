"""Whether a sentence claims anything that the cited text does not: figures, names, actors, negations, directions.

Enters: a sentence and the text that it cites. Leaves: the first kind of claim that is not carried, or nothing. These
are plain rules about words, printed in `claims.toml`; what they cannot see is for `assistant.likeness` to weigh.
"""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from assistant.figures import figures
from corpus.glossary import Glossary
from corpus.language import is_ordinary
from corpus.records import Language

Claim = Literal["address", "number", "name", "actor", "role", "negation", "obligation", "sweeping", "opposite"]

_ADDRESS = re.compile(
    r"(?:https?:|www\.)\S+|[\w.+-]+@[\w-]+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|eu|net|be|info|io|gov|edu|uk)\b\S*",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_WORD = re.compile(r"[^\W_]+(?:[-’'&][^\W_]+)*")
_BEGINNING = 5
_BY = re.compile(r"\b(?:door|by)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opposite:
    """Words for two directions of one thing."""

    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The printed lists."""

    negation: frozenset[str]
    obligation: frozenset[str]
    obligation_carried_by: frozenset[str]
    sweeping: frozenset[str]
    sweeping_carried_by: frozenset[str]
    opposites: tuple[Opposite, ...]
    actors: dict[str, tuple[str, ...]]
    empty: frozenset[str]
    prepositions: frozenset[str]
    kinds: dict[str, frozenset[str]]


@cache
def load_words() -> Words:
    """Read the lists that ship with the package."""
    table = tomllib.loads(resources.files("assistant").joinpath("claims.toml").read_text(encoding="utf-8"))
    return Words(
        negation=frozenset(table["negation"]["words"]),
        obligation=frozenset(table["obligation"]["words"]),
        obligation_carried_by=frozenset(table["obligation"]["carried_by"]),
        sweeping=frozenset(table["sweeping"]["words"]),
        sweeping_carried_by=frozenset(table["sweeping"]["carried_by"]),
        opposites=tuple(Opposite(tuple(one), tuple(other)) for one, other in table["opposites"]["pairs"]),
        actors={kind: tuple(names) for kind, names in table["actors"].items()},
        empty=frozenset(table["empty"]["words"].split()),
        prepositions=frozenset(table["prepositions"]["words"].split()),
        kinds={kind: frozenset(words.split()) for kind, words in table["kinds"].items()},
    )


def not_carried(sentence: str, cited: str, context: str, language: Language, glossary: Glossary) -> Claim | None:
    """Return the first kind of claim in a sentence that neither the cited text nor what stands above it carries."""
    seen = f"{cited} {context}"
    if not addresses(sentence) <= addresses(cited):
        return "address"
    if not figures(sentence, language) <= figures(seen, language):
        return "number"
    if not _names_carried(sentence, seen, glossary):
        return "name"
    return _actors_against(sentence, cited, seen) or _polarity_against(sentence, cited)


def addresses(text: str) -> set[str]:
    """Return the web and mail addresses in a text, without what comes before the name of the site."""
    return {_SCHEME.sub("", found.rstrip(".,;:)/").casefold()) for found in _ADDRESS.findall(text)}


def names(sentence: str) -> list[str]:
    """Return the words that look like names.

    These are abbreviations, capitals inside the sentence, and a first word that is in no dictionary.
    """
    found: list[str] = []
    for match in _WORD.finditer(sentence):
        word = match.group()
        first = not sentence[: match.start()].strip(" “\"'‘(")
        abbreviation = sum(letter.isupper() for letter in word) > 1
        ordinary = first and (word.casefold() in load_words().empty or is_ordinary(word))
        if abbreviation or (word[0].isupper() and not ordinary):
            found.append(word)
    return found


def _names_carried(sentence: str, seen: str, glossary: Glossary) -> bool:
    known = {word.casefold() for word in _WORD.findall(seen)}
    known |= {part for word in known for part in re.split(r"[-’'&]", word)}
    beginnings = {word[:_BEGINNING] for word in known}
    lowered = seen.casefold()
    for name in names(sentence):
        parts = [part for part in re.split(r"[-’']", name.casefold()) if len(part) > 1]
        if all(part in known or (len(part) >= _BEGINNING and part[:_BEGINNING] in beginnings) for part in parts):
            continue
        term = glossary.named_in(name)
        also = [*term.names, *term.aliases] if term else []
        also += [t.term for t in glossary.terms.values() if name.casefold() in t.expansion.casefold().split()]
        if not any(other.casefold() in lowered for other in also):
            return False
    return True


def actors(text: str) -> list[str]:
    """Return the kinds of actors that a text names, in the order of their first mention."""
    lowered = text.casefold()
    places: dict[str, int] = {}
    for kind, beginnings in load_words().actors.items():
        found = [match.start() for name in beginnings if (match := re.search(rf"\b{re.escape(name)}", lowered))]
        if found:
            places[kind] = min(found)
    return sorted(places, key=lambda kind: places[kind])


def _actors_against(sentence: str, cited: str, seen: str) -> Claim | None:
    named = actors(sentence)
    if not set(named) <= set(actors(seen)):
        return "actor"
    both = [kind for kind in named if kind in actors(cited)]
    order = [kind for kind in actors(cited) if kind in named]
    # "De raad controleert het college" and "het college wordt gecontroleerd door de raad" say the same.
    turned = bool(_BY.search(sentence)) != bool(_BY.search(cited))
    return "role" if len(both) > 1 and both != order and not turned else None


def _polarity_against(sentence: str, cited: str) -> Claim | None:
    lists = load_words()
    own, theirs = _tokens(sentence), _tokens(cited)
    if bool(own & lists.negation) != bool(theirs & lists.negation):
        return "negation"
    if own & lists.obligation and not theirs & (lists.obligation | lists.obligation_carried_by):
        return "obligation"
    if own & lists.sweeping and not theirs & (lists.sweeping | lists.sweeping_carried_by):
        return "sweeping"
    for opposite in lists.opposites:
        for here, there in ((opposite.one, opposite.other), (opposite.other, opposite.one)):
            if _begins(own, here) and not _begins(theirs, here) and _begins(theirs, there):
                return "opposite"
    return None


def _tokens(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _begins(tokens: Collection[str], beginnings: Collection[str]) -> bool:
    # Short words stand for themselves: "na" is not the beginning of "naam".
    return any(token == b or (len(b) > 4 and token.startswith(b)) for token in tokens for b in beginnings)
