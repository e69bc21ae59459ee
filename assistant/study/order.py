"""A seed → an order that is the same on every machine and in every version of Python.

Enters: a seed and things with a name each. Leaves: the things, ordered by the hash of seed and name.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def shuffled(seed: int, things: Iterable[Thing], name: Callable[[Thing], str]) -> list[Thing]:
    """Return the things in an order that only the seed and their names decide."""
    return sorted(things, key=lambda thing: (_digest(seed, name(thing)), name(thing)))


def _digest(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()
