"""What a question asks that its best topic does not speak of: the words to name in a partial answer.

Enters: the question, the card that answers it best, and the index. Leaves: at most three words of the question, in its
own order, that neither the card's texts nor its phrasings share a beginning with, as asked or as a dictionary has them.
"""

from assistant.conversation import content_words
from corpus.cards import Card
from corpus.language import lemma
from corpus.lexical import LexicalIndex, words

MOST = 3
BEGINNING = 5
"""Letters that two forms of a Dutch word share: "betaal" and "betaald", "veiligheid" and "veiligheidsplan"."""
_LEAST = 4


def words_of(card: Card) -> set[str]:
    """Return the beginnings of all words that a card, or a phrasing that leads to it, uses."""
    texts = [
        card.title.nl, card.title.en, card.explanation.nl, card.explanation.en,
        *card.questions.nl, *card.questions.en, *card.asked_as.nl, *card.asked_as.en,
    ]  # fmt: skip
    return {word[:BEGINNING] for word in words(" ".join(texts))}


def unanswered_words(question: str, card: Card, vocabulary: LexicalIndex) -> list[str]:
    """Return the rarest words that the card does not speak of."""
    known = words_of(card)
    asked = dict.fromkeys(word for word in content_words(question) if len(word) >= _LEAST and word.isalpha())
    missing = [word for word in asked if not _beginnings(word) & known]
    rarest = sorted(missing, key=lambda word: -vocabulary.weight("".join(words(word))))[:MOST]
    return [word for word in missing if word in rarest]


def _beginnings(word: str) -> set[str]:
    """Return how a word and its dictionary form begin: "geoefend" and "oefenen"."""
    return {"".join(words(form))[:BEGINNING] for form in (word, lemma(word, "nl"))}
