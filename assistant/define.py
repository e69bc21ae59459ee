"""Question → the glossary term whose meaning is asked: "wat is ENSIA?", "FG", "what does CISO mean?".

Enters: a question and the glossary. Leaves: the term, or None when more is asked than a meaning.
"""

import re

from assistant.conversation import content_words
from corpus.glossary import Glossary, Term

_ASKS_MEANING = re.compile(
    r"^(?:en |and )?(?:wat (?:is|zijn|betekent|betekenen|doet|doen|houdt)|waar staat|wie is|leg(?: me)?\b|verklaar"
    r"|definitie|betekenis|uitleg|what (?:is|are|does|do)|who is|explain|define|meaning of)\b",
    re.IGNORECASE,
)
_AROUND = frozenset(
    """
    is zijn betekent betekenen doet doen houdt in staat voor leg uit verklaar definitie betekenis uitleg precies
    eigenlijk nou toch ook weer afkorting term woord begrip gemeente mean means stand stands explain define meaning
    exactly
    actually abbreviation word does do
    """.split()  # noqa: SIM905  a list of quoted words would hide them
)
_BARE = 2
"""A question of so few words that names a term asks for its meaning."""


def asked_term(question: str, glossary: Glossary) -> Term | None:
    """Return the term when little is left of the question without its name and the words of asking."""
    bare = question.strip(" ?.!")
    if not (_ASKS_MEANING.match(bare) or len(bare.split()) <= _BARE):
        return None
    term = glossary.named_in(bare)
    if term is None:
        return None
    names = " ".join([*term.names, *term.aliases])
    left = set(content_words(bare)) - _AROUND - set(content_words(names))
    return term if not left else None
