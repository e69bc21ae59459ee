"""The whole way from content and documents to a current generation, as one readable function.

Enters: cards, sources and glossary of this project; documents by path or from the documents folder;
the documents of the previous generation. Leaves: a new current generation and a `BuildReport`.
Refuses: wrong content, a second writer, a build that would lose more than a fifth of its sources.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.cards import card_items, card_page, load_cards
from corpus.embedding import Embedder
from corpus.errors import BuildError, DocumentError
from corpus.glossary import GLOSSARY_SOURCE, glossary_page, load_glossary
from corpus.index import Entry, Index
from corpus.records import Page, Passage, Source, Span, Visit
from corpus.sources import CONTENT, load_sources
from ingest.archive import keep_departed
from ingest.chunk import chunk
from ingest.evidence import align, attached_passages, evidence_stretches, group_documents
from ingest.extract import SUFFIXES, read_for_source
from ingest.fetch import Fetcher
from ingest.generation import UNFINISHED, Contents, clear_unfinished, finish, write_contents, write_search, writer_lock
from ingest.loss import loss_in_words
from ingest.previous import Previous, open_previous
from ingest.report import BuildReport, DocumentOutcome, Outcome, Progress
from ingest.web import Visited, visit_sources

MAX_LOSS = 0.2
DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"

Vectors = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class BuildRequest:
    """What to build from; the defaults are what `raadsvraag build` does."""

    local: Mapping[str, Path] = field(default_factory=dict)
    """Source id → document."""
    documents: Path = DOCUMENTS
    content: Path = CONTENT
    fetcher: Fetcher | None = None
    """Fetches the sources' addresses; None leaves what was fetched before as it is."""
    report: Callable[[Progress], object] = lambda progress: None
    """Told how far the build is: at each step, before each address and after each batch of texts."""
    forget: Sequence[str] = ()
    """Sources whose archived document leaves the index on purpose."""
    accept_loss: bool = False


def build(request: BuildRequest, root: Path, embedder: Embedder) -> BuildReport:
    """Build a generation below `root` and make it current; an unchanged corpus leaves the current one."""
    started = time.monotonic()
    now = datetime.now(UTC)
    with writer_lock(root):
        clear_unfinished(root)
        sources = load_sources(request.content / "sources.toml")
        previous = open_previous(root)
        documents, outcomes, visits = _documents(request, sources, previous, now)
        request.report(Progress("chunk"))
        contents, texts = _contents(request, sources, documents)
        contents = replace(contents, visits=visits)
        _brake(request, previous, contents)
        vectors, embedded = _vectors(texts, previous.index, embedder, request.report)
        request.report(Progress("align"))
        contents = _with_evidence(contents, vectors)
        scratch = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root)) / "generation"
        try:
            request.report(Progress("write"))
            hashes = write_contents(scratch, contents)
            index = previous.index
            changed = index is None or not (
                hashes.items() <= index.manifest.files.items() and index.manifest.fingerprint == embedder.fingerprint
            )
            folder = index.folder if index else scratch
            if changed:
                keep_departed(root, previous.pages.values(), documents)
                request.report(Progress("search"))
                write_search(scratch, contents, np.stack([vectors[entry.text] for entry in contents.entries]))
                folder = finish(
                    scratch, root, contents, embedder=embedder.name, fingerprint=embedder.fingerprint,
                    built_at=now.isoformat(timespec="seconds"), report=request.report,
                )  # fmt: skip
        finally:
            shutil.rmtree(scratch.parent, ignore_errors=True)
            previous.close()
    return BuildReport(
        folder, changed, embedded, len(texts) - embedded, len(documents), len(contents.cards),
        len(contents.passages), time.monotonic() - started, tuple(outcomes),
    )  # fmt: skip


def _documents(
    request: BuildRequest, sources: dict[str, Source], previous: Previous, now: datetime
) -> tuple[list[Page], list[DocumentOutcome], list[Visit]]:
    """Read the named and dropped documents and the web; keep the archived ones that are not replaced or forgotten."""
    archived = {page_id: page for page_id, page in previous.pages.items() if page.source_id in sources}
    visits = {page_id: visit for page_id, visit in previous.visits.items() if visit.source_id in sources}
    outcomes: list[DocumentOutcome] = []
    if request.fetcher:
        by_hand = {page_id: page for page_id, page in archived.items() if page.by_hand or page_id not in visits}
        fetched = {page_id: page for page_id, page in archived.items() if page_id not in by_hand}
        visited = visit_sources(sources, Visited(fetched, visits), request.fetcher, now, request.report)
        archived, visits, outcomes = visited.pages | by_hand, visited.visits, visited.outcomes
    pages: dict[str, Page] = {}
    request.report(Progress("read"))
    for source_id, path in _given(request):
        try:
            reading = read_for_source(path, sources, source_id, today=now.date())
        except DocumentError as error:
            outcomes.append(DocumentOutcome(source_id or path.name, "mislukt", str(error)))
            continue
        page = replace(reading.page, by_hand=True)
        known = archived.get(page.id)
        unchanged = known is not None and (known.text, known.headings) == (page.text, page.headings)
        pages[page.id] = replace(page, fetched_at=known.fetched_at) if known and unchanged else page
        outcome: Outcome = "ongewijzigd" if unchanged else "gewijzigd" if known else "nieuw"
        detail = "; ".join(filter(None, (path.name, loss_in_words(reading.lost))))
        outcomes.append(DocumentOutcome(page.source_id, outcome, detail))
    for page_id, page in archived.items():
        if page.source_id in request.forget:
            outcomes.append(DocumentOutcome(page.source_id, "vervallen"))
        else:
            pages.setdefault(page_id, page)
    return [pages[page_id] for page_id in sorted(pages)], outcomes, list(visits.values())


