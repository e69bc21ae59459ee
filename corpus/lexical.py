"""The lexical half of an index: BM25 over character 4-grams, by bm25s. Only this module imports bm25s.

Enters: texts (a passage with the phrasings that lead to it). Leaves: a score for every text, and the
share of a question's words that the corpus knows. Four-grams rather than stems, because Dutch glues
words together ("cybercrisisoefening") and people type in haste. Refuses nothing.
"""

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_GRAM = 4
_VOCABULARY = "vocabulary.json"


def words(text: str) -> list[str]:
    """Return the lower-case words of a text, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(character for character in plain if not unicodedata.combining(character)))


def grams(text: str) -> list[str]:
    """Return the character 4-grams of each word; a shorter word stands for itself."""
    return [word[i : i + _GRAM] for word in words(text) for i in range(max(1, len(word) - _GRAM + 1))]


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Write the index of `texts`; their order is the order of the scores."""
    model = bm25s.BM25()
    model.index([grams(text) or [""] for text in texts] or [[""]], show_progress=False)
    model.save(str(folder), show_progress=False)
    counts = Counter(word for text in texts for word in set(words(text)))
    content = {"texts": len(texts), "counts": dict(sorted(counts.items()))}
    (folder / _VOCABULARY).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


class LexicalIndex:
    """An index opened for reading."""

    def __init__(self, folder: Path) -> None:
        self._model = bm25s.BM25.load(str(folder))
        content = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        self._texts: int = content["texts"]
        self._counts: dict[str, int] = content["counts"]
        self._gram_counts = Counter(gram for word in self._counts for gram in set(grams(word)))

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return the BM25 score of every text, shape (texts,)."""
        found: NDArray[np.float32] = np.asarray(self._model.get_scores(grams(text) or [""]), dtype=np.float32)
        return found

    def weight(self, word: str) -> float:
        """Return the inverse document frequency of a word; an unknown word weighs most."""
        return math.log(1 + self._texts / (0.5 + self._counts.get(word, 0)))

    def knows(self, word: str) -> bool:
        """Whether the corpus holds the word."""
        return word in self._counts

    def resembles(self, word: str) -> float:
        """Return the share of a word's 4-grams that occur in the corpus: compounds and slips keep most."""
        parts = grams(word)
        return sum(part in self._gram_counts for part in parts) / len(parts) if parts else 0.0
