"""A sum of small decision trees, read from JSON: numbers by name → a score. Higher is surer.

Enters: the text of a file that `evals/fit_gate.py` wrote. Leaves: scores. Each tree asks a few yes-or-no questions
about the numbers and adds a little to the score or takes a little off; no library and no code comes out of the file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Tree = float | list[Any]
"""A leaf is a number, a branch is [place of the name, limit, tree if at most, tree if more]."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The trees, with the names of the numbers that they ask about."""

    names: tuple[str, ...]
    trees: tuple[Tree, ...]
    base: float
    floor: float
    """From this score on a sentence is shown, where there is no judge of pairs."""
    share: float
    """What a point of the judge of pairs (`corpus.entailment`) counts for."""
    joint_floor: float
    """From this joint score on a sentence is shown."""

    def accepts(self, values: Mapping[str, float], judged: float | None) -> bool:
        """Whether a sentence's numbers, with what the judge of pairs made of it, suffice."""
        score = self.score(values)
        return score >= self.floor if judged is None else score + self.share * judged >= self.joint_floor

    def score(self, values: Mapping[str, float]) -> float:
        """Return the score of a sentence's numbers."""
        row = [values[name] for name in self.names]
        return self.base + sum(_follow(tree, row) for tree in self.trees)


def _follow(tree: Tree, row: list[float]) -> float:
    while isinstance(tree, list):
        place, limit, low, high = tree
        tree = low if row[place] <= limit else high
    return tree


def read_weighing(text: str) -> Weighing:
    """Read what the fitting command has written."""
    table = json.loads(text)
    return Weighing(tuple(table.pop("names")), tuple(table.pop("trees")), **table)
