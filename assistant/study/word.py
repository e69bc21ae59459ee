"""A paper → a Word document, by python-docx. Only this module of the study part imports docx.

Enters: a `Paper`. Leaves: the bytes of a DOCX with real headings, lists and links, its language set. Writes no file.
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from assistant.study.paper import Block, Line, Paper

_MARGIN, _SIZE, _SMALL = Cm(1.9), Pt(10), Pt(8)
_STYLES = {"title": "Title", "heading": "Heading 1", "bullets": "List Bullet", "numbers": "List Number"}


def to_word(paper: Paper) -> bytes:
    """Write a paper as DOCX."""
    document = Document()
    _set_page(document, paper)
    for block in paper.blocks:
        number = _new_numbering(document) if block.kind == "numbers" else None
        for line in block.lines:
            _add(document, block, line, number)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGIN)
    document.core_properties.title = paper.title
    document.core_properties.author = "Raadsvraag"
    document.core_properties.language = {"nl": "nl-NL", "en": "en-GB"}[paper.language]
    for name in ("Normal", "List Bullet", "List Number"):
        style = document.styles[name]
        style.font.size, style.font.name = _SIZE, "Calibri"
        style.paragraph_format.space_after = Pt(2)
    for name, size in (("Title", 18), ("Heading 1", 12)):
        document.styles[name].font.size = Pt(size)
        document.styles[name].paragraph_format.space_before = Pt(6)
        document.styles[name].paragraph_format.space_after = Pt(2)


def _add(document: Any, block: Block, line: Line, number: int | None) -> None:
    paragraph = document.add_paragraph(style=_STYLES.get(block.kind, "Normal"))
    if number is not None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
    if line.label:
        paragraph.add_run(f"{line.label}. ").bold = True
    run = paragraph.add_run(line.text + (" " if line.url else ""))
    if block.kind == "small":
        run.font.size = _SMALL
    if line.url:
        _add_link(paragraph, line.url, small=block.kind == "small")


def _new_numbering(document: Any) -> int:
    """Return a numbering that begins at 1: Word would go on counting from the list before."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    of_style = document.styles["List Number"].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _add_link(paragraph: Any, url: str, *, small: bool) -> None:
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(url)
    run.font.underline = True
    if small:
        run.font.size = _SMALL
    link.append(run._r)
    paragraph._p.append(link)
