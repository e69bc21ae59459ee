"""The decision whether the sources answer a question, made from nine numbers and their printed weights.

Enters: the question's text and vector, and what was found. Leaves: a probability and the numbers it came
from. The weights are in `scope.toml` beside this file, fitted by `evals/fit_scope.py` on the training
questions only. Refusing to advise, accuse or break in is not decided here (`assistant.refuse`).
"""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.axis import Axis, Vector
from assistant.conversation import content_words
from assistant.gap import BEGINNING, words_of
from corpus.index import Index
from corpus.lexical import grams, words
from corpus.records import Hit


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at."""

    coverage: float
    """Share of the question's idf mass in words that the corpus knows."""
    resemblance: float
    """The same, by 4-grams instead of whole words: compounds and slips count for what they share."""
    dense: float
    """Best similarity of a passage, through its short texts."""
    lexical: float
    """Best BM25 score, for each 4-gram of the question."""
    margin: float
    """How far the best similarity stands above the tenth: a sharp top means that something fits."""
    topic: float
    """Best score of the topic classifier: how much the wording is that of one card and of no other."""
    lead: float
    """How far that card stands above the second."""
    unspoken: float
    """Share of the question's idf mass in words that the best card does not speak of."""
    direction: float
    """Where the question's vector lies on the line from other topics to ours; 0 for another embedding model."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One printed row of weights.

    From the probability `threshold` on a question is answered, but as a part of what was asked; from `certain` on
    as an answer to the question itself.
    """

    bias: float
    threshold: float
    certain: float
    coverage: float
    resemblance: float
    dense: float
    lexical: float
    margin: float
    topic: float
    lead: float
    unspoken: float
    direction: float


@dataclass(frozen=True, slots=True)
class Scope:
    """The fitted decision: a row of weights for the bundled model, and one that does without its direction."""

    axis: Axis
    with_direction: Weights
    without_direction: Weights

    def probability(self, features: Features, fingerprint: str) -> float:
        """Return the probability that the sources answer the question."""
        weights = self.weights(fingerprint)
        names = Features.__dataclass_fields__
        score = weights.bias + sum(getattr(weights, name) * getattr(features, name) for name in names)
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))

    def weights(self, fingerprint: str) -> Weights:
        """Return the row of weights that fits an embedding model."""
        return self.with_direction if self.axis.fits(fingerprint) else self.without_direction


def measure(question: str, vector: Vector, hits: list[Hit], index: Index, direction: float) -> Features:
    """Measure a question against what was found for it."""
    # What websites happen to say decides nothing: the weights were fitted on the cards and what they cover.
    hits = [hit for hit in hits if hit.passage.id in index.cards_of_passage]
    content = words(" ".join(content_words(question))) or words(question)
    vocabulary = index.vocabulary
    mass = sum(vocabulary.weight(word) for word in content) or 1.0
    ordered = sorted((hit.dense for hit in hits), reverse=True) or [0.0]
    by_topic = sorted(index.topic_scores(vector).values(), reverse=True) or [0.0]
    card = next((index.cards[hit.passage.card_id] for hit in hits if hit.passage.card_id), None)
    spoken = words_of(card) if card else set()
    return Features(
        coverage=sum(vocabulary.weight(word) for word in content if vocabulary.knows(word)) / mass,
        resemblance=sum(vocabulary.weight(word) * vocabulary.resembles(word) for word in content) / mass,
        dense=ordered[0],
        lexical=max((hit.lexical for hit in hits), default=0.0) / max(4, len(grams(question))),
        margin=ordered[0] - ordered[min(9, len(ordered) - 1)],
        topic=by_topic[0],
        lead=by_topic[0] - by_topic[min(1, len(by_topic) - 1)],
        unspoken=sum(vocabulary.weight(word) for word in content if word[:BEGINNING] not in spoken) / mass,
        direction=direction,
    )


@cache
def load_scope() -> Scope:
    """Read the fitted decision that ships with the package."""
    text = resources.files("assistant").joinpath("scope.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    return Scope(
        Axis.from_table(values["direction"]),
        Weights(**values["with_direction"]),
        Weights(**values["without_direction"]),
    )
