"""Text as it comes out of a PDF or an editor → blocks.

Enters: lines that are wrapped, hyphenated, split by tabs or torn apart by blank lines, with the sheet they stand
on and whether their type makes them headings, where that is known. Leaves: whole headings, paragraphs and list
items. Refuses nothing. The rules are about layout, not about one document: a short line ends a thought, a
lower-case letter continues one, a full line is wrapped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, Extracted, role_of_heading

_BULLET = re.compile(r"^[•◦▪●–—*-]\s+(.*)")
_INNER_DASH = re.compile(r"^[–—-] [a-z]")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(\S.*)")
_ICON_NAME = re.compile(r"^[A-Z]{3,}(-[A-Z]{3,})+$")
_BARE_URL = re.compile(r"^https?://\S+$")
_URL_TAIL = re.compile(r"https?://\S+[/-]$")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s")
_HEADING_WORDS = 14
_NOT_A_HEADING = frozenset(
    """
    als bij bijvoorbeeld daarnaast dan dat de deze die dit een en er gebruik hij het hun ik in maar meer met na om
    ook op over u uit uw van vanuit voor wanneer want we wij zij zo
    the a an this these it in on at for
    """.split()  # noqa: SIM905  a list of quoted words would hide them
)
"""First words of running sentences; a heading that ends in a full stop does not begin with one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a sheet; `level` is above 0 when its type makes it a heading. Empty text is a gap."""

    text: str
    sheet: int = 0
    level: int = 0


@dataclass(slots=True)
class _Unit:
    """Lines that belong together; `breaks` are offsets where a line ended and the next began a sentence."""

    kind: str
    text: str
    gap: bool
    last_line: str
    breaks: list[int]
    sheet: int = 0
    level: int = 0


def read_plain_text(raw: str) -> Extracted:
    """Turn raw text into blocks; addresses that stand alone become links, not text."""
    return read_lines([Line(line) for line in raw.replace("\r\n", "\n").replace("\f", "\n\n").split("\n")])


def read_lines(given: Sequence[Line]) -> Extracted:
    """Turn lines into blocks; when type tells what the headings are, layout is not asked."""
    raw = "\n".join(line.text for line in given)
    lines = [_clean(line.text) for line in given]
    units: list[_Unit] = []
    links: list[str] = []
    gap = True
    for index, line in enumerate(lines):
        if not line or _ICON_NAME.match(line):
            gap = gap or not line
            continue
        if gap and _is_link_target(lines, index):
            links.append(line)
            continue
        known = len(units)
        _add_line(units, line, given[index].level, gap=gap, layout=(_column_width(lines, index), raw))
        if len(units) > known:
            units[-1].sheet, units[-1].level = given[index].sheet, given[index].level
        gap = False
    by_type = any(unit.level for unit in units)
    blocks: list[Block] = []
    for position, unit in enumerate(units):
        following = units[position + 1] if position + 1 < len(units) else None
        found = [Block("paragraph" if unit.kind != "item" else "item", unit.text)]
        if unit.level or not by_type or role_of_heading(unit.text):
            found = _blocks_of(unit, following)
        blocks += [replace(block, sheet=unit.sheet) for block in found]
    return Extracted(tuple(blocks), links=tuple(dict.fromkeys(links)))


def _clean(line: str) -> str:
    return " ".join(line.replace("\u00a0", " ").replace("\u00ad", "").split())


def _is_link_target(lines: list[str], index: int) -> bool:
    """Whether a bare address stands in a list of link targets at the end of a page, not in a sentence."""
    neighbours = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
    return bool(_BARE_URL.match(lines[index])) and any(_BARE_URL.match(line) for line in neighbours)


def _column_width(lines: list[str], index: int) -> int:
    near = [len(line) for line in lines[max(0, index - 5) : index + 5] if line and not line.startswith("http")]
    return max(near, default=0)


def _add_line(units: list[_Unit], line: str, level: int, *, gap: bool, layout: tuple[int, str]) -> None:
    """Add a line to the last unit or begin another; the layout is the width of the column and the whole text."""
    width, text = layout
    if level or (units and units[-1].level):
        if units and units[-1].level == level and not gap:
            _join(units[-1], line, text)
            return
        if level:
            units.append(_Unit("paragraph", line, gap, line, []))
            return
        gap = True
    bullet = _BULLET.match(line)
    if bullet and _INNER_DASH.match(line) and _is_open_sentence(units) and not gap:
        bullet = None  # a dash inside a sentence that happens to open a line
    numbered = _NUMBERED.match(line)
    if bullet or (numbered and not role_of_heading(line)):
        content = (bullet or numbered)[1]  # type: ignore[index]
        units.append(_Unit("item", content, gap, line, []))
    elif units and not units[-1].level and _continues(units[-1], line, gap=gap, width=width):
        _join(units[-1], line, text)
    else:
        units.append(_Unit("paragraph", line, gap, line, []))


def _is_open_sentence(units: list[_Unit]) -> bool:
    return bool(units) and units[-1].kind == "paragraph" and not units[-1].text.endswith((".", ":", ";", "!", "?"))


def _continues(unit: _Unit, line: str, *, gap: bool, width: int) -> bool:
    if _URL_TAIL.search(unit.text) and re.match(r"^[\w.-]+(/[\w.-]+)*$", line):
        return True
    if role_of_heading(line) or role_of_heading(unit.text) or _MARKDOWN_HEADING.match(line):
        return False
    ended = unit.text.endswith((".", "?", "!", ":"))
    if line[0].islower() or (_INNER_DASH.match(line) and not gap):
        return not (gap and ended)
    if gap:
        return False
    if line[0] == "(":
        return not ended
    first_word = line.split(maxsplit=1)[0]
    wrapped = len(unit.last_line) + 1 + len(first_word) > width - 3
    return wrapped or (ended and unit.kind == "item" and not unit.text.endswith(":"))


def _join(unit: _Unit, line: str, text: str) -> None:
    if _URL_TAIL.search(unit.text) or re.search(r"\w/$", unit.text):
        unit.text += line
    elif unit.text.endswith("-") and line[0].islower() and line.split(maxsplit=1)[0] not in {"en", "of", "and", "or"}:
        unit.text = _without_hyphen(unit.text, line, text)
    else:
        if line[0].isupper() and unit.text.endswith((".", "?", ":")):
            unit.breaks.append(len(unit.text))
        unit.text += " " + line
    unit.last_line = line


def _without_hyphen(text: str, line: str, document: str) -> str:
    """Join a word that was broken at the line end; keep the hyphen when the document writes it elsewhere."""
    head, tail = text.rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0].rstrip(".,;:?!)")
    kept = re.search(rf"(?<!\w){re.escape(head + tail)}(?!\w)", document)
    return (text if kept else text[:-1]) + line


def _blocks_of(unit: _Unit, following: _Unit | None) -> list[Block]:
    text = unit.text
    if unit.kind == "item":
        return [Block("item", text)]
    if role_of_heading(text):
        return [Block("heading", text, 1)]
    if unit.level:
        return [Block("heading", text, unit.level)]
    if unit.gap:
        for end in unit.breaks:
            if _looks_like_heading(text[:end]):
                return [Block("heading", text[:end], 2), Block("paragraph", text[end:].strip())]
        # A line of its own is a heading when text follows at once, or when it does not close like a sentence.
        attached = following is not None and (following.kind == "item" or not following.gap)
        if following is not None and _looks_like_heading(text) and (attached or not text.endswith((".", ":"))):
            return [Block("heading", text, 2)]
    return [Block("paragraph", text)]


def _looks_like_heading(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= _HEADING_WORDS or not text[0].isupper():
        return False
    if text.endswith(("!", ",", ";")) or re.search(r"[.?!:] ", text):
        return False
    running = words[0].lower() in _NOT_A_HEADING
    if text.endswith(":"):
        return not running and len(words) <= 8
    if text.endswith("?"):
        return len(words) <= 5
    return not (text.endswith(".") and running)
