"""The decision whether the sources answer a question, made from five numbers and their printed weights.

Enters: what was understood and what was found. Leaves: a probability, with the numbers it came from.
The weights are in `scope.toml` beside this file, fitted by `evals/fit_scope.py` on training questions
only; a test keeps the names equal. Refusing to advise or accuse is not decided here (`assistant.refuse`).
"""

import math
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources

from assistant.conversation import content_words
from corpus.index import Index
from corpus.lexical import grams, words
from corpus.records import Hit


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at; every number lies between 0 and about 1."""

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


@dataclass(frozen=True, slots=True)
class Weights:
    """The printed weights; `threshold` is the probability from which a question is answered."""

    bias: float
    threshold: float
    coverage: float
    resemblance: float
    dense: float
    lexical: float
    margin: float


def features(question: str, hits: list[Hit], index: Index) -> Features:
    """Measure a question against what was found for it."""
    content = [word for word in words(" ".join(content_words(question)))] or words(question)
    vocabulary = index.vocabulary
    mass = sum(vocabulary.weight(word) for word in content) or 1.0
    best_dense = max((hit.dense for hit in hits), default=0.0)
    ordered = sorted((hit.dense for hit in hits), reverse=True)
    return Features(
        coverage=sum(vocabulary.weight(word) for word in content if vocabulary.knows(word)) / mass,
        resemblance=sum(vocabulary.weight(word) * vocabulary.resembles(word) for word in content) / mass,
        dense=best_dense,
        lexical=max((hit.lexical for hit in hits), default=0.0) / max(4, len(grams(question))),
        margin=best_dense - (ordered[min(9, len(ordered) - 1)] if ordered else 0.0),
    )


def probability(measured: Features, weights: Weights) -> float:
    """Return the probability that the sources answer the question."""
    score = weights.bias + sum(getattr(weights, name) * value for name, value in asdict(measured).items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))


@cache
def load_weights() -> Weights:
    """Read the printed weights that ship with the package."""
    text = resources.files("assistant").joinpath("scope.toml").read_text(encoding="utf-8")
    return Weights(**tomllib.loads(text)["weights"])
