"""HTML files into a searchable store, ours beside LangChain's: `python -m evals.throughput FOLDER --data SCRATCH`.

Enters: a folder of HTML files. Leaves: pages, passages and words a second of our way (extraction of the main text,
items, embedding, vectors and 4-grams) and of LangChain's plain one (BSHTMLLoader, RecursiveCharacterTextSplitter, the
model through sentence-transformers, Chroma), with the same model, one after the other in one process. Loading the
model is not counted for either. Only this module imports langchain-community (the extra `peers`).
"""

import argparse
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.bundled_model import ensure_unpacked
from corpus.embedding import SentenceEmbedder
from corpus.errors import DocumentError
from corpus.lexical import write_lexical
from corpus.records import Passage, Source
from corpus.vectors import write_vectors
from evals.peer_pipelines import CHUNK, OVERLAP
from ingest.chunk import chunk
from ingest.extract import extract_document

SOURCE = Source("boom", "", "Een boom van pagina's", "Debian", "2024", "proef", "Om snelheid te meten.")


@dataclass(frozen=True)
class Measured:
    """What one way made of the files."""

    passages: int
    words: int
    seconds: float

    def in_words(self, name: str, files: int) -> str:
        """Return one line of figures."""
        return (
            f"{name}: {files} pages, {self.passages} passages of {self.words / self.passages:.0f} words, "
            f"{self.seconds:.1f} s; {files / self.seconds:.1f} pages, {self.passages / self.seconds:.1f} passages, "
            f"{self.words / self.seconds:.0f} words a second"
        )


def measure(make: Callable[[], list[str]]) -> Measured:
    """Time one way; it returns the texts that it has embedded."""
    started = time.monotonic()
    texts = make()
    return Measured(len(texts), sum(len(text.split()) for text in texts), time.monotonic() - started)


def ours(files: list[Path], embedder: SentenceEmbedder, scratch: Path) -> list[str]:
    """Extract, cut, embed and index."""
    today = datetime.now(UTC).date()
    passages: list[Passage] = []
    for file in files:
        try:
            passages += chunk(extract_document(file, {SOURCE.id: SOURCE}, SOURCE.id, today=today))
        except DocumentError as error:
            print(f"  {file.name}: {error.message}")
    texts = [f"{' > '.join(passage.heading)}\n{passage.text}" for passage in passages]
    vectors = embedder.embed_passages(texts)
    write_vectors(scratch / "ours", [str(row) for row in range(len(texts))], vectors)
    write_lexical(scratch / "lexical", texts)
    return texts


def langchain_plain(files: list[Path], model: Path, scratch: Path) -> Callable[[], list[str]]:
    """Return LangChain's way, its model loaded."""
    from langchain_chroma import Chroma
    from langchain_community.document_loaders import BSHTMLLoader
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(str(model), device="cpu")

    class Plain(Embeddings):
        """What langchain-huggingface does; its own package does not go with this release of transformers."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = loaded.encode(texts, prompt="passage: ", normalize_embeddings=True).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    embeddings = Plain()
    embeddings.embed_query("warm")

    def make() -> list[str]:
        documents = [page for file in files for page in BSHTMLLoader(str(file), open_encoding="utf-8").load()]
        chunks = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP).split_documents(documents)
        Chroma.from_documents(chunks, embeddings, persist_directory=str(scratch / "langchain"))
        return [part.page_content for part in chunks]

    return make


def main() -> None:
    """Measure both ways and print their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder for the model and the stores")
    parser.add_argument("--most", type=int, default=200, help="so many files, evenly over the folder")
    arguments = parser.parse_args()
    every = sorted(arguments.folder.rglob("*.html"))
    files = every[:: max(1, len(every) // arguments.most)][: arguments.most]
    scratch = arguments.data / "throughput"
    shutil.rmtree(scratch, ignore_errors=True)
    embedder = SentenceEmbedder("", arguments.data, progress=False)
    embedder.embed_passages(["warm"])
    theirs = langchain_plain(files, ensure_unpacked(arguments.data, progress=False), scratch)
    mine = measure(lambda: ours(files, embedder, scratch))
    print(mine.in_words("ours", len(files)), flush=True)
    plain = measure(theirs)
    print(plain.in_words("LangChain", len(files)))
    words = (mine.words / mine.seconds) / (plain.words / plain.seconds)
    passages = (mine.passages / mine.seconds) / (plain.passages / plain.seconds)
    print(f"ratio: {passages:.2f} in passages a second, {words:.2f} in words a second, "
          f"{plain.seconds / mine.seconds:.2f} in time for the same pages")  # fmt: skip


if __name__ == "__main__":
    main()
