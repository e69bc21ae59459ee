"""A generation on disk: written aside, verified in a new process, then made current in one step.

Enters: the records of a build. Leaves: `gen-NNNNNN/` with a manifest, and `CURRENT` pointing to it; two
older generations stay for rollback. Refuses: a second writer, a full disk, a generation that fails its
verification; whatever readers use is untouched until the pointer is replaced.
Run as `python -m ingest.generation FOLDER`, this module is the verifying process.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from pydantic import BaseModel

from corpus.cards import Card
from corpus.coverage import cards_of_passages
from corpus.current import MANIFEST, make_current
from corpus.errors import BuildError, RaadsvraagError
from corpus.glossary import Term
from corpus.index import FORMAT_VERSION, Entry, Index, Manifest, hash_files, write_records
from corpus.lexical import write_lexical
from corpus.records import Page, Passage, Source, StudyItem, Visit
from corpus.topic_classifier import write_topic_classifier
from corpus.vectors import write_vectors
from ingest.chunk import CHUNKER_VERSION
from ingest.report import Progress

KEEP_OLD = 2
UNFINISHED = "building-"
_SAME_VECTOR = 0.99999
_PROBE_LIMIT = 5000
"""Up to this many ids are each looked up by their own vector; beyond it, an even sample of that size."""


@dataclass(frozen=True)
class Contents:
    """Everything that goes into a generation, vectors aside."""

    pages: Sequence[Page]
    passages: Sequence[Passage]
    items: Sequence[StudyItem]
    entries: Sequence[Entry]
    sources: Sequence[Source]
    cards: Sequence[Card]
    terms: Sequence[Term]
    definitions: Sequence[Passage]
    """The passages of the glossary: cited, never searched."""
    visits: Sequence[Visit] = ()


@contextmanager
def writer_lock(root: Path) -> Iterator[None]:
    """Hold the one writer's lock; a second writer is refused at once."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "writer.lock", timeout=0):
            yield
    except Timeout as error:
        raise BuildError(
            "Er wordt al een index gebouwd.",
            "Wacht tot dat klaar is; stellen van vragen kan intussen gewoon.",
        ) from error
    except OSError as error:
        raise BuildError(
            f"De index kon niet worden geschreven in {root} ({error.strerror or error}).",
            "Maak schijfruimte vrij of kies met RAADSVRAAG_DATA een andere map; de vorige index blijft in gebruik.",
        ) from error


def clear_unfinished(root: Path) -> None:
    """Remove what builds that were killed have left; only the one writer may."""
    for path in root.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


def write_contents(folder: Path, contents: Contents) -> dict[str, str]:
    """Write the records and return their hashes: equal hashes mean that nothing has changed."""
    folder.mkdir(parents=True)
    write_records(folder / "pages.jsonl", contents.pages)
    write_records(folder / "passages.jsonl", contents.passages)
    write_records(folder / "definitions.jsonl", contents.definitions)
    write_records(folder / "visits.jsonl", contents.visits)
    write_records(folder / "items.jsonl", contents.items)
    write_records(folder / "entries.jsonl", contents.entries)
    write_records(folder / "sources.jsonl", contents.sources)
    _write_models(folder / "cards.jsonl", contents.cards)
    _write_models(folder / "glossary.jsonl", contents.terms)
    return hash_files(folder)


