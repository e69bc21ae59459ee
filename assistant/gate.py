"""A sentence of a chat model and the text that it cites → shown, or the reason why not.

Enters: one sentence, the cited texts and what stands above them. Leaves: a reason, or None when the sentence may be
shown. First come plain rules (`assistant.claims`), then a fitted weighing (`assistant.likeness`). Refuses when in
doubt: a dropped sentence costs a little, a false one the reader's trust.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from assistant.claims import Claim, not_carried
from assistant.likeness import Likeness
from assistant.wording import any_of
from corpus.embedding import Embedder
from corpus.index import Index
from corpus.language import share_known
from corpus.records import Language

Reason = Literal["no_citation", "invented_key", "markup", "short", "language", "local", "asserted", "unlike"] | Claim

_NEVER = re.compile(r"[<>\[\]{}`\\|]|&#?\w+;")
"""Characters with which a text could become a link, an image or a tag."""
_UNLESS_CITED = re.compile(r"[*_~^$#]")
_OWN = any_of(
    r"(?:uw|jullie|jouw|onze) (?:eigen )?(?:gemeente\w*|stad|dorp|raad|college|burgemeester|griffie|ciso|fg)\b",
    r"(?:bij|voor|van|in) (?:u|jullie|ons)\b(?! in )",
    r"(?:your|our) (?:own )?(?:municipality|town|city|council|executive|mayor|clerk|ciso)\b",
)
_ASKS = any_of(
    r"vra(?:ag|gen|agt)\b", r"nagaan\b", r"na te (?:gaan|vragen)", r"navragen\b", r"informeer\w*", r"bespreek\w*",
    r"ask\w*\b", r"find out\b", r"check\b", r"kijk of\b", r"ga na\b", r"weten of\b",
)  # fmt: skip
MIN_OWN_LANGUAGE = 0.5
"""Share of a sentence's words that the dictionary of its own language must know."""
_WORDS_TO_JUDGE = 5
MIN_WORDS = 4
CERTAIN: frozenset[Claim] = frozenset({"address", "number", "name"})
"""Claims that drop a sentence by themselves; the others only weigh along, since many true sentences make them too."""


def plain(text: str) -> str:
    """Return a text in one line and in composed characters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Gate:
    """Judges the sentences of one answer."""

    def __init__(self, index: Index, embedder: Embedder, language: Language) -> None:
        self._index, self._language = index, language
        self.likeness = Likeness(index, embedder)

    def reason_against(
        self, sentence: str, cited: Sequence[str], context: str, others: Sequence[str] = ()
    ) -> Reason | None:
        """Return why a sentence is not shown, or None.

        `context` is what a reader sees above the quotes, `others` the further texts about the same topic.
        """
        reason = self.ruled_out(sentence, cited, context)
        if reason or _is_word_for_word(sentence, cited):
            return reason
        likely = self.likeness.supports(sentence, cited, context, others, self._language)
        return None if likely else "unlike"

    def ruled_out(self, sentence: str, cited: Sequence[str], context: str) -> Reason | None:
        """Return which plain rule drops a sentence, or None when that is left to the weighing."""
        text = " ".join(cited)
        if has_markup(sentence, text):
            return "markup"
        # A word or two may be what a hostile passage wants to see said; they say nothing to a reader.
        if len(sentence.split()) < MIN_WORDS and not _is_word_for_word(sentence, cited):
            return "short"
        if not speaks(sentence, self._language):
            return "language"
        if _is_local(sentence, text):
            return "local"
        if not sentence.endswith("?") and not _ASKS.search(sentence) and all(each.endswith("?") for each in cited):
            return "asserted"
        claim = not_carried(sentence, text, context, self._language, self._index.glossary)
        return claim if claim in CERTAIN else None


def _is_local(sentence: str, cited: str) -> bool:
    """Whether a sentence states something about the reader's own municipality, rather than what to ask about it."""
    own, asks = _OWN.search(sentence), _ASKS.search(sentence)
    stated = own is not None and not (asks and asks.start() < own.start())
    return stated and not sentence.endswith("?") and not _OWN.search(cited)


def _is_word_for_word(sentence: str, cited: Sequence[str]) -> bool:
    return any(_bare(sentence) == _bare(each) for each in cited)


def _bare(text: str) -> str:
    return text.casefold().strip(" .?!")


def has_markup(sentence: str, cited: str = "") -> bool:
    """Whether a text holds anything but plain text: markup, entities, or characters that cannot be seen."""
    if _NEVER.search(sentence) or any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs", "Cn"} for c in sentence):
        return True
    return any(character not in cited for character in _UNLESS_CITED.findall(sentence))


def speaks(sentence: str, language: Language) -> bool:
    """Whether a sentence is in the language; a few words are too few to tell."""
    words = sentence.split()
    return len(words) < _WORDS_TO_JUDGE or share_known(sentence, language) >= MIN_OWN_LANGUAGE
