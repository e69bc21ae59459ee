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

SECONDS = 20
MEGABYTES = 512
MAX_FILE_MEGABYTES = 50


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
    return Extracted(
        blocks, content["title"], tuple(content["links"]), content["dated"], lost=tuple(content["lost"])
    )  # fmt: skip


def _limit_resources() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024 * 1024,) * 2)


def main() -> None:
    """Read the file named on the command line and write its blocks to standard output as JSON."""
    _limit_resources()
    path = Path(sys.argv[1])
    if path.suffix.lower() == ".pdf":
        from ingest.pdf import read_pdf as read
    else:
        from ingest.word import read_word as read
    extracted = read(path)
    sys.stdout.write(json.dumps(asdict(extracted)))


if __name__ == "__main__":
    main()
