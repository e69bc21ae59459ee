"""Text → hits: nearest texts, 4-grams and topic classifier, all lifted by phrasings, fused and de-duplicated.

Enters: the text to search with. Leaves: passages with the parts of their score, best first. Refuses
nothing; whether the best hit is good enough is for `assistant.scope` to say.
"""

import statistics
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.embedding import Embedder, Matrix
from corpus.index import Index
from corpus.records import Hit, Passage

NEAREST_FURTHER = 100
NEAREST = 1000
"""How many entries the dense half looks at: a card has some seventy, and its best three must be among them. A passage
beyond it gets the similarity of the last one."""
BEST_SHORT = 3
"""A passage's short texts count by the mean of the best three: one lucky phrasing is not enough."""
LEXICAL_WEIGHT = 1.0
TOPIC_WEIGHT = 1.0
LIMIT = 12
_LEAST_SPREAD = 1e-6


class PassageRetriever(BaseRetriever):
    """A LangChain retriever over one opened index; each document carries its passage id and scores."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    embedder: Any
    limit: int = LIMIT

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [as_document(hit) for hit in find(query, self.index, self.embedder, limit=self.limit)]

    def hits(self, query: str) -> list[Hit]:
        """Return the hits themselves, through the same LangChain call."""
        return [as_hit(document, self.index) for document in self.invoke(query)]


def as_document(hit: Hit) -> Document:
    """Convert a hit at LangChain's edge."""
    passage = hit.passage
    metadata = {
        "passage_id": passage.id, "source_id": passage.source_id, "section": passage.section, "role": passage.role,
        "score": hit.score, "dense": hit.dense, "lexical": hit.lexical,
    }  # fmt: skip
    return Document(page_content=passage.text, metadata=metadata, id=passage.id)


def as_hit(document: Document, index: Index) -> Hit:
    """Convert a document of ours back to the hit it stands for."""
    values = document.metadata
    return Hit(index.passages[values["passage_id"]], values["score"], values["dense"], values["lexical"])


def find(query: str, index: Index, embedder: Embedder, *, limit: int = LIMIT) -> list[Hit]:
    """Search each way and fuse the scores; at most `limit` passages of cards, and as many others."""
    expanded = " ".join([query, *index.glossary.expansions(query)])
    vector = embedder.embed_question(query)
    near = index.nearest(vector, NEAREST)
    floor = min(near.values(), default=0.0)
    dense, lexical = _dense_by_passage(near, index), index.lexical_scores(expanded)
    scaled_dense = _scaled(dense, floor)
    scaled_lexical = _scaled(lexical, 0.0)
    topics = _topics_by_passage(vector, index)
    hits = [
        Hit(
            index.passages[passage_id],
            scaled_dense.get(passage_id, 0.0)
            + LEXICAL_WEIGHT * scaled_lexical.get(passage_id, 0.0)
            + TOPIC_WEIGHT * topics.get(passage_id, 0.0),
            dense.get(passage_id, floor),
            lexical.get(passage_id, 0.0),
        )
        for passage_id in dense.keys() | lexical.keys() | topics.keys()
    ]
    further = _find_further(expanded, vector, index, dense, lexical)
    found = _without_duplicates(_best_first(hits))[:limit] + _without_duplicates(_best_first(further))[:limit]
    return _best_first(found)


def _find_further(
    expanded: str, vector: Matrix, index: Index, dense: Mapping[str, float], lexical: Mapping[str, float]
) -> list[Hit]:
    """Search the passages that no card covers, on the scales of those that one does.

    The classifier does not know them: they lead when the other two ways say so clearly.
    """
    near: dict[str, float] = {}
    for entry_id, similarity in index.nearest_further(vector, NEAREST_FURTHER).items():
        for passage_id in index.entries[entry_id].passages:
            near[passage_id] = max(near.get(passage_id, 0.0), similarity)
    floor = min(dense.values(), default=min(near.values(), default=0.0))
    spread = max(max(dense.values(), default=max(near.values(), default=0.0)) - floor, _LEAST_SPREAD)
    scores = index.lexical_scores_further(expanded)
    best = max([_LEAST_SPREAD, *lexical.values(), *scores.values()])
    return [
        Hit(
            index.passages[passage_id],
            max(0.0, near.get(passage_id, floor) - floor) / spread
            + LEXICAL_WEIGHT * scores.get(passage_id, 0.0) / best,
            near.get(passage_id, floor),
            scores.get(passage_id, 0.0),
        )
        for passage_id in near.keys() | scores.keys()
    ]


def _best_first(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def _scaled(scores: Mapping[str, float], floor: float) -> dict[str, float]:
    """Return the scores between 0 at the floor and 1 at the best."""
    spread = max(max(scores.values(), default=floor) - floor, _LEAST_SPREAD)
    return {key: max(0.0, value - floor) / spread for key, value in scores.items()}


def _topics_by_passage(vector: Matrix, index: Index) -> dict[str, float]:
    """Return the scaled score of the card that each passage renders or is covered by; the median card scores 0."""
    scores = index.topic_scores(vector)
    if not scores:
        return {}
    scaled = _scaled(scores, statistics.median(scores.values()))
    return {passage: max(scaled[card] for card in cards) for passage, cards in index.cards_of_passage.items()}


def _dense_by_passage(near: Mapping[str, float], index: Index) -> dict[str, float]:
    """Return for each passage the better of its own similarity and that of the short texts leading to it."""
    own: dict[str, float] = {}
    short: dict[str, list[float]] = defaultdict(list)
    floor = min(near.values(), default=0.0)
    for entry_id, similarity in near.items():
        entry = index.entries[entry_id]
        if entry.kind == "passage":
            own[entry.passages[0]] = similarity
        else:
            for passage_id in entry.passages:
                short[passage_id].append(similarity)
    best: dict[str, float] = dict(own)
    for passage_id, similarities in short.items():
        top = (sorted(similarities, reverse=True) + [floor] * BEST_SHORT)[:BEST_SHORT]
        best[passage_id] = max(own.get(passage_id, floor), sum(top) / BEST_SHORT)
    return best


def _without_duplicates(hits: list[Hit]) -> list[Hit]:
    """Keep the best of passages that hold the same text or are the two languages of one card."""
    seen: set[Any] = set()
    kept: list[Hit] = []
    for hit in hits:
        passage: Passage = hit.passage
        key = passage.card_id or " ".join(passage.text.split())
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept
