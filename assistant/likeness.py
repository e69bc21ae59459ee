"""How a sentence differs from the text that it cites, in numbers, and what a fitted weighing makes of them.

Enters: a sentence, the texts that it cites, what stands above them, and the other texts that were at hand. Leaves:
whether the cited text carries the sentence. The weighings (`gate.json`, by `evals/fit_gate.py`) were fitted on
sentences written by hand. Refuses nothing by itself: below the floor `assistant.gate` drops the sentence.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from assistant.alignment import Alignment, Token
from assistant.claims import Claim, actors, load_words, not_carried
from assistant.figures import figures
from assistant.weighing import Weighings, read_weighings
from corpus.embedding import Embedder, Matrix
from corpus.index import Index
from corpus.lexical import grams, words
from corpus.records import Language

ADAPTER = Path(__file__).with_name("entailment.safetensors")
"""What `evals/fit_entailment.py` has trained beside the bundled embedding model."""
_CLAUSE = re.compile(r"[,;:]|\b(?:en|maar|want|dus|zodat|waardoor|omdat|and|but|so|because)\b")
_SOFT: tuple[Claim, ...] = ("actor", "role", "negation", "obligation", "sweeping", "opposite")
"""Claims that only weigh along: too many true sentences make them as well."""
_ALMOST = 0.8
"""Cosine of two unrelated words in the bundled model: what is above it counts."""
_AROUND = 4
"""Words to either side of a figure that it may be a figure of."""


@cache
def load_weighings() -> Weighings:
    """Read the fitted weighings that ship with the package."""
    return read_weighings(resources.files("assistant").joinpath("gate.json").read_text(encoding="utf-8"))


class Likeness:
    """Compares the sentences of one answer with what they cite; remembers vectors meanwhile."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._index, self._embedder = index, embedder
        self._entailment = embedder.entailment(ADAPTER)
        self._vectors: dict[str, Matrix] = {}

    def supports(
        self, sentence: str, cited: Sequence[str], context: str, others: Sequence[str], language: Language
    ) -> bool:
        """Whether the cited texts carry the sentence, as far as the weighing and the judge of pairs can tell."""
        numbers = self.features(sentence, cited, context, others, language)
        judged = self._entailment.judge(sentence, " ".join(cited)) if self._entailment else None
        return load_weighings().accepts(numbers, judged)

    def features(
        self, sentence: str, cited: Sequence[str], context: str, others: Sequence[str], language: Language
    ) -> dict[str, float]:
        """Return everything that is weighed, by name."""
        text = " ".join(cited)
        laid = Alignment(sentence, text, language)
        claim = not_carried(sentence, text, context, language, self._index.glossary)
        return {
            **self._nearness(sentence, cited, others),
            **self._words(laid),
            **_order(laid),
            **_small_words(laid),
            **_shape(laid, sentence, cited, language),
            **{f"claims {kind}": float(claim == kind) for kind in _SOFT},
        }

    def _nearness(self, sentence: str, cited: Sequence[str], others: Sequence[str]) -> dict[str, float]:
        own = self._vector(sentence)
        near = [float(own @ self._vector(text)) for text in (*cited, " ".join(cited))]
        rivals = [float(own @ self._vector(text)) for text in others if text not in cited]
        shared, theirs = set(grams(sentence)), set(grams(" ".join(cited)))
        return {
            "cosine": max(near),
            "rival": max(rivals, default=0.0) - max(near) if rivals else -0.1,
            "grams": len(shared & theirs) / max(1, len(shared)),
            "grams back": len(shared & theirs) / max(1, len(theirs)),
        }

    def _words(self, laid: Alignment) -> dict[str, float]:
        weights = [self._weight(token) for token in laid.own]
        mass = sum(weights) or 1.0
        closest = self._closest(laid.unmatched, laid.left_out or laid.theirs)
        anywhere = self._closest(laid.unmatched, laid.theirs)
        lacking = [self._weight(token) for token in laid.unmatched]
        half = sum(w * max(0.0, (c - _ALMOST) / (1 - _ALMOST)) for w, c in zip(lacking, anywhere, strict=True))
        return {
            "unmatched": float(len(laid.unmatched)),
            "unmatched share": len(laid.unmatched) / max(1, len(laid.own)),
            "left out share": len(laid.left_out) / max(1, len(laid.theirs)),
            "covered": 1 - sum(lacking) / mass,
            "covered by meaning": 1 - (sum(lacking) - half) / mass,
            "furthest word": min(anywhere, default=1.0),
            "furthest from what is left out": min(closest, default=1.0),
            "rarest new word": max(lacking, default=0.0),
            "new names": float(sum(token.text[0].isupper() for token in laid.unmatched)),
        }

    def _closest(self, some: Sequence[Token], others: Sequence[Token]) -> list[float]:
        """Return for each word the cosine of the nearest of the others."""
        if not some:
            return []
        if not others:
            return [0.0] * len(some)
        own, theirs = self._word_vectors(some), self._word_vectors(others)
        return [float(best) for best in (own @ theirs.T).max(axis=1)]

    def _word_vectors(self, some: Sequence[Token]) -> Matrix:
        new = [word for word in dict.fromkeys(token.lower for token in some) if word not in self._vectors]
        if new:
            self._vectors |= dict(zip(new, self._embedder.embed_phrasings(new), strict=True))
        return np.stack([self._vectors[token.lower] for token in some])

    def _vector(self, text: str) -> Matrix:
        if text not in self._vectors:
            entry = self._index.entry_of_text.get(text)
            self._vectors[text] = self._index.vectors_of([entry])[0] if entry else self._embedder.embed_question(text)
        return self._vectors[text]

    def _weight(self, token: Token) -> float:
        return self._index.vocabulary.weight("".join(words(token.lower)))


