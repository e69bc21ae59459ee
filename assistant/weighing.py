"""Sums of small decision trees, read from JSON: numbers by name → a score. Higher is surer.

Enters: the text of a file that `evals/fit_gate.py` wrote. Leaves: scores. Each tree asks a few yes-or-no questions
about the numbers and adds a little to the score or takes a little off; no library and no code comes out of the file.
There are two sums: one that asks what the judge of pairs (`corpus.entailment`) said too, one for where there is none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Tree = float | list[Any]
"""A leaf is a number, a branch is [place of the name, limit, tree if at most, tree if more]."""
JUDGED = "judged"
"""The name of what the judge of pairs said, among the numbers."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The trees of one sum, with the names of the numbers that they ask about."""

    names: tuple[str, ...]
    trees: tuple[Tree, ...]
    base: float
    floor: float
    """From this score on a sentence is shown."""

    def accepts(self, values: Mapping[str, float]) -> bool:
        """Whether a sentence's numbers suffice."""
        return self.score(values) >= self.floor

    def score(self, values: Mapping[str, float]) -> float:
        """Return the score of a sentence's numbers."""
        row = [values[name] for name in self.names]
        return self.base + sum(_follow(tree, row) for tree in self.trees)


@dataclass(frozen=True, slots=True)
class Weighings:
    """Both sums."""

    alone: Weighing
    with_judge: Weighing

    def accepts(self, values: Mapping[str, float], judged: float | None) -> bool:
        """Whether a sentence's numbers, with what the judge of pairs made of it, suffice."""
        return self.alone.accepts(values) if judged is None else self.with_judge.accepts({**values, JUDGED: judged})


def _follow(tree: Tree, row: list[float]) -> float:
    while isinstance(tree, list):
        place, limit, low, high = tree
        tree = low if row[place] <= limit else high
    return tree


def read_weighings(text: str) -> Weighings:
    """Read what the fitting command has written."""
    tables = json.loads(text)
    return Weighings(*(_read(tables[name]) for name in ("alone", "with_judge")))


def _read(table: Mapping[str, Any]) -> Weighing:
    return Weighing(tuple(table["names"]), tuple(table["trees"]), table["base"], table["floor"])
