"""A list of questions as text, Markdown and Word; the Word document is opened again and read."""

import zipfile
from io import BytesIO

import docx
import pytest

from assistant.export import compose_document, read_list, to_text
from assistant.export_word import to_word
from corpus.errors import InputError

NOTE = {
    "title": "Brandwijzer", "publisher": "Stichting Voorbeeld", "place": "De blusploeg", "information_date": "2024",
    "read_on": "2026-03-01", "url": "https://example.org/brandwijzer",
}  # fmt: skip
LIST = {
    "kind": "schriftelijk",
    "municipality": "Voorbeeldstad",
    "questions": [
        {"text": "Wie blust er?", "role": "kaderstellend", "addressee": "college", "sources": [NOTE]},
        {"text": "Wat kost dat?", "role": "controlerend", "addressee": "portefeuillehouder", "sources": []},
        {"text": "Oefent de ploeg?", "role": "kaderstellend", "addressee": "college", "sources": [NOTE]},
    ],
}


def test_questions_are_grouped_and_numbered_through() -> None:
    document = compose_document(read_list(LIST))
    assert [(group.title, [row[0] for row in group.questions]) for group in document.groups] == [
        ("Aan het college van burgemeester en wethouders: kaderstellende rol", [1, 2]),
        ("Aan de portefeuillehouder: controlerende rol", [3]),
    ]
    assert document.notes == (
        "Stichting Voorbeeld, Brandwijzer; De blusploeg; informatie van 2024; gelezen op 1 maart 2026; "
        "https://example.org/brandwijzer",
    )


def test_word_reads_as_written_questions() -> None:
    word = docx.Document(BytesIO(to_word(compose_document(read_list(LIST)))))
    text = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert text[0] == "Schriftelijke vragen over digitale veiligheid"
    assert "1.\tWie blust er? [1]" in text
    assert "3.\tWat kost dat?" in text
    assert text[-1].startswith("[1]\tStichting Voorbeeld, Brandwijzer")
    particulars = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}
    assert particulars["Aan"] == "het college van burgemeester en wethouders van Voorbeeldstad"
    assert particulars["Datum"] == "[datum van indiening]"
    assert [p.style.name for p in word.paragraphs if p.text == "Bronnen"] == ["Heading 1"]
    assert word.core_properties.author == ""


def test_a_plain_list_has_no_form_of_address() -> None:
    document = compose_document(read_list(LIST | {"kind": "lijst"}))
    text = to_text(document, markdown=False)
    assert "Aan: " not in text
    assert "1. Wie blust er? [1]\n2. Oefent de ploeg? [1]" in text
    assert "Opgesteld op: " in text


def test_markdown_does_not_act_on_what_is_typed() -> None:
    hostile = LIST | {"questions": [{"text": "![x](https://evil.example) <script> *a*", "role": "algemeen"}]}
    text = to_text(compose_document(read_list(hostile)), markdown=True)
    assert "\\!" not in text
    assert "!\\[x\\](https://evil.example) \\<script\\> \\*a\\*" in text


def test_word_drops_what_xml_cannot_hold_and_runs_nothing() -> None:
    hostile = LIST | {"title": "a\x00b", "questions": [{"text": "</w:t><w:evil/> \x0b =cmd|' /C calc'!A0"}]}
    content = to_word(compose_document(read_list(hostile)))
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert b"<w:evil" not in parts.read("word/document.xml")
        assert not any("vba" in name.lower() for name in parts.namelist())
    assert docx.Document(BytesIO(content)).paragraphs[0].text == "ab"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"questions": []}, "nog leeg"),
        ({}, "nog leeg"),
        ({"questions": [{"text": "x" * 2001}]}, "questions.0.text"),
        ([], "klopt niet"),
    ],
)
def test_what_cannot_be_exported_says_why(values: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_list(values)