def _order(laid: Alignment) -> dict[str, float]:
    pairs, together, turned = laid.neighbours
    by = {"door", "by"}
    passive = bool(by & _lower(laid.all_own)) != bool(by & _lower(laid.all_theirs))
    alone = len(laid.moved_alone)
    return {
        "moved": float(len(laid.moved)),
        "moved alone": float(alone),
        "moved alone share": alone / max(1, len(laid.match)),
        "moved alone, voice kept": 0.0 if passive else float(alone),
        "voice turned": float(passive),
        "pairs together": together / pairs if pairs else 1.0,
        "pairs turned": float(turned),
        "pairs turned share": turned / pairs if pairs else 0.0,
        "begins alike": float(laid.match.get(0, -1) == 0),
        "ends alike": float(laid.match.get(len(laid.own) - 1, -1) == len(laid.theirs) - 1),
    }


def _small_words(laid: Alignment) -> dict[str, float]:
    own, theirs = _lower(laid.all_own), _lower(laid.all_theirs)
    values: dict[str, float] = {}
    for kind, members in {**load_words().kinds, "negation": load_words().negation}.items():
        values[f"adds {kind}"] = float(len((own - theirs) & members))
        values[f"lacks {kind}"] = float(len((theirs - own) & members))
    counts = [sum(t.lower in load_words().negation for t in side) for side in (laid.all_own, laid.all_theirs)]
    values["negations"] = float(counts[0])
    values["negations more"] = float(counts[0] - counts[1])
    values["negates alike"] = _negates_alike(laid)
    return values


def _negates_alike(laid: Alignment) -> float:
    """Return the share of the words around the sentence's negations that stand around one in the text too."""
    own, theirs = _near_negation(laid.all_own), _near_negation(laid.all_theirs)
    return len(own & theirs) / len(own) if own else 1.0


def _near_negation(side: Sequence[Token]) -> set[str]:
    near: set[str] = set()
    for place, token in enumerate(side):
        if token.lower in load_words().negation:
            near |= {t.lemma for t in [t for t in side[place + 1 : place + 6] if t.content][:2]}
            near |= {t.lemma for t in [t for t in side[max(0, place - 4) : place] if t.content][-1:]}
    return near


def _shape(laid: Alignment, sentence: str, cited: Sequence[str], language: Language) -> dict[str, float]:
    text = " ".join(cited)
    clauses = [Alignment(clause, text, language) for clause in _CLAUSE.split(sentence) if clause.strip()]
    shares = [len(clause.match) / len(clause.own) for clause in clauses if clause.own]
    named = actors(sentence)
    return {
        "length": len(laid.all_own) / max(1, len(laid.all_theirs)),
        "words": float(len(laid.own)),
        "several texts": float(len(cited) > 1),
        "asks": float(sentence.endswith("?")),
        "cites a question": float(all(each.endswith("?") for each in cited)),
        "weakest clause": min(shares, default=1.0),
        "longest run": _longest_run(laid) / max(1, len(laid.all_own)),
        "figures": float(len(figures(sentence, language))),
        "figures bound alike": _figures_bound(laid),
        "actors": float(len(named)),
        "actors kept": len(set(named) & set(actors(text))) / len(named) if named else 1.0,
    }


def _longest_run(laid: Alignment) -> int:
    """Return the length of the longest row of words that both have."""
    theirs = [token.lower for token in laid.all_theirs]
    best = 0
    lengths = [0] * (len(theirs) + 1)
    for token in laid.all_own:
        row = [0] * (len(theirs) + 1)
        for place, word in enumerate(theirs, 1):
            if word == token.lower:
                row[place] = lengths[place - 1] + 1
                best = max(best, row[place])
        lengths = row
    return best


def _figures_bound(laid: Alignment) -> float:
    """Return how much of what stands around a figure stands around it in the text too; the worst figure counts."""
    shares: list[float] = []
    for place, token in enumerate(laid.own):
        if place in laid.match and any(character.isdigit() for character in token.lower):
            near = laid.own[max(0, place - _AROUND) : place] + laid.own[place + 1 : place + 1 + _AROUND]
            other = laid.match[place]
            there = laid.theirs[max(0, other - _AROUND) : other] + laid.theirs[other + 1 : other + 1 + _AROUND]
            lemmas = {word.lemma for word in there}
            shares.append(sum(word.lemma in lemmas for word in near) / len(near) if near else 1.0)
    return min(shares, default=1.0)


def _lower(side: Sequence[Token]) -> set[str]:
    return {token.lower for token in side}
