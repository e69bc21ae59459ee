"""A composed list of questions → the bytes of a Word document. The only module that writes with python-docx.

Enters: a `Document` of `assistant.export`. Leaves: a .docx in memory; no file is written. Refuses nothing: characters
that XML cannot hold are dropped.
"""

import re
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from assistant.export import Document

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INK = RGBColor(0x12, 0x3B, 0x57)


def to_word(document: Document) -> bytes:
    """Return the document as .docx."""
    word = docx.Document()
    _set_up(word, document.title)
    word.add_heading(_clean(document.title), level=0)
    _particulars(word, document)
    for paragraph in document.introduction.splitlines():
        if paragraph.strip():
            word.add_paragraph(_clean(paragraph))
    for group in document.groups:
        word.add_heading(_clean(group.title), level=1)
        for number, text, notes in group.questions:
            _question(word, number, text, notes)
    if document.closing:
        word.add_paragraph(_clean(document.closing)).paragraph_format.space_before = Pt(24)
    if document.notes:
        word.add_heading("Bronnen", level=1)
        for number, note in enumerate(document.notes, 1):
            _hanging(word.add_paragraph(f"[{number}]\t{_clean(note)}"), 9.5)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _set_up(word: Word, title: str) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    word.core_properties.title, word.core_properties.language = _clean(title), "nl-NL"
    word.core_properties.author = word.core_properties.comments = ""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing_rule, normal.paragraph_format.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 20), ("Heading 1", 13)):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def _particulars(word: Word, document: Document) -> None:
    table = word.add_table(rows=0, cols=2)
    table.autofit = False
    for name, value in document.particulars:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(3.2), Cm(12.8)
        cells[0].paragraphs[0].add_run(name).bold = True
        cells[1].paragraphs[0].add_run(_clean(value))
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    word.add_paragraph()


def _question(word: Word, number: int, text: str, notes: tuple[int, ...]) -> None:
    # Written out, not Word's own list numbering: the numbers go on over the groups and survive pasting.
    paragraph = word.add_paragraph(f"{number}.\t{_clean(text)}")
    if notes:
        paragraph.add_run(" " + "".join(f"[{note}]" for note in notes)).font.superscript = True
    _hanging(paragraph, 11)


def _hanging(paragraph: Paragraph, size: float) -> None:
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Cm(0.9), Cm(-0.9)
    form.tab_stops.add_tab_stop(Cm(0.9))
    for run in paragraph.runs:
        run.font.size = Pt(size)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
