"""A question that takes something false for granted → the card's own sentence that says otherwise.

Enters: the question and its vector. Leaves: the correcting study item, or None. The cards list false claims in the
words of people who believe them; a question is taken for one when it lies nearer to a claim than to any ordinary
wording of any card, and says the most of what the claim says. Refuses to guess: near a claim is not enough.
"""

from assistant.conversation import content_words
from assistant.gap import BEGINNING
from corpus.closeness import closeness
from corpus.embedding import Matrix
from corpus.index import Index
from corpus.lexical import words
from corpus.records import Language, StudyItem

MIN_LEAD = 0.01
"""How much nearer the claim must be than the nearest ordinary wording (evals/DECISIONS.md)."""
MIN_SAID = 0.5
"""Share of the claim's idf mass in words that the question uses too."""
_LOOKED_AT = 60


def find_correction(question: str, vector: Matrix, index: Index, language: Language) -> StudyItem | None:
    """Return the sentence that corrects what the question assumes, or None when it assumes nothing false."""
    nearest = [index.entries[entry_id] for entry_id in index.nearest(vector, _LOOKED_AT)]
    stored = index.vectors_of([entry.id for entry in nearest])
    near = [(closeness(question, entry.text, vector, stored[row]), entry) for row, entry in enumerate(nearest)]
    ordinary = max((score for score, entry in near if entry.kind == "short"), default=0.0)
    claims = [
        (score, entry.text)
        for score, entry in near
        if entry.kind == "claim" and score >= ordinary + MIN_LEAD and said(entry.text, question, index) >= MIN_SAID
    ]
    return _correction_of(max(claims)[1], index, language) if claims else None


def said(claim: str, question: str, index: Index) -> float:
    """Return the share of a claim's idf mass that a question says as well; inflections count as equal."""
    weight = index.vocabulary.weight
    asked = {word[:BEGINNING] for word in words(question)}
    content = words(" ".join(content_words(claim)))
    mass = sum(weight(word) for word in content)
    return sum(weight(word) for word in content if word[:BEGINNING] in asked) / mass if mass else 0.0


def _correction_of(claim: str, index: Index, language: Language) -> StudyItem | None:
    for card in index.cards.values():
        for misconception in card.misconceptions:
            if claim in misconception.claims:
                sentence: str = getattr(misconception.correction, language)
                return next((item for item in index.items_by_card[card.id] if item.text == sentence), None)
    return None
