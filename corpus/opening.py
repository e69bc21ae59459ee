"""An index folder → an opened generation: the current one or, when that is damaged, the newest that is whole.

Enters: the folder and the embedding model's fingerprint. Leaves: an `Index`. Refuses: a folder in which no generation
can be used; the error is that of the current one. Falling back is loud: readers are served, and the log says why.
"""

import logging
from pathlib import Path

from corpus.current import current_generation, generations
from corpus.errors import IndexDamagedError
from corpus.index import Index

_log = logging.getLogger("raadsvraag")


def open_index(root: Path, fingerprint: str = "") -> Index:
    """Open the current generation, or an older one when it is damaged."""
    current: Path | None = None
    try:
        current = current_generation(root)
        return Index(current, fingerprint=fingerprint)
    except IndexDamagedError as error:
        damage = error
    for folder in generations(root):
        if folder == current:
            continue
        try:
            index = Index(folder, fingerprint=fingerprint)
        except IndexDamagedError:
            continue
        _log.error("%s Index %s wordt nu gebruikt; bouw opnieuw met: raadsvraag build", damage.message, folder.name)
        return index
    raise damage
