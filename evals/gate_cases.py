"""Sentences written by hand, with what they cite and whether that carries them: load, check, split.

Enters: `gate/*.jsonl`, one sentence a line. Leaves: frozen `Planted` records: those in `train_*` and `near_*` to fit
with (a fifth of the latter is dev); those in `planted.jsonl`, by another writer and hard on purpose, in two parts
that never change, dev (to choose by) and test (to report); those in `close.jsonl`, as models write them, to report
only. Refuses: a line that does not parse, a sentence that occurs twice.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.index import Index
from corpus.records import Language

FOLDER = Path(__file__).parent / "gate"
Part = Literal["train", "dev", "test", "close"]
_TEST_FIFTHS = 2


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
    source: Literal["train", "near", "planted", "close"] = "planted"

    @property
    def part(self) -> Part:
        """What the sentence may be used for, from its own words: adding one never moves another."""
        fifth = hashlib.sha256(self.sentence.encode()).digest()[0] % 5
        if self.source == "near":
            return "dev" if fifth == 0 else "train"
        if self.source == "planted":
            return "test" if fifth < _TEST_FIFTHS else "dev"
        return self.source


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


def surroundings(row: Planted, index: Index) -> tuple[str, list[str]]:
    """Return what stands above the cited texts, and the other texts of their card."""
    card = index.cards[row.card]
    source = index.sources[card.source]
    items = index.items_by_card[row.card]
    languages = {item.language for item in items if item.text in row.spans}
    title: str = getattr(card.title, row.language)
    context = f"{title} {source.title} {source.publisher}"
    return context, [item.text for item in items if item.language in languages]
