"""PDF → blocks with the sheet they stand on, by pdfminer.six; runs inside the sandbox child only.

Enters: a path. Leaves: headings (by size of type, and short lines in bold), paragraphs and items in reading order,
without the running heads and feet that repeat on most sheets; the title, date and addresses that the file declares; and
what was printed but not kept, such as text on its side. Refuses nothing itself: on a broken file pdfminer raises, and
the child ends with that.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTComponent, LTContainer, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from ingest.blocks import Extracted
from ingest.loss import lost_stretches
from ingest.plain_text import Line, read_lines
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
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_OPENING_UNNAMED = re.compile(r"^\(cid:\d+\)")
_UNNAMED = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a sign of which the file does not tell the letter: at the start of a line, a bullet."""
_MARKER = re.compile(r"^(?:\W|\d{1,2}[.)]?|\d+(?:\.\d+)+\.?|[a-z][.)])$")
_JUNK_TITLE = re.compile(
    r"^\s*(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|anonymous|naamloos.*|document\s*\d*|presentatie\s*\d*"
    r"|slide \d+|powerpoint.presentati(?:e|on)|\S+\.(?:docx?|pdf|pptx?|xlsx?|indd|qxd|odt|rtf)|\W*)\s*$",
    re.IGNORECASE,
)
_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})")


@dataclass(slots=True)
class _Sheet:
    """What is printed on one sheet."""

    number: int
    height: float
    lines: list[Printed] = field(default_factory=list)
    turned: str = ""


def read_pdf(path: Path) -> Extracted:
    """Read a PDF into blocks."""
    links: dict[str, None] = {}
    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file))
        sheets = [_sheet(layout, number) for number, layout in enumerate(_layouts(document, links), 1)]
        title, dated = _metadata(document)
    _drop_running(sheets)
    extracted = read_lines(_lines(sheets))
    printed = "\n".join("\n".join([*(line.text for line in sheet.lines), sheet.turned]) for sheet in sheets)
    lost = lost_stretches(printed, "\n".join([*(block.text for block in extracted.blocks), *extracted.links]))
    return Extracted(extracted.blocks, title, tuple(links | dict.fromkeys(extracted.links)), dated, lost=lost)


def _layouts(document: PDFDocument, links: dict[str, None]) -> Iterator[LTPage]:
    manager = PDFResourceManager()
    # boxes_flow=None: grouping boxes into columns takes pdfminer minutes on a sheet full of cells.
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.create_pages(document):
        links |= dict.fromkeys(_addresses(page))
        interpreter.process_page(page)
        yield device.get_result()


def _addresses(page: PDFPage) -> Iterator[str]:
    found = resolve1(page.annots) if page.annots else []
    for annotation in map(resolve1, found if isinstance(found, list) else []):
        action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
        address = resolve1(action.get("URI")) if isinstance(action, dict) else None
        text = address.decode("utf-8", errors="replace") if isinstance(address, bytes) else ""
        if text.startswith(("http://", "https://")):
            yield text


def _metadata(document: PDFDocument) -> tuple[str, str]:
    """Return the title and the date that the file declares, the date of its last change before that of its making."""
    values: dict[str, Any] = {}
    for info in reversed(document.info):
        values |= info
    texts = {key: _decoded(values.get(key)) for key in ("Title", "ModDate", "CreationDate")}
    title = "" if _JUNK_TITLE.match(texts["Title"]) else texts["Title"]
    dates = (_iso_date(texts[key]) for key in ("ModDate", "CreationDate"))
    return title, next(filter(None, dates), "")


def _decoded(value: object) -> str:
    resolved = resolve1(value)
    return " ".join(decode_text(resolved).replace("\0", "").split()) if isinstance(resolved, bytes) else ""


def _iso_date(text: str) -> str:
    match = _PDF_DATE.match(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _sheet(layout: LTPage, number: int) -> _Sheet:
    sheet = _Sheet(number, layout.height)
    turned: list[LTChar] = []
    for line in _text_lines(layout):
        characters = [part for part in line if isinstance(part, LTChar)]
        if characters and not characters[0].upright:
            turned += characters
            continue
        text = _UNNAMED.sub("", _OPENING_UNNAMED.sub("• ", " ".join(line.get_text().split()))).strip()
        if not text or not characters:
            continue
        size = round(median(part.size for part in characters) * 2) / 2
        bold = all(_BOLD.search(part.fontname) for part in characters)
        sheet.lines.append(Printed(text, line.x0, line.x1, line.y0, line.y1, size, bold))
    turned.sort(key=lambda one: (round(one.x0), one.y0 if one.matrix[1] > 0 else -one.y0))
    sheet.turned = _turned_text(turned)
    return sheet


def _turned_text(characters: list[LTChar]) -> str:
    """Put the letters of text on its side together; pdfminer does not, and leaves out its spaces."""
    text = ""
    for before, one in zip([None, *characters], characters, strict=False):
        apart = before and max(one.y0 - before.y1, before.y0 - one.y1, one.x0 - before.x1, before.x0 - one.x1)
        text += (" " if apart and apart > one.size * 0.15 else "") + one.get_text()
    return text


def _text_lines(component: LTComponent) -> Iterator[LTTextLine]:
    if isinstance(component, LTTextLine):
        yield component
    elif isinstance(component, LTContainer):
        for part in component:
            yield from _text_lines(part)


def _drop_running(sheets: list[_Sheet]) -> None:
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


def _at_edge(sheet: _Sheet) -> Iterable[Printed]:
    low, high = sheet.height * _EDGE, sheet.height * (1 - _EDGE)
    return [line for line in sheet.lines if line.top < low or line.bottom > high]


def _signature(line: Printed) -> tuple[str, int]:
    """Two lines of one running head have the same; in a long line a number is content, not that of the sheet."""
    text = line.text.casefold()
    return (re.sub(r"\d+", "#", text) if len(text.split()) <= 8 else text, round(line.bottom / 4))


def _lines(sheets: list[_Sheet]) -> list[Line]:
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
