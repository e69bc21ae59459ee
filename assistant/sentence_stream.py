"""Pieces of a model's text, as they come → finished sentences with the keys that they cite.

Enters: pieces of text of any length, "" for a short silence. Leaves: sentences in order, each as soon as it is sure to
be finished; lines with a follow-up question apart. Refuses nothing: what a sentence says is for the gate to judge.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.prompts import FOLLOW_UP
from corpus.sentences import sentence_spans

_KEYS = re.compile(r"\s*\[([^\[\]\n]{1,80})\]")
_END = r"[.?!…]"
_UNIT = re.compile(rf"[^\n]*?(?:{_END}[”\"'’)*_]*(?:\s*\[[^\[\]\n]{{1,80}}\])+|(?:\s*\[[^\[\]\n]{{1,80}}\])+\s*{_END})")
"""A sentence and its keys, whichever of the full stop and the keys comes first."""
_LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`")


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """One sentence as the model wrote it, without list marks and emphasis."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenFollowUp:
    """A question that the model thinks the reader may ask next."""

    text: str


Written = WrittenSentence | WrittenFollowUp


def written(pieces: Iterable[str]) -> Iterator[Written]:
    """Yield what the model has finished, the moment that it has."""
    pending = ""
    for piece in pieces:
        pending += piece
        silent = not piece
        while True:
            unit, rest = _cut(pending, silent=silent)
            if unit is None:
                break
            yield from _of_unit(unit)
            pending = rest
    yield from (part for line in pending.split("\n") for part in _of_unit(line))


def _cut(text: str, *, silent: bool) -> tuple[str | None, str]:
    """Return the first finished unit and what follows it; None when there is none yet.

    A unit is a line, or a sentence with its keys once something else than another key has followed or may be missed.
    """
    line, newline, after = text.partition("\n")
    # More keys may be on their way, and a full stop after them, until the model has fallen silent or gone on.
    unit = _UNIT.match(line)
    if unit and (newline or silent or re.match(r"\s*[^\s\[.]", line[unit.end() :])):
        return unit.group(), line[unit.end() :] + newline + after
    return (line, after) if newline else (None, text)


def _of_unit(unit: str) -> Iterator[Written]:
    """Split a unit into its sentences; those before the last share its keys."""
    text = _LIST_MARK.sub("", unit.strip())
    text = _EMPHASIS.sub("", text).strip()
    if text.casefold().startswith(FOLLOW_UP.casefold()):
        yield WrittenFollowUp(_KEYS.sub("", text[len(FOLLOW_UP) :]).strip())
        return
    # A heading, or a line that introduces a list, says nothing by itself.
    if not text or text.startswith("#") or (text.endswith(":") and "[" not in text):
        return
    keys = tuple(dict.fromkeys(key for group in _KEYS.findall(text) for key in re.split(r"[\s,;]+", group) if key))
    bare = re.sub(rf"\s+(?={_END}$)", "", _KEYS.sub("", text)).strip()
    for start, end in sentence_spans(bare):
        yield WrittenSentence(bare[start:end], keys)