def _given(request: BuildRequest) -> Iterable[tuple[str, Path]]:
    yield from request.local.items()
    dropped = sorted(request.documents.iterdir()) if request.documents.is_dir() else []
    named = {path.resolve() for path in request.local.values()}
    for path in dropped:
        if path.suffix.lower() in SUFFIXES and path.name != "README.md" and path.resolve() not in named:
            yield "", path


def _contents(request: BuildRequest, sources: dict[str, Source], documents: list[Page]) -> tuple[Contents, list[Entry]]:
    cards = load_cards(sources, request.content / "cards")
    glossary = load_glossary(sources, request.content / "glossary.toml")
    pages, passages, items = list(documents), [p for page in documents for p in chunk(page)], []
    by_section, by_source = group_documents(passages)
    entries = [Entry(p.id, "passage", _passage_text(p), (p.id,)) for p in passages]
    short: dict[tuple[str, tuple[str, ...]], None] = {}
    claims: dict[tuple[str, tuple[str, ...]], None] = {}
    for card in cards.values():
        page = card_page(card, sources[card.source])
        own = chunk(page, card_id=card.id)
        attached = attached_passages(card.source, card.section, by_section, by_source)
        lifted = tuple(p.id for p in [*own, *(attached if card.section else [])])
        card_questions = card_items(card, page, own)
        pages.append(page)
        passages += own
        items += card_questions
        entries += [Entry(p.id, "passage", _passage_text(p), (p.id,)) for p in own]
        short |= dict.fromkeys((text, lifted) for text in (*card.asked_as.nl, *card.asked_as.en))
        short |= dict.fromkeys((item.text, lifted) for item in card_questions)
        short |= dict.fromkeys((text, (span.passage_id,)) for span, text in evidence_stretches(attached).items())
        claims |= dict.fromkeys((text, lifted) for wrong in card.misconceptions for text in wrong.claims)
    entries += [Entry(_short_id(text, owners), "short", text, owners) for text, owners in short]
    entries += [Entry(_short_id(text, owners), "claim", text, owners) for text, owners in claims]
    terms = list(glossary.terms.values())
    page, definitions = glossary_page(terms)
    contents = Contents(
        [*pages, page], passages, items, entries, list(sources.values()), list(cards.values()), terms, definitions
    )
    return contents, entries


def _passage_text(passage: Passage) -> str:
    return "\n".join([" > ".join(passage.heading), passage.text]).strip()


def _short_id(text: str, owners: tuple[str, ...]) -> str:
    return "s-" + hashlib.sha256("\x1f".join((text, *owners)).encode()).hexdigest()[:16]


def _brake(request: BuildRequest, previous: Previous, contents: Contents) -> None:
    if previous.index is None or request.accept_loss:
        return
    before = {page.source_id for page in previous.index.pages.values()} - {*request.forget, GLOSSARY_SOURCE}
    lost = before - {page.source_id for page in contents.pages}
    if len(lost) > MAX_LOSS * len(before):
        raise BuildError(
            f"Deze bouw zou {len(lost)} van de {len(before)} bronnen laten vallen ({', '.join(sorted(lost)[:5])} …).",
            "Klopt dat, bouw dan met --accept-loss; anders blijft de vorige index in gebruik.",
        )


def _vectors(
    entries: list[Entry], previous: Index | None, embedder: Embedder, report: Callable[[Progress], object]
) -> tuple[Vectors, int]:
    """Return a vector for every text; only texts that the previous generation did not know are embedded."""
    known: Vectors = {}
    if previous and previous.manifest.fingerprint == embedder.fingerprint:
        matrix = np.load(previous.folder / "vectors.npy")
        known = {_key(entry): matrix[row] for row, entry in enumerate(previous.entries.values())}
    vectors = {entry.text: known[_key(entry)] for entry in entries if _key(entry) in known}
    missing = [entry for entry in entries if entry.text not in vectors]
    done, of = 0, len({entry.text for entry in missing})

    def count(batch: int) -> None:
        nonlocal done
        done += batch
        report(Progress("embed", done, of))

    count(0)
    for kind, embed in (("passage", embedder.embed_passages), ("short", embedder.embed_phrasings)):
        texts = list(dict.fromkeys(entry.text for entry in missing if (entry.kind == "passage") == (kind == "passage")))
        if texts:
            vectors |= dict(zip(texts, embed(texts, count), strict=True))
    return vectors, len(missing)


def _key(entry: Entry) -> str:
    return f"{entry.kind == 'passage'}\x1f{entry.text}"


def _with_evidence(contents: Contents, vectors: Vectors) -> Contents:
    by_section, by_source = group_documents(contents.passages)
    candidates: dict[str, dict[Span, str]] = {
        card.id: evidence_stretches(attached_passages(card.source, card.section, by_section, by_source))
        for card in contents.cards
    }
    titles = {page.id: page.title for page in contents.pages}
    contexts = {p.id: " ".join([titles[p.page_id], *p.heading]) for p in contents.passages}
    items = align(contents.items, candidates, contexts, vectors)
    return replace(contents, items=items)
