"""DOCX: whatever Word shows is kept, once; what it does not show is not."""

from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.blocks import Extracted
from ingest.word import read_word

NS = nsdecls("w")
BOX = (
    f'<w:r {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    "<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def read(tmp_path: Path, xml: str, notes: str = "") -> Extracted:
    document = Document()
    document.add_paragraph("Vooraf staat een gewone zin.")
    for element in parse_xml(f"<w:body {NS}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    if notes:
        note = f"<w:footnote w:id='7'>{P.format(run(notes))}</w:footnote>"
        blob = f"<w:footnotes {NS}>{note}</w:footnotes>"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, blob.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.part.relate_to("https://example.org/meer", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.save(str(tmp_path / "a.docx"))
    return read_word(tmp_path / "a.docx")


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r>"


P = "<w:p>{}</w:p>"
SHOWN = {
    "content control": f"<w:sdt><w:sdtContent>{P.format(run('SENTINEL'))}</w:sdtContent></w:sdt>",
    "control in a line": P.format(f"<w:sdt><w:sdtContent>{run('SENTINEL')}</w:sdtContent></w:sdt>"),
    "inserted": P.format(f"<w:ins w:id='1'>{run('SENTINEL')}</w:ins>"),
    "link": P.format(f"<w:hyperlink>{run('SENTINEL')}</w:hyperlink>"),
    "text box": P.format(BOX.replace("{0}", "SENTINEL")),
    "field": P.format(f"<w:fldSimple w:instr='REF x'>{run('SENTINEL')}</w:fldSimple>"),
    "cell": f"<w:tbl><w:tr><w:tc>{P.format(run('SENTINEL'))}</w:tc></w:tr></w:tbl>",
    "control around a row": f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{P.format(run('SENTINEL'))}</w:tc></w:tr>"
    "</w:sdtContent></w:sdt></w:tbl>",
    "nested table": "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>" + P.format(run("SENTINEL")) + "</w:tc></w:tr></w:tbl>"
    "<w:p/></w:tc></w:tr></w:tbl>",
    "text box in a cell": f"<w:tbl><w:tr><w:tc>{P.format(BOX.replace('{0}', 'SENTINEL'))}</w:tc></w:tr></w:tbl>",
    "merged over columns": f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{P.format(run('SENTINEL'))}"
    f"</w:tc></w:tr><w:tr><w:tc>{P.format(run('a'))}</w:tc><w:tc>{P.format(run('b'))}</w:tc></w:tr></w:tbl>",
}  # fmt: skip


@pytest.mark.parametrize("xml", SHOWN.values(), ids=SHOWN)
def test_what_is_shown_is_kept_once(xml: str, tmp_path: Path) -> None:
    extracted = read(tmp_path, xml)
    assert sum(block.text.count("SENTINEL") for block in extracted.blocks) == 1
    assert (extracted.lost, extracted.links) == ((), ("https://example.org/meer",))


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:del w:id='1'>{run('SENTINEL')}</w:del>",
        f"<w:moveFrom w:id='1'>{run('SENTINEL')}</w:moveFrom>",
        run("SENTINEL", "<w:rPr><w:vanish/></w:rPr>"),
    ],
)
def test_what_is_not_shown_is_not_kept(inner: str, tmp_path: Path) -> None:
    extracted = read(tmp_path, P.format(run("Voor ") + inner + run("na.")))
    assert extracted.blocks[-1].text == "Voor na."


@pytest.mark.parametrize(
    "xml", [P.format("{}"), "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"], ids=["text", "cell"]
)
def test_a_note_stands_below_what_refers_to_it(xml: str, tmp_path: Path) -> None:
    inner = run("Hierbij hoort een noot") + "<w:r><w:footnoteReference w:id='7'/></w:r>" + run(".")
    extracted = read(tmp_path, xml.format(inner) + P.format(run("Daarna.")), notes="Dit is de noot zelf.")
    assert [block.text for block in extracted.blocks[1:]] == [
        "Hierbij hoort een noot¹.", "¹ Dit is de noot zelf.", "Daarna.",
    ]  # fmt: skip


def test_merged_cells_and_numbered_lines(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "beide rijen"
    table.cell(0, 1).text, table.cell(1, 1).text = "boven", "onder"
    document.add_paragraph("punt", style="List Number")
    document.save(str(tmp_path / "a.docx"))
    extracted = read_word(tmp_path / "a.docx")
    assert [(block.kind, block.text) for block in extracted.blocks] == [
        ("item", "beide rijen | boven"), ("item", " | onder"), ("item", "punt"),
    ]  # fmt: skip
    assert extracted.dated == document.core_properties.modified.date().isoformat()
