"""Five retrieval pipelines of other projects, each as its own documentation sets it up, over the same pages.

Enters: pages and an embedder. Leaves: for each a search: question → (page id, start, end) of the chunks found, best
first. Only this module imports langchain-chroma, llama-index and haystack (the extra `peers`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.embedding import Embedder
from corpus.records import Page

LIMIT = 10
CHUNK, OVERLAP = 1000, 200
"""Characters: the values of LangChain's own retrieval tutorial."""

Search = Callable[[str], Sequence[tuple[str, int, int]]]
Maker = Callable[[Sequence[Page], Embedder, Path], Search]


def langchain_standard(pages: Sequence[Page], embedder: Embedder, scratch: Path) -> Search:
    """Build LangChain's tutorial: recursive splitter, Chroma, similarity search."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class Ours(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = embedder.embed_passages(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            row: list[float] = embedder.embed_question(text).tolist()
            return row

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    documents = [Document(page_content=page.text, metadata={"page": page.id}) for page in pages]
    store = Chroma.from_documents(
        splitter.split_documents(documents),
        Ours(),
        persist_directory=str(scratch / "langchain"),
        collection_metadata={"hnsw:space": "cosine"},
    )

    def search(question: str) -> list[tuple[str, int, int]]:
        found = store.similarity_search(question, k=LIMIT)
        starts = [(d.metadata["page"], d.metadata["start_index"], len(d.page_content)) for d in found]
        return [(page, start, start + length) for page, start, length in starts]

    return search


def _llama_nodes(pages: Sequence[Page]) -> Any:
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter

    documents = [Document(text=page.text, metadata={}, doc_id=page.id) for page in pages]
    return SentenceSplitter().get_nodes_from_documents(documents)


def _llama_search(retriever: Any) -> Search:
    def search(question: str) -> list[tuple[str, int, int]]:
        nodes = [found.node for found in retriever.retrieve(question)]
        return [(node.ref_doc_id, node.start_char_idx, node.end_char_idx) for node in nodes]

    return search


def _llama_vectors(nodes: Any, embedder: Embedder) -> Any:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding

    class Ours(BaseEmbedding):  # type: ignore[misc]  # untyped where the extra is absent
        def _get_text_embedding(self, text: str) -> list[float]:
            row: list[float] = embedder.embed_passages([text])[0].tolist()
            return row

        def _get_query_embedding(self, query: str) -> list[float]:
            row: list[float] = embedder.embed_question(query).tolist()
            return row

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return VectorStoreIndex(nodes, embed_model=Ours()).as_retriever(similarity_top_k=LIMIT)


def llama_default(pages: Sequence[Page], embedder: Embedder, scratch: Path) -> Search:
    """Build LlamaIndex's default: sentence splitter, in-memory vectors."""
    return _llama_search(_llama_vectors(_llama_nodes(pages), embedder))


def _llama_bm25(nodes: Any) -> Any:
    from llama_index.retrievers.bm25 import BM25Retriever

    return BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=LIMIT, language="nl")


def llama_hybrid(pages: Sequence[Page], embedder: Embedder, scratch: Path) -> Search:
    """Build LlamaIndex's hybrid: vectors and BM25, reciprocal rank fusion."""
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES

    nodes = _llama_nodes(pages)
    retriever = QueryFusionRetriever(
        [_llama_vectors(nodes, embedder), _llama_bm25(nodes)],
        similarity_top_k=LIMIT,
        num_queries=1,  # no rewriting: there is no language model here
        mode=FUSION_MODES.RECIPROCAL_RANK,
        use_async=False,
        llm=MockLLM(),
    )
    return _llama_search(retriever)


def bm25_alone(pages: Sequence[Page], embedder: Embedder, scratch: Path) -> Search:
    """Build BM25 with Dutch stop words and stemming, as LlamaIndex offers it."""
    return _llama_search(_llama_bm25(_llama_nodes(pages)))


def haystack_hybrid(pages: Sequence[Page], embedder: Embedder, scratch: Path) -> Search:
    """Build Haystack's hybrid: word splitter, BM25 and embedding retrievers, joined by reciprocal rank."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=20)
    chunks = splitter.run([Document(content=page.text, meta={"page": page.id}) for page in pages])["documents"]
    vectors = embedder.embed_passages([chunk.content or "" for chunk in chunks])
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents([replace(c, embedding=v.tolist()) for c, v in zip(chunks, vectors, strict=True)])
    lexical, dense = InMemoryBM25Retriever(store, top_k=LIMIT), InMemoryEmbeddingRetriever(store, top_k=LIMIT)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=LIMIT)

    def search(question: str) -> list[tuple[str, int, int]]:
        both = [
            lexical.run(query=question)["documents"],
            dense.run(query_embedding=embedder.embed_question(question).tolist())["documents"],
        ]
        found = joiner.run(both)["documents"]
        places = [(d.meta["page"], d.meta["split_idx_start"], len(d.content or "")) for d in found]
        return [(page, start, start + length) for page, start, length in places]

    return search


PIPELINES: dict[str, Maker] = {
    "LangChain, standard (1000/200, Chroma)": langchain_standard,
    "LlamaIndex, default": llama_default,
    "LlamaIndex, hybrid": llama_hybrid,
    "Haystack, hybrid": haystack_hybrid,
    "BM25 alone (Dutch stemmer)": bm25_alone,
}
