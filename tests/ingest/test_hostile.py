"""Sixty broken or hostile documents: each gives text or a Dutch message, in bounded time, and runs nothing."""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import DocumentError
from corpus.records import Source
from ingest.extract import extract_document

SOURCE = Source("proef", "", "Proef", "Proef", "2024", "proef", "Om mee te proeven.")
WORDS = "Een gewone zin over oefenen in de gemeente. "


def pdf(text: str = WORDS) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for line in range(20):
        canvas.drawString(50, 800 - 20 * line, text)
    canvas.save()
    return out.getvalue()


def docx() -> bytes:
    document = Document()
    document.add_heading("Kop", 1)
    document.add_paragraph(WORDS * 5)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rezipped(change: dict[str, bytes | None]) -> bytes:
    """The DOCX with some parts replaced, added or (None) removed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, content in change.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def garbled(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(len(changed) // 50):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


XXE = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><d>&j;</d>"
)
BODIES = [
    b"", b"\0" * 5000, b"\xff\xfe" + "tekst".encode("utf-16-le"), b"<", b"<html", b"<!--", b"<![CDATA[", b"<?xml",
    b"&" * 5000,
    b"<p>" * 20000, b"</p>" * 20000, b"<table>" * 2000, b"<svg><script>alert(1)</script></svg>",
    b"<script>" + b"x" * 100000,
    b"<style>" * 500, b"<a href='javascript:alert(1)'>klik</a>", b"<iframe src='http://169.254.169.254/'></iframe>",
    b"<img src=x onerror=alert(1)>", b"<base href='http://evil.example/'>",
    b"<meta http-equiv=refresh content='0;url=//evil'>",
    b"<p " + b"a" * 100000 + b">", b"<p a='" + b"b" * 100000 + b"'>tekst</p>", b"<" + b"x" * 50000 + b">", LAUGHS, XXE,
    "\u202eomgekeerd\u202c en \u200bonzichtbaar".encode(), b"\x80\x81\x82" * 100, b"\r\r\r\n\n" * 5000,
    b"<p>&#0;&#xFFFFFFFF;&#x110000;</p>",
    b"<template><p>verborgen</p></template>", b"<noscript><p>zonder script</p></noscript>",
    b"<plaintext>" + b"a" * 5000,
    b"<select>" + b"<option>keuze" * 5000, b"<ul>" * 3000 + b"<li>punt", b"<frameset><frame src=x></frameset>",
    b"<!DOCTYPE html SYSTEM 'http://evil.example/x.dtd'><p>tekst</p>",
]  # fmt: skip
DOCUMENTS: list[tuple[str, bytes]] = [
    *((f"{n}.html", body) for n, body in enumerate(BODIES)),
    ("lang.txt", b"woord " * 200_000),
    ("regel.txt", b"a" * 1_000_000),
    ("nul.md", b"# kop\0"),
    ("diep.md", b">" * 3000 + b" citaat"),
    ("lijst.md", b"- " * 2000 + b"punt"),
    ("tabel.md", b"|" * 20000),
    ("leeg.pdf", b""),
    ("kop.pdf", b"%PDF-1.7\n"),
    ("half.pdf", pdf()[: len(pdf()) // 2]),
    ("staart.pdf", pdf()[-400:]),
    (
        "script.pdf",
        pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    ),
    ("lus.pdf", pdf().replace(b"/Count 1", b"/Count 999999999")),
    *((f"garbled{seed}.pdf", garbled(pdf(), seed)) for seed in range(6)),
    ("leeg.docx", b"PK\x05\x06" + b"\0" * 18),
    ("half.docx", docx()[: len(docx()) // 2]),
    ("xxe.docx", rezipped({"word/document.xml": XXE})),
    ("lach.docx", rezipped({"word/document.xml": LAUGHS})),
    ("bom.docx", rezipped({"word/document.xml": b"<w:document>" + b" " * 300_000_000})),
    ("zonder.docx", rezipped({"word/document.xml": None})),
    ("pad.docx", rezipped({"../../../tmp/uitgebroken.txt": b"x"})),
    *((f"garbled{seed}.docx", garbled(docx(), seed)) for seed in range(3)),
]


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 60


@pytest.mark.parametrize(("name", "content"), DOCUMENTS, ids=[name for name, _ in DOCUMENTS])
def test_each_gives_text_or_a_message(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    try:
        page = extract_document(path, {"proef": SOURCE}, "proef", today=date(2026, 1, 1))
    except DocumentError as error:
        assert error.message
        assert error.next_step
        return
    assert page.text.strip()
    assert "root:" not in page.text
    assert "alert(1)" not in page.text
    assert page.text.count("lol") < 100
    assert not Path("/tmp/uitgebroken.txt").exists()
