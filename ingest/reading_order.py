"""The printed lines of one sheet → the same lines in the order in which people read them.

Enters: lines with the rectangle each takes up, in any order; the height of a sheet grows upwards, as in a PDF. Leaves:
rows, from top to bottom, and where running text stands in columns, column by column. Refuses nothing.
A column is running text (a few lines, long enough to be sentences) beside an empty strip; the cells of a table are not,
and stay together in their row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_STRIP = 7.0
"""Points: the narrowest strip between columns."""
_FEWEST_LINES = 3
_SHORTEST_LINE = 16
"""Characters: columns whose lines are shorter on average are columns of a table."""
_MOST_STRAY = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False


Row = list[Printed]


def reading_order(lines: Sequence[Printed]) -> list[Row]:
    """Return the lines as rows in reading order; a row holds the cells that stand beside one another."""
    bands = _bands(lines)
    ordered: list[Row] = []
    at = 0
    while at < len(bands):
        columns, used = _columns(bands[at:])
        for column in columns:
            ordered += reading_order(column)
        if not columns:
            ordered.append(sorted(bands[at], key=lambda line: line.left))
        at += used
    return ordered


def _bands(lines: Sequence[Printed]) -> list[Row]:
    """Group the lines that stand on one height, from top to bottom."""
    bands: list[Row] = []
    for line in sorted(lines, key=lambda line: -line.top):
        middle = (line.top + line.bottom) / 2
        if bands and middle > min(other.bottom for other in bands[-1]):
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _columns(bands: list[Row]) -> tuple[list[Row], int]:
    """Return the columns that the first bands make up together, if they do, and how many bands that takes."""
    occupied: list[tuple[float, float]] = []
    most = 0
    for count, band in enumerate(bands, 1):
        occupied = _merged([*occupied, *((line.left, line.right) for line in band)])
        if len(occupied) > 1:
            most = count
        elif most:
            break
    while 0 < most < len(bands) and len(bands[most - 1]) == 1 and len(_trailing(bands[:most])) <= _MOST_STRAY:
        most -= 1  # full width follows, so this lone line belongs to that
    if not most:
        return [], 1
    lines = [line for band in bands[:most] for line in band]
    columns = [
        [line for line in lines if left <= line.left < right]
        for left, right in _merged([(line.left, line.right) for line in lines])
    ]
    return (columns, most) if len(columns) > 1 and all(map(_runs, columns)) else ([], 1)


def _trailing(bands: list[Row]) -> list[Row]:
    lone = next((at for at, band in enumerate(reversed(bands)) if len(band) > 1), len(bands))
    return bands[len(bands) - lone :]


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join the spans that lie closer together than a strip."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] + _STRIP:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _runs(column: Row) -> bool:
    characters = sum(len(line.text) for line in column)
    return len(column) >= _FEWEST_LINES and characters >= _SHORTEST_LINE * len(column)
