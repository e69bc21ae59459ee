"""How the gate judges the planted sentences: by kind, with n, and what a sentence costs. Run as `make eval-gate`.

Enters: the sentences of `gate/` and an index. Leaves: one table for each part and the time that a judgement takes.
Every figure is a share with its n and a 95 % interval; nothing here is fitted or chosen.
"""

import argparse
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.gate import Gate, Reason
from assistant.settings import read_settings
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from corpus.records import Language
from evals.gate_cases import Planted, load_planted, surroundings, without_twins
from evals.run import interval


@dataclass(frozen=True, slots=True)
class Judged:
    """One planted sentence and what became of it."""

    row: Planted
    reason: Reason | None
    milliseconds: float

    @property
    def wrong(self) -> bool:
        """Shown although it is not carried, or dropped although it is."""
        return (self.reason is None) != self.row.supported


def judge(rows: Iterable[Planted], index: Index, embedder: SentenceEmbedder) -> list[Judged]:
    """Put each sentence to a gate of its own, as the first sentence of an answer is."""
    judged: list[Judged] = []
    for row in rows:
        language: Language = row.language
        gate = Gate(index, embedder, language)
        context, others = surroundings(row, index)
        started = time.perf_counter()
        reason = gate.reason_against(row.sentence, row.spans, context, others)
        judged.append(Judged(row, reason, (time.perf_counter() - started) * 1000))
    return judged


def table(judged: Sequence[Judged], *, kinds: bool = True) -> str:
    """Lay out the wrong judgements, by kind too: first what got through, then what was dropped."""
    rows = ["| sentences | wrongly shown or dropped | 95 % | n |", "|---|---|---|---|"]
    for supported, title in ((False, "not carried, shown"), (True, "carried, dropped")):
        chosen = [each for each in judged if each.row.supported == supported]
        rows.append(_line(f"**{title}**", chosen))
        for kind in sorted({each.row.kind for each in chosen}) if kinds else ():
            rows.append(_line(f"{title}: {kind}", [each for each in chosen if each.row.kind == kind]))
    return "\n".join(rows)


def _line(name: str, chosen: Sequence[Judged]) -> str:
    values = [float(each.wrong) for each in chosen]
    low, high = interval(values)
    return f"| {name} | {statistics.fmean(values):.3f} | {low:.2f} to {high:.2f} | {len(values)} |"


def main() -> None:
    """Judge the parts that may be reported and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ["fresh", "test"]
    parser.add_argument("--part", choices=[*parts, "dev"], nargs="*", default=parts)
    parser.add_argument("--wrong", action="store_true", help="print the wrong judgements too (dev only)")
    arguments = parser.parse_args()
    settings = read_settings()
    embedder = SentenceEmbedder(settings.embedder, settings.data)
    index = Index(current_generation(settings.index_root), fingerprint=embedder.fingerprint)
    together: list[Judged] = []
    for part in arguments.part:
        judged = judge([row for row in load_planted() if row.part == part], index, embedder)
        together += judged
        times = sorted(each.milliseconds for each in judged)
        new = {row.sentence for row in without_twins([each.row for each in judged])}
        print(f"\n## {part}\n\n{table(judged)}")
        print(f"\nUnlike all that was fitted on:\n\n{table([e for e in judged if e.row.sentence in new], kinds=False)}")
        print(f"\nms a sentence: p50 {times[len(times) // 2]:.0f}, p95 {times[int(0.95 * len(times))]:.0f}")
        if arguments.wrong and part == "dev":
            print("\n".join(f"{e.row.kind}\t{e.reason}\t{e.row.sentence}\t{e.row.spans}" for e in judged if e.wrong))
    if len(arguments.part) > 1:
        print(f"\n## Together\n\n{table(together)}")


if __name__ == "__main__":
    main()
