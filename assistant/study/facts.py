"""The sentences and questions of a card that are worth learning, and how near they are to others.

Enters: a card and the index. Leaves: its items without those about the sources themselves (how old they are, what was
not read), and the closeness of two stored texts. Refuses nothing.
"""

import re
from functools import lru_cache

from assistant.draft import DraftStatement
from assistant.wording import any_of
from corpus.cards import Card
from corpus.closeness import closeness
from corpus.index import Index
from corpus.lexical import words
from corpus.records import Language, StudyItem

_ABOUT_THE_SOURCE = any_of(
    "ongedateerd", "(?:zonder|geen|draagt geen|heeft zelf geen) (?:bekende )?datum", "controleer", "verouderd",
    "achterhaald", "verhuisd", r"(?:is|zijn) hier niet",
    r"niet (?:nagegaan|vastgesteld|gevonden|gelezen|bekend|zeker)",
    "hier niet bekend", "raadsvraag", "(?:alleen het begin )?is gelezen", "gelezen (?:bronnen|ibd)", "ga na of",
    "vraag na",
    "vraag de (?:vng|griffie)", "dus vraag", "hier niet verwerkt", "noemt geen", "geeft (?:zelf )?geen", "zegt niet",
    "(?:bevat|geeft) zelf geen", "kan sindsdien", "legt niet vast", "staat niet in de vng-handreiking",
    "eigen conclusie",
    "eigen gevolgtrekking", "zijn schattingen", r"gebruikte \w+-pagina", "ouder concept", "zonder zekerheid",
    "datum van", "verwijst voor", "(?:zijn|is) van 20", "komt vooral uit", "onzeker", "vermoedelijk",
    "undated", "(?:has|with|carries) no (?:known )?date", "check (?:whether|first|the)", "outdated", "out of date",
    "(?:not|un)(?: been)? (?:read|known|checked|established|verified|found|certain)", "unknown", "moved",
    "ask (?:the|whether|which|for)", "gives no", "names no", "does not say", "contains no",
    "our own (?:conclusion|inference)",
    "probably", "may have", "no fixed", "uncertain", "dates from", "presumably", "are estimates",
    "dates? mainly from", r"make-up .* date from", "examples behind",
)  # fmt: skip
_TEXTS = 4096
"""A quiz is made again at every turn: what is found about so many texts is remembered."""
ROOT = 6
"""Words that begin with the same so many letters are taken as forms of one word."""
_NEAR_ROOT = 4


@lru_cache(maxsize=_TEXTS)
def _is_about_the_source(text: str) -> bool:
    return bool(_ABOUT_THE_SOURCE.search(text))


def learnable(card: Card, index: Index, language: Language) -> list[StudyItem]:
    """Return a card's questions and sentences that say something about the subject itself, in the card's order."""
    return [
        item for item in index.items_by_card[card.id]
        if item.language == language and not (item.kind == "explanation" and _is_about_the_source(item.text))
    ]  # fmt: skip


def questions_of(card: Card, index: Index, language: Language) -> list[StudyItem]:
    """Return the questions of a card."""
    return [item for item in learnable(card, index, language) if item.kind == "question"]


def sentences_of(card: Card, index: Index, language: Language) -> list[StudyItem]:
    """Return the sentences of a card that say something about the subject."""
    return [item for item in learnable(card, index, language) if item.kind == "explanation"]


def stated(item: StudyItem) -> DraftStatement:
    """Return a study item as a statement: the source's own words first where they are in the index, then the card."""
    spans = (item.evidence, item.span) if item.evidence else (item.span,)
    return DraftStatement(item.text, spans, item.kind)


def nearness(item: StudyItem, other: StudyItem, index: Index) -> float:
    """Return the closeness of two stored texts (`corpus.closeness`)."""
    vectors = index.vectors_of([index.entry_of_text[item.text], index.entry_of_text[other.text]])
    return closeness(item.text, other.text, vectors[0], vectors[1])


def why_of(card: Card, index: Index, language: Language, item: StudyItem | None = None) -> DraftStatement | None:
    """Return the sentence of a card nearest to one of its questions, or else its first; None when it has none."""
    sentences = sentences_of(card, index, language)
    if not sentences:
        return None
    return stated(max(sentences, key=lambda each: nearness(item, each, index)) if item else sentences[0])


def fit(item: StudyItem, card: Card, index: Index) -> float:
    """Return the cosine of a stored text and a card's passage in the same language."""
    passage = next(p.id for p in index.passages.values() if p.card_id == card.id and p.language == item.language)
    entry = next(e.id for e in index.entries.values() if e.kind == "passage" and passage in e.passages)
    vectors = index.vectors_of([index.entry_of_text[item.text], entry])
    return float(vectors[0] @ vectors[1])


def topic_rank(item: StudyItem, card: Card, index: Index) -> int:
    """Return the place of a card, from 0, among those that a stored text seems to be about."""
    scores = index.topic_scores(index.vectors_of([index.entry_of_text[item.text]])[0])
    own = scores.get(card.id, 0.0)
    return sum(score > own for score in scores.values())


@lru_cache(maxsize=_TEXTS)
def roots(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text."""
    return frozenset(word[:ROOT] for word in words(text) if len(word) >= ROOT)


def gives_away(text: str, name: str) -> bool:
    """Whether a word of a text is a form, or a part, of a word of a name."""
    plain = re.sub(r"\W+", "", name.casefold())
    return any(root in plain for root in roots(text)) or any(
        len(word) >= _NEAR_ROOT and word in words(text) for word in words(name)
    )