def _write_models(path: Path, models: Sequence[BaseModel]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(model.model_dump_json() + "\n" for model in models)


def write_search(folder: Path, contents: Contents, vectors: NDArray[np.float32]) -> None:
    """Write the parts of the search, and the vectors themselves for reuse by the next build."""
    np.save(folder / "vectors.npy", vectors)
    curated = cards_of_passages(contents.passages, contents.cards)
    further = {entry.id for entry in contents.entries if not _leads_to(entry, curated)}
    write_vectors(folder / "chroma", [entry.id for entry in contents.entries], vectors, further)
    extra: dict[str, list[str]] = {passage.id: [] for passage in contents.passages}
    for entry in contents.entries:
        for passage_id in entry.passages if entry.kind != "passage" else ():
            extra[passage_id].append(entry.text)
    for name, wanted in (("lexical", True), ("lexical-further", False)):
        chosen = [passage for passage in contents.passages if (passage.id in curated) == wanted]
        texts = ["\n".join([*passage.heading, passage.text, *extra[passage.id]]) for passage in chosen]
        write_lexical(folder / name, texts)
    card_of = {passage.id: passage.card_id for passage in contents.passages}
    owners = [card_of[entry.passages[0]] if entry.kind != "passage" else "" for entry in contents.entries]
    rows = [row for row, owner in enumerate(owners) if owner]
    write_topic_classifier(folder / "topics", vectors[rows], [owners[row] for row in rows])


def _leads_to(entry: Entry, curated: Container[str]) -> bool:
    return any(passage in curated for passage in entry.passages)


def finish(  # noqa: PLR0913  the parts of one manifest
    scratch: Path,
    root: Path,
    contents: Contents,
    *,
    embedder: str,
    fingerprint: str,
    built_at: str,
    report: Callable[[Progress], object] = lambda progress: None,
) -> Path:
    """Write the manifest, verify in a new process, give the generation its name and make it current."""
    name = _next_name(root)
    counts = {
        "documents": sum(page.kind == "document" for page in contents.pages),
        "cards": len(contents.cards),
        "passages": len(contents.passages),
        "entries": len(contents.entries),
    }
    manifest = Manifest(
        FORMAT_VERSION, name, built_at, embedder, fingerprint, CHUNKER_VERSION, counts, hash_files(scratch)
    )
    (scratch / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    report(Progress("verify"))
    _verify_in_new_process(scratch)
    target = root / name
    report(Progress("name"))
    scratch.replace(target)
    report(Progress("swap"))
    make_current(root, target)
    report(Progress("prune"))
    _prune(root, target)
    return target


def _next_name(root: Path) -> str:
    numbers = [int(path.name[4:]) for path in root.glob("gen-??????")]
    return f"gen-{max(numbers, default=0) + 1:06d}"


def _verify_in_new_process(folder: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "ingest.generation", str(folder.resolve())],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    if child.returncode != 0:
        reason = (child.stderr.strip().splitlines() or ["geen uitleg"])[-1]
        raise BuildError(
            f"De nieuwe index is afgekeurd: {reason[:300]}",
            "De vorige index blijft in gebruik. Bouw opnieuw.",
        )


def _prune(root: Path, current: Path) -> None:
    others = sorted((path for path in root.glob("gen-??????") if path != current), reverse=True)
    for path in others[KEEP_OLD:]:
        shutil.rmtree(path, ignore_errors=True)


def verify(folder: Path) -> None:
    """Open a generation as a reader would and look up its entries by their own vectors."""
    index = Index(folder)
    vectors = np.load(folder / "vectors.npy")
    ids = list(index.entries)
    for row in range(0, len(ids), max(1, len(ids) // _PROBE_LIMIT)):
        curated = _leads_to(index.entries[ids[row]], index.cards_of_passage)
        found = next(iter((index.nearest if curated else index.nearest_further)(vectors[row], 1)))
        # Texts that mean the same may share a vector: then the one that was found must have that vector too.
        if found != ids[row] and float(vectors[row] @ index.vectors_of([found])[0]) < _SAME_VECTOR:
            raise BuildError(f"Tekst {ids[row]} is niet terug te vinden met zijn eigen vector.")
    for item in index.items:
        page = index.pages[index.passages[item.span.passage_id].page_id]
        if page.text[item.span.start : item.span.end] != item.text:
            raise BuildError(f"Een zin van kaart {item.card_id} staat niet op zijn plaats.")
    index.close()


if __name__ == "__main__":
    try:
        verify(Path(sys.argv[1]))
    except RaadsvraagError as problem:
        sys.exit(problem.message)
