"""Text → Dutch or English, words → their dictionary form: by the dictionaries of simplemma, imported only here."""

import re
from collections.abc import Sequence

from simplemma import in_target_language, is_known, lemmatize

from corpus.records import Language

_TOKEN = re.compile(r"[^\W\d_]{2,}")
_ONLY_DUTCH = (
    "aan als bij dat de deze die dit door een en er gaat geen heeft het hoe hun ik je jullie kan krijgen maar met mijn "
    "moet moeten naar niet om ons onze ook op te tegen uit uw van voor waar waarom wanneer wat welk welke wie wij ze "
    "zijn zo zonder"
)
_ONLY_ENGLISH = (
    "an and are be can do does for from has have how if it my not our should that the there they this to what when "
    "where which who whose why with you your"
)
"""Small words that the other language does not have, or seldom."""


def detect_language(text: str) -> Language:
    """Return "en" only when clearly more words are English; a single word or a bare abbreviation stays Dutch.

    Small words decide: most terms of the trade ("phishing", "ransomware") are English in a Dutch sentence too.
    """
    found = _TOKEN.findall(text)[:200]
    if len(found) < 2:
        return "nl"
    dutch, english = (_count(found, small.split()) for small in (_ONLY_DUTCH, _ONLY_ENGLISH))
    if dutch != english:
        return "en" if english > dutch else "nl"
    words = " ".join(found)
    return "en" if in_target_language(words, lang="en") > in_target_language(words, lang="nl") else "nl"


def _count(found: Sequence[str], small: Sequence[str]) -> int:
    return sum(word.casefold() in small for word in found)


def lemma(word: str, language: Language) -> str:
    """Return the dictionary form of a word, in lower case; a word that is not known stays as it is."""
    return lemmatize(word, lang=language).replace("_", "").casefold()


def is_ordinary(word: str) -> bool:
    """Whether the word, in lower case, stands in the dictionary of either language: a name does not."""
    return is_known(word.casefold(), lang="nl") or is_known(word.casefold(), lang="en")


def share_known(text: str, language: Language) -> float:
    """Return the share of a text's words that the dictionary of a language knows."""
    return float(in_target_language(" ".join(_TOKEN.findall(text)[:200]), lang=language))
