"""Sentences written by hand, with what they cite and whether that carries them: load, check, split.

Enters: `gate/*.jsonl`, one sentence a line. Leaves: frozen `Planted` records. To train the judges of pairs and to fit
the weighing with: `train_*`, `near_*` and `pairs_*`; `models_*`, by writers who played a model; `reworded_*`, by such
writers too, whose false sentences are worded as freely as their true ones; `free_*`, two true and two false sentences
for each text, all worded freely. To fit the weighing with, and to choose by: dev, which no judge
has seen (a share of each of these; `held_*`, mostly denials and swapped roles, written like `free_*`; and most of
`planted.jsonl`, which is hard on purpose). To report: the rest of `planted.jsonl`, a part that never changes, and
`fresh.jsonl`, like `reworded_*`, which was judged once, after all fitting and choosing.
Refuses: a line that does not parse, a sentence that occurs twice.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.index import Index
from corpus.lexical import grams
from corpus.records import Language

FOLDER = Path(__file__).parent / "gate"
Part = Literal["train", "dev", "test", "fresh"]
_TEST_FIFTHS = 2
_DEV_SHARE = {"near": 5, "pairs": 8, "free": 8, "models": 4, "reworded": 4, "held": 1}
"""Which share of a source is dev: one in so many. Of what is as models write, more: floors are chosen by it."""
JUDGES = 3
"""How many judges of pairs are trained; each is kept from one part of the train sentences."""
TWIN = 0.8
"""Writers who summarise one text come to like sentences: from this share of common 4-grams on, one is known already."""


class Planted(BaseModel):
    """One sentence, as a chat model might write it, with the exact texts that it cites."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    kind: str
    language: Language
    sentence: str
    card: str
    spans: tuple[str, ...]
    supported: bool
    difficulty: str = ""
    source: Literal["train", "near", "pairs", "free", "held", "models", "reworded", "planted", "fresh"] = "planted"

    @property
    def fold(self) -> int:
        """Which judge of pairs is kept from the sentence, and from every other that cites the same."""
        return _digest(self.spans)[2] % JUDGES

    @property
    def part(self) -> Part:
        """What the sentence may be used for, from its own words: adding one never moves another."""
        # Sentences of `free` are written in fours, like and unlike: they stay together.
        digest = _digest(self.spans if self.source == "free" else (self.sentence,))
        if self.source == "planted":
            return "test" if digest[0] % 5 < _TEST_FIFTHS else "dev"
        if self.source in _DEV_SHARE:
            # The fifth of `near` was drawn by another byte than the shares of what came later.
            drawn = digest[0] if self.source == "near" else digest[1]
            return "dev" if drawn % _DEV_SHARE[self.source] == 0 else "train"
        return "fresh" if self.source == "fresh" else "train"


def _digest(texts: Sequence[str]) -> bytes:
    return hashlib.sha256("\n".join(texts).encode()).digest()


@cache
def load_planted(folder: Path = FOLDER) -> tuple[Planted, ...]:
    """Read every sentence, in file order."""
    rows: list[Planted] = []
    for path in sorted(folder.glob("*.jsonl")):
        source = path.stem.partition("_")[0]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                rows.append(Planted.model_validate_json(line).model_copy(update={"source": source}))
            except ValueError as error:
                raise ValueError(f"{path.name}, regel {number}: {error}") from error
    sentences = [row.sentence for row in rows]
    if len(set(sentences)) < len(sentences):
        raise ValueError("een zin komt twee keer voor")
    return tuple(rows)


def without_twins(rows: Sequence[Planted]) -> list[Planted]:
    """Return the rows that share under `TWIN` of their 4-grams with every sentence that was fitted on or chosen by."""
    known: dict[str, list[set[str]]] = defaultdict(list)
    for row in load_planted():
        if row.part in {"train", "dev"}:
            known[row.card].append(set(grams(row.sentence)))
    return [row for row in rows if all(_shared(set(grams(row.sentence)), other) < TWIN for other in known[row.card])]


def _shared(some: set[str], others: set[str]) -> float:
    return len(some & others) / max(1, len(some | others))


def surroundings(row: Planted, index: Index) -> tuple[str, list[str]]:
    """Return what stands above the cited texts, and the other texts of their card."""
    card = index.cards[row.card]
    source = index.sources[card.source]
    items = index.items_by_card[row.card]
    languages = {item.language for item in items if item.text in row.spans}
    title: str = getattr(card.title, row.language)
    context = f"{title} {source.title} {source.publisher}"
    return context, [item.text for item in items if item.language in languages]
