"""Raw documents → pages: extraction faults, formats, and files that cannot be read."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from corpus.errors import DocumentError
from corpus.records import Page
from corpus.sources import load_sources
from ingest import sandbox
from ingest.extract import extract_document, read_document
from ingest.plain_text import read_plain_text
from tests.conftest import DATA

SOURCES = load_sources(DATA / "content" / "sources.toml")
TODAY = date(2026, 1, 31)
GOLDEN = (DATA / "brandwijzer.golden.txt").read_text(encoding="utf-8")


def as_golden(page: Page) -> str:
    rows = [f"{h.offset} {h.level} {h.role} {h.section or '-'} {h.text}" for h in page.headings]
    return "\n".join([page.text, "", "== koppen", *rows, "== links", *page.links]) + "\n"


def test_text_with_every_known_fault_gives_the_golden_page() -> None:
    page = extract_document(DATA / "brandwijzer.txt", SOURCES, today=TODAY)
    assert as_golden(page) == GOLDEN


@pytest.mark.parametrize(
    ("raw", "blocks"),
    [
        (
            "een woord dat breekt bij de gemeen-\nte en verder gaat",
            ["een woord dat breekt bij de gemeente en verder gaat"],
        ),
        ("de begrotings- en jaarstukken", ["de begrotings- en jaarstukken"]),
        ("Een lange regel met de e-\nmail. Zie ook e-mail.", ["Een lange regel met de e-mail. Zie ook e-mail."]),
        ("Lees https://x.nl/\na-b/c voor meer", ["Lees https://x.nl/a-b/c voor meer"]),
        ("• een punt dat\n\ndoorloopt\n• twee", ["een punt dat doorloopt", "twee"]),
        ("U had geluk\n– en dat was het.", ["U had geluk – en dat was het."]),
        ("samen/\nalleen", ["samen/alleen"]),
        ("Woord\u00ad\u00a0hier", ["Woord hier"]),
        ("", []),
    ],
)
def test_layout_rules(raw: str, blocks: list[str]) -> None:
    assert [block.text for block in read_plain_text(raw).blocks] == blocks


def test_the_real_guidance_is_recognised_whole(guidance: Path) -> None:
    sources = load_sources()
    page = extract_document(guidance, sources, today=TODAY)
    assert page.source_id == "vng-handreiking"
    declared = {section.id: section.role for section in sources["vng-handreiking"].sections}
    assert {h.section: h.role for h in page.headings if h.section} == declared
    assert [h.role for h in page.headings if h.level == 1] == [
        "volksvertegenwoordigend", "kaderstellend", "controlerend",
    ]  # fmt: skip
    assert "HEXAGON" not in page.text
    assert "\t" not in page.text
    for whole in ("Raadsleden zijn ook", "agenda-digitale-grondrechten-en-ethiek", "waarstaatjegemeente.nl"):
        assert whole in page.text
    assert len(page.links) == 5


def test_markdown_and_html_keep_headings_lists_and_tables(tmp_path: Path) -> None:
    markdown = (
        "# Brandwijzer\n\n## Hang rookmelders op\n\nTekst met [een link](https://x.nl).\n\n- een\n- twee\n\n"
        "| huis | melders |\n|---|---|\n| 1 | 2 |\n\n```\ncode blijft\n```\n"
    )
    (tmp_path / "a.md").write_text(markdown, encoding="utf-8")
    extracted = read_document(tmp_path / "a.md")
    assert [(b.kind, b.text) for b in extracted.blocks] == [
        ("heading", "Brandwijzer"), ("heading", "Hang rookmelders op"), ("paragraph", "Tekst met een link."),
        ("item", "een"), ("item", "twee"), ("item", "huis | melders"), ("item", "1 | 2"), ("paragraph", "code blijft"),
    ]  # fmt: skip
    assert extracted.links == ("https://x.nl",)
    paragraph = "Een blusploeg oefent twee keer per jaar met water en slangen. " * 8
    html = (
        "<html><head><title>Brandwijzer</title></head><body><nav>Menu Home Contact</nav><main><h1>Brandwijzer</h1>"
        f"<h2>Richt een blusploeg in</h2><p>{paragraph}</p><ul><li>water mee</li></ul>"
        "<table><tr><td>dorp</td><td>12</td></tr></table></main><footer>Cookies accepteren</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    page = extract_document(tmp_path / "a.html", SOURCES, "brandwijzer", today=TODAY)
    assert [h.section for h in page.headings if h.section] == ["blusploeg"]
    assert "water mee" in page.text
    assert "12" in page.text
    assert "Cookies" not in page.text


def write_pdf(path: Path, lines: list[str]) -> None:
    pdf = canvas.Canvas(str(path), pagesize=A4)
    for row, line in enumerate(lines):
        pdf.drawString(72, 780 - 16 * row, line)
    pdf.save()


def test_pdf_and_docx_are_read_in_a_child(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["2. Controlerende rol", "Is de zaal veilig? Vraag het de griffie van het dorp."])
    page = extract_document(tmp_path / "a.pdf", SOURCES, "brandwijzer", today=TODAY)
    assert page.headings[0].role == "controlerend"
    assert "Is de zaal veilig?" in page.text
    document = Document()
    document.add_heading("Brandwijzer", 0)
    document.add_heading("Hang rookmelders op", 1)
    document.add_paragraph("Eerste punt", style="List Bullet")
    document.add_paragraph("Gewone tekst.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "a", "b"
    document.save(str(tmp_path / "a.docx"))
    kinds = [(b.kind, b.text) for b in read_document(tmp_path / "a.docx").blocks]
    assert kinds == [
        ("heading", "Brandwijzer"), ("heading", "Hang rookmelders op"), ("item", "Eerste punt"),
        ("paragraph", "Gewone tekst."), ("item", "a | b"),
    ]  # fmt: skip


def test_unreadable_files_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pdf(tmp_path / "leeg.pdf", [])
    contents = {
        "kapot.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>trailer<</Root 1 0 R>>" + b"\0" * 50,
        "kapot.docx": b"PK\x03\x04geen zip",
        "binair.txt": b"abc\0def",
        "leeg.txt": b"  \n ",
        "leeg.html": b"<html><body></body></html>",
        "plaatje.png": b"x",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    for name in [*contents, "leeg.pdf", "weg.txt"]:
        with pytest.raises(DocumentError) as caught:
            extract_document(tmp_path / name, SOURCES, "brandwijzer", today=TODAY)
        assert caught.value.next_step, name
    monkeypatch.setattr(sandbox, "MAX_FILE_MEGABYTES", 0)
    with pytest.raises(DocumentError, match="groter dan"):
        read_document(tmp_path / "leeg.pdf")


def test_a_parser_that_runs_away_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", -5)  # the parent waits SECONDS + 5
    write_pdf(tmp_path / "a.pdf", ["tekst"])
    with pytest.raises(DocumentError, match="te lang"):
        read_document(tmp_path / "a.pdf")


def test_old_encodings_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Coördinatie van de blusploeg in het café.".encode("cp1252"))
    assert "Coördinatie" in read_document(tmp_path / "a.txt").blocks[0].text


def test_an_unknown_document_asks_for_its_source(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Geachte raad, hierbij een brief over iets anders.")
    with pytest.raises(DocumentError, match=r"build --local BRON=brief\.txt"):
        extract_document(tmp_path / "brief.txt", SOURCES, today=TODAY)
    with pytest.raises(DocumentError, match="raadsvraag sources"):
        extract_document(tmp_path / "brief.txt", SOURCES, "bestaat-niet", today=TODAY)
