"""Text → Dutch or English, words → their dictionary form: by the dictionaries of simplemma, imported only here."""

import re

from simplemma import in_target_language, is_known, lemmatize

from corpus.records import Language

_TOKEN = re.compile(r"[^\W\d_]{2,}")


def detect_language(text: str) -> Language:
    """Return "en" only when clearly more words are English; a bare abbreviation stays Dutch."""
    words = " ".join(_TOKEN.findall(text)[:200])
    if not words:
        return "nl"
    return "en" if in_target_language(words, lang="en") > in_target_language(words, lang="nl") else "nl"


def lemma(word: str, language: Language) -> str:
    """Return the dictionary form of a word, in lower case; a word that is not known stays as it is."""
    return lemmatize(word, lang=language).replace("_", "").casefold()


def is_ordinary(word: str) -> bool:
    """Whether the word, in lower case, stands in the dictionary of either language: a name does not."""
    return is_known(word.casefold(), lang="nl") or is_known(word.casefold(), lang="en")


def share_known(text: str, language: Language) -> float:
    """Return the share of a text's words that the dictionary of a language knows."""
    return float(in_target_language(" ".join(_TOKEN.findall(text)[:200]), lang=language))
