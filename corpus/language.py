"""Text → Dutch or English, by the share of words that each language's dictionary knows (simplemma)."""

import re

from simplemma import in_target_language

from corpus.records import Language

_TOKEN = re.compile(r"[^\W\d_]{2,}")


def detect_language(text: str) -> Language:
    """Return "en" only when clearly more words are English; a bare abbreviation stays Dutch."""
    words = " ".join(_TOKEN.findall(text)[:200])
    if not words:
        return "nl"
    return "en" if in_target_language(words, lang="en") > in_target_language(words, lang="nl") else "nl"
