"""The printed lines of sheets → lines of text in reading order, headings marked by their type.

Enters: sheets with what is printed on them. Leaves: the lines without the running heads and feet that repeat on most
sheets, with gaps where white space parts them, and the level of a heading where type is larger than the body's or a
short line is in bold. Refuses nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.plain_text import Line
from ingest.reading_order import Printed, Row, reading_order

_LARGER = 1.12
"""Type this much larger than the body's is a heading's."""
_HEADING_WORDS = 25
_BOLD_WORDS = 12
_EDGE = 0.1
"""Share of a sheet's height, above and below, where running heads and feet stand."""
_FEWEST_SHEETS = 3
_MOST_SHEETS = 0.4
"""Share of the sheets that carry a running head: under a half, since left and right sheets may differ."""
_MARKER = re.compile(r"^(?:\W|\d{1,2}[.)]?|\d+(?:\.\d+)+\.?|[a-z][.)])$")


@dataclass(slots=True)
class PrintedSheet:
    """What is printed on one sheet."""

    number: int
    height: float
    lines: list[Printed] = field(default_factory=list)
    turned: str = ""


def drop_running(sheets: list[PrintedSheet]) -> None:
    """Remove the lines that stand at the same place near the edge of most sheets, whatever number they carry."""
    if len(sheets) < _FEWEST_SHEETS:
        return
    on_sheets: dict[tuple[str, int], set[int]] = defaultdict(set)
    for sheet in sheets:
        for line in _at_edge(sheet):
            on_sheets[_signature(line)].add(sheet.number)
    enough = max(_FEWEST_SHEETS, len(sheets) * _MOST_SHEETS)
    running = {signature for signature, numbers in on_sheets.items() if len(numbers) >= enough}
    for sheet in sheets:
        gone = {line for line in _at_edge(sheet) if _signature(line) in running}
        sheet.lines = [line for line in sheet.lines if line not in gone]


def _at_edge(sheet: PrintedSheet) -> Iterable[Printed]:
    low, high = sheet.height * _EDGE, sheet.height * (1 - _EDGE)
    return [line for line in sheet.lines if line.top < low or line.bottom > high]


def _signature(line: Printed) -> tuple[str, int]:
    """Two lines of one running head have the same; in a long line a number is content, not that of the sheet."""
    text = line.text.casefold()
    return (re.sub(r"\d+", "#", text) if len(text.split()) <= 8 else text, round(line.bottom / 4))


def lines_of(sheets: list[PrintedSheet]) -> list[Line]:
    """Lay the rows out as lines, with a gap where the distance is larger than between the lines of a paragraph."""
    ordered = [(sheet.number, reading_order(sheet.lines)) for sheet in sheets]
    body, pitch = _body(ordered)
    levels = _levels(ordered, body)
    weights = [line.bold for _, rows in ordered for row in rows for line in row]
    all_bold = sum(weights) * 3 > len(weights)
    lines: list[Line] = []
    for number, rows in ordered:
        lines.append(Line("", number))
        previous: Row | None = None
        for row in rows:
            level = levels.get(row[0].size, 0) if len(row) == 1 or _MARKER.match(row[0].text) else 0
            distance = previous[0].bottom - row[0].bottom if previous else 0.0
            gap = previous is not None and not 0 <= distance <= 1.3 * max(pitch, 1.2 * row[0].size)
            bold = not all_bold and _is_bold_heading(row, lines, gap=gap)
            if gap or (previous and previous[0].size != row[0].size and level != (lines[-1].level if lines else 0)):
                lines.append(Line("", number))
            lines.append(Line(_row_text(row), number, level or (max(levels.values(), default=0) + 1 if bold else 0)))
            previous = row
    return _without_long_headings(lines)


def _body(ordered: list[tuple[int, list[Row]]]) -> tuple[float, float]:
    """Return the size of type that most characters have, and the usual distance between lines of that size."""
    sizes: Counter[float] = Counter()
    for _, rows in ordered:
        for line in (line for row in rows for line in row):
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    steps = [
        above[0].bottom - below[0].bottom
        for _, rows in ordered
        for above, below in pairwise(rows)
        if above[0].size == below[0].size == body and 0 < above[0].bottom - below[0].bottom < 3 * body
    ]
    return body, median(steps) if steps else 1.2 * body


def _levels(ordered: list[tuple[int, list[Row]]], body: float) -> Mapping[float, int]:
    """Rank the sizes of type that are larger than the body's: the largest is that of level 1."""
    larger = {line.size for _, rows in ordered for row in rows for line in row if line.size >= body * _LARGER}
    return {size: min(rank, 5) for rank, size in enumerate(sorted(larger, reverse=True), 1)}


def _is_bold_heading(row: Row, lines: list[Line], *, gap: bool) -> bool:
    """Whether a short line in bold opens something: it stands apart, or after a sentence that has ended."""
    text = row[0].text
    ended = gap or not lines or not lines[-1].text or lines[-1].level > 0 or lines[-1].text.endswith((".", "?", "!"))
    short = len(row) == 1 and len(text.split()) <= _BOLD_WORDS
    return short and row[0].bold and ended and text[0].isalnum() and not text.endswith((".", ",", ";"))


def _without_long_headings(lines: list[Line]) -> list[Line]:
    """Take large type that runs on (an introduction, a quotation) for text, and a drop capital too."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while lines[at].level and end < len(lines) and lines[end].level == lines[at].level:
            end += 1
        run = lines[at:end]
        words = sum(len(line.text.split()) for line in run)
        heading = words <= _HEADING_WORDS and sum(len(line.text) for line in run) > 1
        kept += run if heading else [Line(line.text, line.sheet) for line in run]
        at = end
    return kept


def _row_text(row: Row) -> str:
    """Join the cells of a row by bars, as an item; a bullet or number that stands apart belongs to what follows it."""
    text = ""
    for line in row:
        separator = "" if not text else " " if _MARKER.match(text) else " | "
        text += separator + line.text
    return f"• {text}" if " | " in text else text
