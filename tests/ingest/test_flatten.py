"""No visible sentence is lost to depth: libxml2 would drop what stands below level 256 without a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.flatten import flatten
from ingest.html import read_html

PAGE = (
    "<html><head><title>Proef</title></head><body><main><h1>Kop</h1><p>Een gewone alinea die vooraf gaat.</p>"
    "{opened}<p>SENTINEL staat hier diep in de pagina verborgen.</p>{closed}"
    "<p>Na de diepte komt een alinea met SLOTZIN erin.</p></main></body></html>"
)


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "section"])
@pytest.mark.parametrize("depth", [1, 50, 149, 255, 256, 1000, 5000])
def test_sentences_are_found_at_any_depth(tag: str, depth: int) -> None:
    page = PAGE.format(opened=f"<{tag}>" * depth, closed=f"</{tag}>" * depth)
    text = " ".join(block.text for block in read_html(page.encode()).blocks)
    assert "SENTINEL" in text
    assert "SLOTZIN" in text


def test_ordinary_pages_come_back_as_they_are() -> None:
    page = PAGE.format(opened="<div><ul><li>een<li>twee", closed="</ul></div>")
    assert flatten(page) is page


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "</b>", "<b>", "woord ", "&lt;", "<br>"]), max_size=600))
def test_flattening_keeps_every_word(parts: list[str]) -> None:
    deep = "<div>" * 200 + "".join(parts)
    assert flatten(deep).count("woord") == parts.count("woord ")
