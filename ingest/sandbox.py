"""Formats whose parsers can be made to run wild (PDF, DOCX) → text, in a child process with limits.

Enters: a path. Leaves: blocks, passed back as JSON. Refuses: a file that is corrupt, encrypted, empty,
too large, too slow or too hungry, as a `DocumentError`; the parent process never parses it.
Run as `python -m ingest.sandbox FILE`, this module is the child.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import DocumentError
from ingest.blocks import Block, Extracted
from ingest.plain_text import read_plain_text

SECONDS = 20
MEGABYTES = 512
MAX_FILE_MEGABYTES = 50
_HEADING_STYLES = ("heading ", "kop ")


def read_in_child(path: Path) -> Extracted:
    """Parse a PDF or DOCX in a child process and return its blocks."""
    if path.stat().st_size > MAX_FILE_MEGABYTES * 1_000_000:
        raise DocumentError(f"{path.name} is groter dan {MAX_FILE_MEGABYTES} MB.", "Splits het document.")
    try:
        child = subprocess.run(
            [sys.executable, "-m", "ingest.sandbox", str(path.resolve())],
            capture_output=True, timeout=SECONDS + 5, check=False, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{path.name} lezen duurde te lang (meer dan {SECONDS} s).", "Bewaar het als tekst."
        ) from error
    if child.returncode != 0:
        reason = child.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["geen uitleg"]
        raise DocumentError(
            f"{path.name} is beschadigd, versleuteld of te zwaar om te lezen ({reason[0][:200]}).",
            "Open het zelf en bewaar het opnieuw, liefst als tekst of DOCX.",
        )
    content: dict[str, Any] = json.loads(child.stdout)
    blocks = tuple(Block(**block) for block in content["blocks"])
    if not blocks:
        raise DocumentError(
            f"In {path.name} staat geen leesbare tekst (misschien is het een scan).",
            "Zet de scan eerst om naar tekst (OCR).",
        )
    return Extracted(blocks, content["title"], tuple(content["links"]))


def _limit_resources() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024 * 1024,) * 2)


def _read_pdf(path: Path) -> Extracted:
    from pypdf import PdfReader

    reader = PdfReader(path)
    text = "\f".join(page.extract_text() for page in reader.pages)
    title = (reader.metadata.title if reader.metadata else None) or ""
    extracted = read_plain_text(text)
    return Extracted(extracted.blocks, title, extracted.links)


def _read_docx(path: Path) -> Extracted:
    from docx import Document
    from docx.table import Table

    document = Document(str(path))
    blocks: list[Block] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            blocks += [Block("item", " | ".join(cell.text.strip() for cell in row.cells)) for row in part.rows]
            continue
        text = " ".join(part.text.split())
        style = str(part.style.name or "").lower() if part.style else ""
        if not text:
            continue
        if style == "title" or style.startswith(_HEADING_STYLES):
            level = int(style[-1]) if style[-1].isdigit() else 1
            blocks.append(Block("heading", text, level))
        else:
            blocks.append(Block("item" if "list" in style or "lijst" in style else "paragraph", text))
    return Extracted(tuple(blocks), document.core_properties.title or "")


def main() -> None:
    """Read the file named on the command line and write its blocks to standard output as JSON."""
    _limit_resources()
    path = Path(sys.argv[1])
    extracted = _read_pdf(path) if path.suffix.lower() == ".pdf" else _read_docx(path)
    sys.stdout.write(json.dumps(asdict(extracted)))


if __name__ == "__main__":
    main()
