"""PDFs as they are laid out: columns, headings, running heads, sheets, metadata, and what was not kept."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.records import Source
from ingest.blocks import Extracted
from ingest.extract import extract_document
from ingest.pdf import read_pdf

NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes")
LEFT = [f"Links staat regel {word} van de lange lopende tekst" for word in NUMBERS]
RIGHT = [f"Rechts staat regel {word} van de andere kolom hier" for word in NUMBERS]
BODY = "De raad bespreekt met het college hoe de gemeente zich voorbereidt"


def read(tmp_path: Path, draw: Callable[[Canvas], None], sheets: int = 1) -> Extracted:
    path = tmp_path / "proef.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for _ in range(sheets):
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_pdf(path)


def texts(extracted: Extracted) -> list[str]:
    return [block.text for block in extracted.blocks]


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_one_after_the_other(interleaved: bool, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(50, 700, "Een kop over de volle breedte van het blad")
        canvas.setFont("Helvetica", 10)
        rows = [[(50, 650 - 12 * n, line) for n, line in enumerate(LEFT)]]
        rows.append([(320, 650 - 12 * n, line) for n, line in enumerate(RIGHT)])
        ordered = [place for pair in zip(*rows, strict=True) for place in pair] if interleaved else rows[0] + rows[1]
        for x, y, line in ordered:
            canvas.drawString(x, y, line)
        canvas.drawString(
            50, 540, "Na de kolommen volgt een regel die weer over de hele breedte van het blad loopt, dus."
        )

    text = "\n".join(texts(read(tmp_path, draw)))
    places = [text.index(part) for part in ("Een kop", *LEFT, *RIGHT, "Na de kolommen")]
    assert places == sorted(places)


def test_the_cells_of_a_table_stay_in_their_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n, row in enumerate([("Jaar", "Begroot", "Besteed"), ("2023", "100", "90"), ("2024", "110", "95")] * 2):
            for column, cell in enumerate(row):
                canvas.drawString(50 + 150 * column, 600 - 14 * n, cell)

    assert texts(read(tmp_path, draw))[:2] == ["Jaar | Begroot | Besteed", "2023 | 100 | 90"]


def test_headings_are_told_by_their_type(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        at = 700
        for font, size, line in [
            ("Helvetica", 20, "Het grootste"), ("Helvetica", 10, f"{BODY}."), ("Helvetica", 14, "1. Het middelste"),
            ("Helvetica", 10, f"{BODY} op een cri-"), ("Helvetica", 10, "sis, en daarna verder."),
            ("Helvetica-Bold", 10, "Vet en kort"), ("Helvetica", 10, f"{BODY}."),
            ("Helvetica", 10, "• eerste punt dat"), ("Helvetica", 10, "doorloopt"), ("Helvetica", 10, "Amsterdam"),
            ("Helvetica", 14, "Groot maar " + "lang " * 9),
            ("Helvetica", 14, "en het " + "loopt " * 9), ("Helvetica", 14, "maar door tot " + "ver " * 9),
        ]:  # fmt: skip
            at -= 22
            canvas.setFont(font, size)
            canvas.drawString(50, at, line)

    blocks = read(tmp_path, draw).blocks
    assert [(b.text, b.level) for b in blocks if b.kind == "heading"] == [
        ("Het grootste", 1), ("1. Het middelste", 2), ("Vet en kort", 3),
    ]  # fmt: skip
    assert f"{BODY} op een crisis, en daarna verder." in [b.text for b in blocks]
    assert next(b.text for b in blocks if b.kind == "item").startswith("eerste punt dat doorloopt")


def test_running_heads_go_and_sheets_are_numbered(tmp_path: Path) -> None:
    numbers = iter(range(1, 41))

    def draw(canvas: Canvas) -> None:
        number = next(numbers)
        canvas.drawString(50, 820, "KOPREGEL van het jaarverslag")
        canvas.drawString(290, 20, f"Pagina {number} van 40")
        canvas.drawString(
            50, 600, f"Op deze plek bespreekt de raad onderwerp {number} met het college van de gemeente."
        )
        if number == 40:
            canvas.drawString(50, 560, "SENTINEL staat op het laatste blad van allemaal.")

    extracted = read(tmp_path, draw, sheets=40)
    text = "\n".join(texts(extracted))
    assert "KOPREGEL" not in text
    assert "Pagina 3" not in text
    assert "onderwerp 1 met" in text
    assert next(block.sheet for block in extracted.blocks if "SENTINEL" in block.text) == 40
    assert extracted.lost == ()
    page = extract_document(tmp_path / "proef.pdf", {"s": SOURCE}, "s", today=date(2026, 1, 1))
    assert [page.sheet_at(page.text.index(words)) for words in ("onderwerp 1 ", "onderwerp 27", "SENTINEL")] == [
        1,
        27,
        40,
    ]


SOURCE = Source("s", "https://example.org/a.pdf", "S", "S", "2024", "s", "s")


def test_two_sheets_keep_what_they_share(tmp_path: Path) -> None:
    text = texts(read(tmp_path, lambda canvas: canvas.drawString(50, 820, "Op elk blad staat dit gewoon."), sheets=2))
    assert text == ["Op elk blad staat dit gewoon."] * 2


def test_text_on_its_side_is_reported(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 600, f"{BODY}.")
        canvas.rotate(90)
        canvas.drawString(100, -580, "Concept voor de raad van morgen")

    extracted = read(tmp_path, draw)
    assert texts(extracted) == [f"{BODY}."]
    assert extracted.lost == ("Concept voor de raad van morgen",)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Jaarverslag digitale veiligheid", "Jaarverslag digitale veiligheid"), ("Microsoft Word - brief.doc", ""),
        ("untitled", ""), ("concept_v3.docx", ""), ("Document1", ""), ("PowerPoint-presentatie", ""),
        ("Document over veiligheid", "Document over veiligheid"),
    ],
)  # fmt: skip
def test_titles_dates_and_links_come_from_the_file(title: str, kept: str, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        canvas.drawString(50, 600, f"{BODY}.")
        canvas.linkURL("https://example.org/meer", (50, 590, 200, 610))
        canvas.linkURL("javascript:alert(1)", (50, 490, 200, 510))

    extracted = read(tmp_path, draw)
    assert (extracted.title, extracted.links) == (kept, ("https://example.org/meer",))
    assert date.fromisoformat(extracted.dated).year >= 2026


def test_a_date_that_is_none_is_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(50, 600, f"{BODY}.")
    canvas.save()
    path = tmp_path / "a.pdf"
    for said, dated in (("20001332", ""), ("20200229", "2020-02-29")):
        path.write_bytes(out.getvalue().replace(b"D:20000101", b"D:" + said.encode()))
        assert read_pdf(path).dated == dated
