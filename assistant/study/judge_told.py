"""An answer in one's own words → right, half right or wrong, by five numbers and their printed weights.

Enters: an open item, the answer, index and embedder. Leaves: a `Judgement`. The weights are in `judge.toml` beside
this file, fitted by `evals/fit_judge.py` on half of the hand-labelled answers. Refuses nothing: an answer that is
empty or only repeats the question is wrong by a plain rule.
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.conversation import content_words
from assistant.study.items import QuizItem
from assistant.study.judgement import Judgement
from assistant.study.key_facts import facts_left_out, key_facts
from assistant.wording import any_of
from corpus.closeness import shared_grams
from corpus.embedding import Embedder
from corpus.index import Index

Matrix = NDArray[np.float32]

_NO_ANSWER = any_of(
    r"(?:ik )?(?:heb |zou )?(?:echt )?(?:geen|niet|niks|niets|nop)\b.{0,4}(?:flauw |enkel )?(?:idee|weten)?\W*$",
    r"(?:ik )?weet (?:ik |het )?(?:echt |ook )?(?:niet|t niet)(?: meer)?\W*$", r"ik weet het (?:echt )?niet\W*$",
    r"(?:ik heb )?geen (?:flauw )?idee\W*$", r"geen antwoord\W*$", r"pas\W*$", r"tja\W*$",
    r"(?:sla (?:maar )?)?over(?:slaan)?\W*$",
    r"(?:de )?volgende(?: vraag)?\W*$", r"zeg het maar\W*$", r"niets\W*$", r"help\W*$",
    r"(?:i )?(?:do not|don.?t) know\W*$", r"no (?:idea|clue|answer)\W*$", r"(?:pass|skip|next|nothing|dunno)\W*$",
)  # fmt: skip
_ASKING = frozenset(
    """
    wat welke welk vraag vragen over stellen betekent betekenis leg eigen woorden uit kunt is het de een
    what which question ask about does mean explain own words can
    """.split()  # noqa: SIM905  a list of quoted words would hide them
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What the verdict looks at."""

    closeness: float
    """Cosine to the nearest right answer."""
    lead: float
    """How far that stands above the nearest answer to something else."""
    shared: float
    """Share of 4-grams in common with a right answer."""
    told: float
    """Logarithm of the number of content words that are not the question's own."""
    topic: float
    """How far the topic classifier puts the item's card above, or below, any other; 0 for the meaning of a term."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Two printed rows: whether an answer is about the matter at all, and whether it is right."""

    fingerprint: str
    related: dict[str, float]
    right: dict[str, float]

    def verdict(self, traits: Traits) -> str:
        """Return the verdict on an answer."""
        if _chance(self.right, traits) >= 0.5:
            return "right"
        return "half" if _chance(self.related, traits) >= 0.5 else "wrong"


def _chance(row: dict[str, float], traits: Traits) -> float:
    score = row["bias"] + sum(row[name] * getattr(traits, name) for name in Traits.__dataclass_fields__ if name in row)
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))


@cache
def load_weighings() -> dict[str, Weighing]:
    """Read the fitted weights that ship with the package."""
    tables = tomllib.loads(resources.files("assistant.study").joinpath("judge.toml").read_text(encoding="utf-8"))
    fingerprint = tables.pop("fingerprint")
    return {name: Weighing(fingerprint, table["related"], table["right"]) for name, table in tables.items()}


def judge_told(item: QuizItem, answer: str, index: Index, embedder: Embedder) -> Judgement:
    """Judge an answer in one's own words."""
    if is_empty(answer):
        return Judgement("wrong", "empty", missing=_missing(item, "", embedder))
    if repeats(item, answer):
        return Judgement("wrong", "copied", missing=_missing(item, "", embedder))
    traits, nearest = measure(item, answer, index, embedder)
    weighings = load_weighings()
    name = form_of(item)
    fits = weighings[name].fingerprint == embedder.fingerprint
    verdict = weighings[name if fits else f"{name}_letters"].verdict(traits)
    if verdict == "wrong":
        return Judgement("wrong", "other", nearest, _missing(item, "", embedder))
    missing = _missing(item, answer, embedder)
    if verdict == "right":
        return Judgement("right", "", nearest)
    return Judgement("half", "", nearest, missing)


def form_of(item: QuizItem) -> str:
    """Return which weights belong to an open item: those for a question to ask, or for a meaning."""
    return "meaning" if item.about.startswith("term:") else "question"


def is_empty(answer: str) -> bool:
    """Whether an answer says nothing, or that one does not know."""
    return sum(c.isalpha() for c in answer) < 2 or bool(_NO_ANSWER.match(answer.strip()))


def repeats(item: QuizItem, answer: str) -> bool:
    """Whether an answer has no content word beyond those of the question."""
    return not _own_words(item, answer)


def _own_words(item: QuizItem, answer: str) -> list[str]:
    asked = set(content_words(f"{item.ask} {item.title}")) | _ASKING
    return [word for word in content_words(answer) if word not in asked]


def measure(item: QuizItem, answer: str, index: Index, embedder: Embedder) -> tuple[Traits, int]:
    """Return the traits of an answer, and the place of the right answer nearest to it."""
    vector = embedder.embed_question(answer)
    right = {statement.text: place for place, statement in enumerate(item.answers)}
    texts, vectors, topic = _everything(item, vector, index, embedder)
    near = vectors @ vector
    is_right = np.array([text in right for text in texts])
    best = int(np.flatnonzero(is_right)[np.argmax(near[is_right])])
    others = near[~is_right]
    traits = Traits(
        closeness=float(near[best]),
        lead=float(near[best] - others.max()) if len(others) else 0.0,
        shared=max(shared_grams(answer, statement.text) for statement in item.answers),
        told=math.log1p(len(_own_words(item, answer))),
        topic=topic,
    )
    return traits, right[texts[best]]


def _everything(
    item: QuizItem, vector: Matrix, index: Index, embedder: Embedder
) -> tuple[Sequence[str], Matrix, float]:
    """Return the texts that the answer is held against, their vectors, and the classifier's lead."""
    if form_of(item) == "meaning":
        texts = tuple(str(getattr(term, item.language)) for term in index.glossary.terms.values())
        return texts, _embedded(embedder, texts), 0.0  # type: ignore[arg-type]  # an embedder lives as long as the process
    items = [each for each in index.items if each.kind == "question" and each.language == item.language]
    scores = index.topic_scores(vector)
    others = [score for card, score in scores.items() if card != item.about]
    lead = scores.get(item.about, 0.0) - max(others, default=0.0)
    questions = [each.text for each in items]
    return questions, index.vectors_of([index.entry_of_text[text] for text in questions]), lead


@lru_cache(maxsize=4)
def _embedded(embedder: Embedder, texts: tuple[str, ...]) -> Matrix:
    return np.stack([embedder.embed_question(text) for text in texts])


def _missing(item: QuizItem, answer: str, embedder: Embedder) -> tuple[str, ...]:
    """Of a meaning: the facts that were not told. A question to ask has none: another one is as right."""
    if form_of(item) == "question":
        return ()
    meaning = item.answers[0].text
    return facts_left_out(meaning, answer, embedder) if answer else tuple(key_facts(meaning))
