"""Pages that leave the index → files that stay: what a citation once rested on can still be read.

Enters: the documents before and after a build. Leaves: one JSON file for each text that the index no longer holds,
named after its page and its hash. Refuses nothing: a text that was kept before is not written again.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from corpus.records import Page

FOLDER = "archive"


def keep_departed(root: Path, before: Iterable[Page], after: Iterable[Page]) -> list[Path]:
    """Write each document text of `before` that is not in `after` any more; return the files that are new."""
    present = {(page.id, page.sha256) for page in after}
    kept: list[Path] = []
    for page in before:
        path = root / FOLDER / f"{page.id}-{page.sha256[:12]}.json"
        if (page.id, page.sha256) not in present and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(asdict(page), ensure_ascii=False), encoding="utf-8")
            kept.append(path)
    return kept
