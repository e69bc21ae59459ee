"""Which generation is current: the one file that readers and the writer share.

Enters: the index folder. Leaves: the directory that `CURRENT` points to. Refuses: a folder without an
index, a pointer to nothing. Kept apart from `corpus.index`, which takes a second to import.
"""

import os
from pathlib import Path

from corpus.errors import IndexDamagedError, IndexMissingError

MANIFEST = "manifest.json"
REBUILD = "Bouw opnieuw met: raadsvraag build"
_POINTER = "CURRENT"


def pointed_to(root: Path) -> str:
    """Return the name in `CURRENT`; raise when nothing was built yet."""
    pointer = root / _POINTER
    if not pointer.exists():
        raise IndexMissingError("Er is nog geen index.", "Maak hem met: raadsvraag build (of: make run)")
    return pointer.read_text(encoding="utf-8").strip()


def current_generation(root: Path) -> Path:
    """Return the directory that `CURRENT` points to; raise when it is not there."""
    folder = root / pointed_to(root)
    if not (folder / MANIFEST).exists():
        raise IndexDamagedError(f"De index {folder.name} is onvolledig of verdwenen.", REBUILD)
    return folder


def generations(root: Path) -> list[Path]:
    """Return the complete generations of an index folder, newest first."""
    return sorted((path for path in root.glob("gen-??????") if (path / MANIFEST).exists()), reverse=True)


def was_online(root: Path) -> bool:
    """Whether the sources' websites have been visited for the current generation."""
    visits = current_generation(root) / "visits.jsonl"
    return visits.exists() and visits.stat().st_size > 0


def roll_back(root: Path) -> Path:
    """Make the newest generation before the current one current, and return it; raise when there is none."""
    current = pointed_to(root)
    older = [path for path in generations(root) if path.name < current]
    if not older:
        raise IndexMissingError("Er is geen eerdere index om naar terug te gaan.", REBUILD)
    make_current(root, older[0])
    return older[0]


def make_current(root: Path, target: Path) -> None:
    """Point `CURRENT` to a generation: readers see the old or the new one, never a mix."""
    scratch = root / f"{_POINTER}.new"
    with scratch.open("w", encoding="utf-8") as out:
        out.write(target.name)
        out.flush()
        os.fsync(out.fileno())
    scratch.replace(root / _POINTER)
