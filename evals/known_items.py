"""Find a page again by its own title: `python -m evals.known_items --data SCRATCH` after `evals.trees`.

Enters: the index of a tree of pages. Leaves: recall at 1 and at 10, of dense, lexical and fused search, and of
LangChain's standard pipeline on the texts of the same pages with the same embedder. A query is the title of a page,
the right answer that page; titles that several pages share are left out, since no answer would be wrong.
"""

import argparse
import random
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.retrieve import find
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from corpus.records import Page
from evals.peer_pipelines import langchain_standard
from evals.run import interval

LIMIT = 10
_CANDIDATES = 200
"""Passages to look at for ten different pages."""

Ranking = Callable[[str], list[str]]
"""A query → the ids of pages, best first, each once."""


def titled(pages: Iterable[Page], most: int) -> dict[str, str]:
    """Return page ids by title, for titles that one page has; a seeded sample of at most so many."""
    documents = [page for page in pages if page.kind == "document" and len(page.title.split()) > 1]
    shared = Counter(page.title for page in documents)
    chosen = {page.title: page.id for page in documents if shared[page.title] == 1}
    titles = random.Random(0).sample(sorted(chosen), min(most, len(chosen)))
    return {title: chosen[title] for title in titles}


def rankings(index: Index, embedder: SentenceEmbedder) -> dict[str, Ranking]:
    """Return our ways of searching, as rankings of pages."""

    def pages_of(passages: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(index.passages[passage].page_id for passage in passages))

    def dense(query: str) -> list[str]:
        near = index.nearest_further(embedder.embed_question(query), _CANDIDATES)
        return pages_of(index.entries[entry].passages[0] for entry in near)

    def lexical(query: str) -> list[str]:
        scores = index.lexical_scores_further(query)
        return pages_of(sorted(scores, key=lambda passage: -scores[passage])[:_CANDIDATES])

    def fused(query: str) -> list[str]:
        return pages_of(hit.passage.id for hit in find(query, index, embedder, limit=_CANDIDATES))

    return {"dense": dense, "lexical": lexical, "fused": fused}


def recall(ranking: Ranking, items: dict[str, str], k: int) -> list[float]:
    """Return for each item whether its page is among the first k."""
    return [float(page in ranking(title)[:k]) for title, page in items.items()]


def main() -> None:
    """Print one row for each way of searching."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that evals.trees has filled")
    parser.add_argument("--most", type=int, default=1000, help="at most so many titles")
    arguments = parser.parse_args()
    embedder = SentenceEmbedder("", arguments.data, progress=False)
    index = Index(current_generation(arguments.data / "index"))
    pages = [page for page in index.pages.values() if page.kind == "document"]
    items = titled(pages, arguments.most)
    ways = rankings(index, embedder)
    with tempfile.TemporaryDirectory() as scratch:
        standard = langchain_standard(pages, embedder, Path(scratch))
        ways["LangChain"] = lambda query: list(dict.fromkeys(page for page, _, _ in standard(query)))
        print(f"{len(pages)} pages, {len(items)} titles\n\n| search | recall@1 | recall@10 |\n|---|---|---|")
        for name, ranking in ways.items():
            remembered = {title: ranking(title) for title in items}
            cells = []
            for k in (1, LIMIT):
                values = recall(remembered.__getitem__, items, k)
                low, high = interval(values)
                cells.append(f"{statistics.fmean(values):.3f} ({low:.3f} to {high:.3f})")
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
