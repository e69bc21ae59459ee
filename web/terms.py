"""Text → HTML in which a term of the glossary explains itself where it is first used. Pure.

Enters: pieces of plain text, in reading order. Leaves: escaped HTML; a term becomes a button with its explanation
beside it. Refuses nothing: text without terms is only escaped.
"""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from corpus.glossary import Glossary, Term
from corpus.records import Language

_SHORT = 3
"""Abbreviations of this length must keep their capitals: "bio" and "ap" are ordinary words."""


class Explainer:
    """Explains each term once; `prefix` keeps the ids of several answers on a page apart."""

    def __init__(self, glossary: Glossary, language: Language, prefix: str) -> None:
        self._pattern, self._terms = _pattern(tuple(glossary.terms.values()))
        self._language, self._prefix = language, prefix
        self._met: set[str] = set()

    def explain(self, text: str) -> Markup:
        """Return escaped text; the first use of a term carries its explanation."""
        pieces: list[Markup] = []
        place = 0
        for found in self._pattern.finditer(text):
            term = self._terms[found[0].casefold()]
            if term.term in self._met or (len(found[0]) <= _SHORT and not found[0].isupper()):
                continue
            self._met.add(term.term)
            pieces += [escape(text[place : found.start()]), self._button(found[0], term)]
            place = found.end()
        return Markup().join([*pieces, escape(text[place:])])

    def _button(self, name: str, term: Term) -> Markup:
        sentence: str = getattr(term, self._language)
        return Markup(
            "<span class='begrip'><button type='button'>{0}</button>"
            "<span class='ballon' role='tooltip' id='{1}-{2}'>{3}{4}</span></span>"
        ).format(
            name, self._prefix, f"t{len(self._met)}",
            Markup("<strong>{}</strong>. ").format(term.expansion or term.term), sentence,
        )  # fmt: skip


@lru_cache(maxsize=4)
def _compiled(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in longest_first)})(?![\w-])", re.IGNORECASE)


def _pattern(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    named = {name.casefold(): term for term in terms for name in reversed(term.names)}
    return (_compiled(tuple(named)) if named else re.compile(r"(?!)")), named
