"""Two generations → the passages that came, went or changed.

Enters: the older and the newer index. Leaves: one `Difference` for each passage that is not in both, in page order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.index import Index
from corpus.records import Passage


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage that only the older or only the newer generation holds."""

    sign: Literal["+", "-"]
    source_id: str
    heading: tuple[str, ...]
    text: str


def differences(older: Index, newer: Index) -> Iterator[Difference]:
    """Yield what went, then what came; a passage that merely moved within its page is neither."""
    old, new = _by_content(older), _by_content(newer)
    yield from (_difference("-", passage) for key, passage in old.items() if key not in new)
    yield from (_difference("+", passage) for key, passage in new.items() if key not in old)


def _by_content(index: Index) -> dict[tuple[str, str], Passage]:
    return {(passage.source_id, passage.text): passage for passage in index.passages.values()}


def _difference(sign: Literal["+", "-"], passage: Passage) -> Difference:
    return Difference(sign, passage.source_id, passage.heading, passage.text)
