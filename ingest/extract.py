"""A local document → an archived `Page` of a known source.

Enters: a path (text, Markdown, HTML, PDF or DOCX) and, if given, a source id. Leaves: a page, and what of the
document is not in it. Refuses:
an unknown format, a binary or empty file, a document whose source cannot be told: `DocumentError`.
"""

import codecs
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import DocumentError
from corpus.language import detect_language
from corpus.records import Page, Source
from ingest.blocks import Extracted, build_page, opens_section
from ingest.html import read_html
from ingest.markdown import read_markdown
from ingest.plain_text import read_plain_text
from ingest.sandbox import read_in_child

_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_MIN_SECTIONS = 3
"""A document belongs to a known source when it opens at least this many of its sections, and half of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read, with the stretches of visible words that did not come along."""

    page: Page
    lost: tuple[str, ...] = ()


def extract_document(path: Path, sources: dict[str, Source], source_id: str = "", *, today: date) -> Page:
    """Read one document and attach it to its source."""
    return read_for_source(path, sources, source_id, today=today).page


def read_for_source(path: Path, sources: dict[str, Source], source_id: str = "", *, today: date) -> Reading:
    """Read one document, attach it to its source and tell what was lost."""
    extracted = read_document(path)
    if not any(block.text.strip() for block in extracted.blocks):
        raise DocumentError(f"{path.name} bevat geen tekst.", "Controleer het bestand.")
    source = _named_source(source_id, sources) if source_id else recognise_source(extracted, sources, path)
    sample = " ".join(block.text for block in extracted.blocks[:40])
    language = extracted.language or detect_language(sample)
    return Reading(build_page(extracted, source, fetched_at=today.isoformat(), language=language), extracted.lost)


def extract_fetched(content: bytes, media_type: str, charset: str, source: Source, *, today: date) -> Reading:
    """Read what a website sent for a source; raise `DocumentError` when there is no text in it."""
    suffix = _SUFFIX_OF[media_type]
    if suffix == ".html" and charset:
        content = content.decode(charset, errors="replace").encode() if _is_codec(charset) else content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{source.id}{suffix}"
        path.write_bytes(content)
        return read_for_source(path, {source.id: source}, source.id, today=today)


def _is_codec(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True


def read_document(path: Path) -> Extracted:
    """Turn a file into blocks, by its suffix."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise DocumentError(f"{path.name}: dit soort bestand wordt niet gelezen.", f"Gebruik {', '.join(SUFFIXES)}.")
    try:
        if suffix in {".pdf", ".docx"}:
            return read_in_child(path)
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} kan niet worden gelezen ({error.strerror}).", "Controleer het pad.") from error
    if suffix in {".html", ".htm"}:
        return read_html(raw)
    text = _decode(raw, path)
    return read_markdown(text) if suffix == ".md" else read_plain_text(text)


def _decode(raw: bytes, path: Path) -> str:
    if b"\0" in raw:
        raise DocumentError(f"{path.name} is geen tekstbestand.", "Bewaar het document als .txt in UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _named_source(source_id: str, sources: dict[str, Source]) -> Source:
    if source_id not in sources:
        raise DocumentError(
            f"Bron '{source_id}' staat niet in sources.toml.",
            "Bekijk de bekende bronnen met: raadsvraag sources",
        )
    return sources[source_id]


def recognise_source(extracted: Extracted, sources: dict[str, Source], path: Path) -> Source:
    """Tell which known source a document is, by the sections that its headings and paragraphs open."""
    texts = [block.text for block in extracted.blocks if block.kind != "item"]
    for source in sources.values():
        opened = {section.id for text in texts if (section := opens_section(text, source.sections))}
        if len(opened) >= _MIN_SECTIONS and len(opened) * 2 >= len(source.sections):
            return source
    raise DocumentError(
        f"Van {path.name} is niet te zien bij welke bron het hoort.",
        f"Noem de bron: raadsvraag build --local BRON={path.name} (bronnen: raadsvraag sources).",
    )
