"""Text → the offsets of its sentences. Used for evidence in sources and for cards alike."""

import re

_ABBREVIATIONS = (
    "bijv",
    "nr",
    "art",
    "dr",
    "mr",
    "ca",
    "resp",
    "jl",
    "i.s.m",
    "t.a.v",
    "o.a",
    "d.w.z",
    "m.b.t",
    "e.g",
    "i.e",
)
_END = re.compile(r"(?<=[.!?])[”\"')\]]*\s+(?=[“\"'(\[]?[A-ZÀ-Ý0-9])|\n+")


def sentence_spans(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, shifted by `start`; surrounding white space is left out.

    A line break always ends a sentence: in archived pages a line is a heading, a bullet or a paragraph.
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        before = text[begin : match.start()]
        if "\n" not in match.group() and before.rstrip(".").lower().endswith(tuple(f" {a}" for a in _ABBREVIATIONS)):
            continue
        spans.append((begin, match.start() + len(match.group().rstrip())))
        begin = match.end()
    spans.append((begin, len(text)))
    return [trimmed for a, b in spans if (trimmed := _trim(text, a, b, start))]


def _trim(text: str, begin: int, end: int, shift: int) -> tuple[int, int] | None:
    piece = text[begin:end]
    left = begin + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    return (left + shift, right + shift) if right > left else None
