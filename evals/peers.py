"""The pipelines that people would otherwise use, on the same documents with the same questions: `make eval-peers`.

Enters: the archived pages of the current generation (cards and guidance, without phrasings: those are our way of
working) and the ranked questions of the test split. Leaves: a table of recall at 1 and 3 with bootstrap intervals,
beside ours. A chunk counts for every card whose page, or whose section of the guidance, it holds more than half
of or lies in: generous to large chunks. Each peer runs as its own documentation sets it up, with our embedding model.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieve import find
from assistant.topics import group_topics
from assistant.understand import understand
from corpus.index import Index
from evals import peer_pipelines
from evals.bench import Bench
from evals.cases import Case, load_cases
from evals.run import interval
from evals.scores import RANKED_KINDS

_HALF = 0.5
Ranked = Callable[[str], Sequence[set[str]]]
"""A question → for each result, best first, the cards that it counts for."""


@dataclass(frozen=True)
class Stretch:
    """Part of a page that belongs to some cards."""

    start: int
    end: int
    cards: frozenset[str]


class Credit:
    """Which cards a stretch of a page counts for."""

    def __init__(self, index: Index) -> None:
        self._stretches: dict[str, list[Stretch]] = {}
        for passage in index.passages.values():
            key = (passage.source_id, passage.section)
            cards = {passage.card_id} if passage.card_id else set(index.cards_by_section.get(key, []))
            if cards:
                own = Stretch(passage.start, passage.end, frozenset(cards))
                self._stretches.setdefault(passage.page_id, []).append(own)

    def cards(self, page_id: str, start: int, end: int) -> set[str]:
        """Return the cards of every stretch that lies for more than half in the chunk, or holds half of it."""
        found: set[str] = set()
        for stretch in self._stretches.get(page_id, []):
            shared = min(end, stretch.end) - max(start, stretch.start)
            if shared > _HALF * min(end - start, stretch.end - stretch.start):
                found |= stretch.cards
        return found


def ours(bench: Bench) -> Ranked:
    """Return our own retrieval in the same shape."""

    def ranked(question: str) -> list[set[str]]:
        return [{topic.id} for topic in group_topics(find(question, bench.index, bench.embedder), bench.index)]

    return ranked


def credited(search: peer_pipelines.Search, credit: Credit) -> Ranked:
    """Turn a peer's chunks into cards."""
    return lambda question: [credit.cards(*place) for place in search(question)]


def rows(ranked: Ranked, cases: Sequence[Case]) -> Iterator[str]:
    """Yield recall at 1 and 3, with its interval, over all questions and over lay wording alone."""
    results = [(case, list(ranked(understand(case.as_question()).search_text))) for case in cases]
    for lay_only in (False, True):
        chosen = [(case, found) for case, found in results if case.kind == "lay" or not lay_only]
        for most in (1, 3):
            hits = [float(any(cards & set(case.expected_cards) for cards in found[:most])) for case, found in chosen]
            low, high = interval(hits)
            yield f"{sum(hits) / len(hits):.3f} ({low:.2f} – {high:.2f})"


def main() -> None:
    """Run every pipeline and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["train", "dev", "test"], default="test")
    parser.add_argument("--target", type=Path, help="file to write the table to as well")
    arguments = parser.parse_args()
    bench = Bench()
    cases = [c for c in load_cases() if c.split == arguments.split and c.kind in RANKED_KINDS and c.expected_cards]
    pages = [page for page in bench.index.pages.values() if page.id != "woordenlijst"]
    credit = Credit(bench.index)
    lay = sum(case.kind == "lay" for case in cases)
    table = [
        f"| pipeline | first (n = {len(cases)}) | in first 3 | lay wording: first (n = {lay}) | in first 3 |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as scratch:
        pipelines = {"Raadsvraag": ours(bench)} | {
            name: credited(make(pages, bench.embedder, Path(scratch)), credit)
            for name, make in peer_pipelines.PIPELINES.items()
        }
        for name, ranked in pipelines.items():
            table.append(f"| {name} | {' | '.join(rows(ranked, cases))} |")
            print(table[-1], flush=True)
    if arguments.target:
        arguments.target.write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
