"""How close two short texts are: the cosine of their vectors, plus a share of their common 4-grams.

The embedding model alone puts most Dutch sentences about municipalities within a few hundredths of each
other; the letters they share settle which of them is meant.
"""

import numpy as np
from numpy.typing import NDArray

from corpus.lexical import grams

GRAM_SHARE = 0.1


def shared_grams(text: str, other: str) -> float:
    """Return the share of the shorter text's 4-grams that the other holds, 0 to 1."""
    own, theirs = set(grams(text)), set(grams(other))
    return len(own & theirs) / max(1, min(len(own), len(theirs)))


def closeness(text: str, other: str, vector: NDArray[np.float32], other_vector: NDArray[np.float32]) -> float:
    """Return the cosine of two unit vectors plus a tenth of the texts' shared 4-grams."""
    return float(vector @ other_vector) + GRAM_SHARE * shared_grams(text, other)
