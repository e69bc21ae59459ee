"""PDF → blocks with the sheet they stand on, by pdfminer.six; runs inside the sandbox child only.

Enters: a path. Leaves: headings (by size of type, and short lines in bold), paragraphs and items in reading order,
without the running heads and feet that repeat on most sheets; the title, date and addresses that the file declares; and
what was printed but not kept, such as text on its side. Refuses nothing itself: on a broken file pdfminer raises, and
the child ends with that.
"""

import re
from collections.abc import Iterator
from datetime import date
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
from ingest.plain_text import read_lines
from ingest.reading_order import Printed
from ingest.typography import PrintedSheet, drop_running, lines_of

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_OPENING_UNNAMED = re.compile(r"^\(cid:\d+\)")
_UNNAMED = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a sign of which the file does not tell the letter: at the start of a line, a bullet."""
_JUNK_TITLE = re.compile(
    r"^\s*(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|anonymous|naamloos.*|document\s*\d*|presentatie\s*\d*"
    r"|slide \d+|powerpoint.presentati(?:e|on)|\S+\.(?:docx?|pdf|pptx?|xlsx?|indd|qxd|odt|rtf)|\W*)\s*$",
    re.IGNORECASE,
)
_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})")


def read_pdf(path: Path) -> Extracted:
    """Read a PDF into blocks."""
    links: dict[str, None] = {}
    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file))
        sheets = [_sheet(layout, number) for number, layout in enumerate(_layouts(document, links), 1)]
        title, dated = _metadata(document)
    drop_running(sheets)
    extracted = read_lines(lines_of(sheets))
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


def _sheet(layout: LTPage, number: int) -> PrintedSheet:
    sheet = PrintedSheet(number, layout.height)
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
