"""DOCX → blocks, by python-docx; runs inside the sandbox child only.

Enters: a path. Leaves: every text that Word shows, in the order of the document: headings, paragraphs, items and table
rows, with content controls, inserted text, text boxes and nested tables, and each note below the paragraph (or table)
that refers to it; the title, the date of the last change and the addresses. Deleted and hidden text, and running heads
and feet, are not part of it. Refuses nothing itself: on a broken file python-docx raises, and the child ends with that.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.blocks import Block, Extracted
from ingest.loss import lost_stretches

_HEADING_STYLES = ("heading ", "kop ")
_MOST_LEVELS = 6
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"), _FALLBACK})
"""Deleted, moved away, mere properties, and the second copy of a drawing for old programs."""
_CHARACTERS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def read_word(path: Path) -> Extracted:
    """Read a DOCX into blocks."""
    document = Document(str(path))
    reader = _Reader(document)
    blocks = tuple(reader.blocks_of(document.element.body))
    core = f"{_RELATIONS.replace('officeDocument', 'package')}metadata/core-properties"
    properties = document.core_properties
    # Without properties of its own python-docx gives a document those of today.
    own = any(relation.reltype == core for relation in document.part.package.rels.values())
    dated = properties.modified.date().isoformat() if own and properties.modified else ""
    visible = " ".join(_plainly(element) for element in (document.element.body, *reader.notes_shown))
    lost = lost_stretches(visible, "\n".join(block.text for block in blocks))
    return Extracted(blocks, properties.title or "" if own else "", _links(document), dated, lost=lost)


def _links(document: Any) -> tuple[str, ...]:
    addresses = (
        relation.target_ref
        for relation in document.part.rels.values()
        if relation.reltype == f"{_RELATIONS}hyperlink" and relation.is_external
    )
    return tuple(dict.fromkeys(address for address in addresses if address.startswith(("http://", "https://"))))


def _plainly(element: Any) -> str:
    """Return all text below an element that is shown, paragraph by paragraph, without any layout."""
    parts = []
    for node in element.iter(qn("w:p"), qn("w:t"), *_CHARACTERS):
        if _is_gone(node):
            continue
        parts.append("\n" if node.tag == qn("w:p") else _CHARACTERS.get(node.tag) or node.text or "")
    return "".join(parts)


def _is_gone(node: Any) -> bool:
    above = (*node.iterancestors(),)
    return any(one.tag in _GONE or (one.tag == qn("w:r") and _is_hidden(one)) for one in above)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val")) not in {"0", "false"}


class _Reader:
    """Walks one document; counts its notes in the order in which the text refers to them."""

    def __init__(self, document: Any) -> None:
        self.notes_shown: list[Any] = []
        self._styles = {style.style_id: str(style.name or "").lower() for style in document.styles}
        self._notes: dict[tuple[str, str], Any] = {}
        for relation in document.part.rels.values():
            kind = relation.reltype.removeprefix(_RELATIONS)
            if kind in _NOTES.values() and not relation.is_external:
                for note in parse_xml(relation.target_part.blob):
                    self._notes[kind, note.get(qn("w:id"), "")] = note

    def blocks_of(self, container: Any) -> Iterator[Block]:
        """Yield the blocks of whatever holds paragraphs and tables, its own text boxes and notes included."""
        for element in container:
            if element.tag in _GONE:
                continue
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            else:  # content controls, insertions and other wrappings
                yield from self.blocks_of(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        beside: list[Any] = []
        text = " ".join(self._text(element, beside).split())
        if text:
            yield self._block(element, text)
        yield from self._beside(beside)

    def _text(self, element: Any, beside: list[Any]) -> str:
        """Return the text of a paragraph; what stands beside it (text boxes, notes) is added to the list."""
        parts: list[str] = []
        for child in element:
            if child.tag in _GONE or (child.tag == qn("w:r") and _is_hidden(child)):
                continue
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag in _CHARACTERS:
                parts.append(_CHARACTERS[child.tag])
            elif child.tag == qn("w:txbxContent"):
                beside.append(child)
            elif child.tag in _NOTES:
                note = self._notes.get((_NOTES[child.tag], child.get(qn("w:id"), "")))
                if note is not None:
                    self.notes_shown.append(note)
                    beside.append((str(len(self.notes_shown)).translate(_SUPERSCRIPT), note))
                    parts.append(beside[-1][0])
            else:
                parts.append(self._text(child, beside))
        return "".join(parts)

    def _beside(self, beside: list[Any]) -> Iterator[Block]:
        for one in beside:
            if not isinstance(one, tuple):
                yield from self.blocks_of(one)
                continue
            marker, note = one
            text = " ".join(block.text for block in self.blocks_of(note))
            if text:
                yield Block("paragraph", f"{marker} {text}")

    def _block(self, element: Any, text: str) -> Block:
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(found.get(qn("w:val")), "") if found is not None else ""
        if style == "title" or style.startswith(_HEADING_STYLES):
            level = int(style[-1]) if style[-1].isdigit() else 1
            return Block("heading", text, min(max(level, 1), _MOST_LEVELS))
        numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        return Block("item" if numbered or "list" in style or "lijst" in style else "paragraph", text)

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield each row as one item; a merged cell counts once, a table inside a cell follows its row."""
        for row in table.iter(qn("w:tr")):
            owner = next(row.iterancestors(qn("w:tbl")))
            if owner is not table or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                continue
            cells: list[str] = []
            after: list[Block] = []
            for cell in row.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tr"))) is row:
                    text, inside = self._cell(cell)
                    cells.append(text)
                    after += inside
            if any(cells):
                yield Block("item", " | ".join(cells))
            yield from after

    def _cell(self, cell: Any) -> tuple[str, list[Block]]:
        """Return the text of a cell, and the blocks that do not fit into a row: inner tables, text boxes and notes."""
        if self._continues_above(cell):
            return "", []
        texts: list[str] = []
        beside: list[Any] = []
        inner: list[Block] = []
        for part in cell.iter(qn("w:p"), qn("w:tbl")):
            if next(part.iterancestors(qn("w:tc"), qn("w:txbxContent"))) is not cell or _is_gone(part):
                continue
            if part.tag == qn("w:tbl"):
                inner += self._table(part)
            else:
                texts.append(self._text(part, beside))
        return " ".join(" ".join(texts).split()), [*inner, *self._beside(beside)]

    def _continues_above(self, cell: Any) -> bool:
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        return merge is not None and merge.get(qn("w:val"), "continue") == "continue"
