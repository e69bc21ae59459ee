"""HTML → blocks of the main text, by trafilatura; where that loses words, by a plainer conversion of the same element.

Enters: the bytes of a page. Leaves: its headings, paragraphs, lists and tables, the date and language that it declares,
and the stretches of its main text that were still lost. Refuses: a page without running text, a cookie wall, and a
shell that a script must fill.
"""

import trafilatura
from lxml import etree, html

from corpus.errors import DocumentError
from ingest.blocks import Block, Extracted
from ingest.boilerplate import asks_consent, make_plain, strip_certain, strip_doubtful
from ingest.declared import declared_date, declared_language
from ingest.flatten import flatten
from ingest.loss import lost_stretches
from ingest.markdown import read_markdown
from ingest.outline import main_element, outline, words_of
from ingest.walls import refuse_walls


def read_html(raw: bytes) -> Extracted:
    """Return the main text with its headings, lists and tables; raise when there is none."""
    page = flatten(trafilatura.utils.decode_file(raw))
    tree, original = _parse(page), _parse(page)
    strip_certain(tree)
    asks = asks_consent(tree)
    make_plain(tree)
    visible = words_of(main_element(tree))
    strip_doubtful(tree)
    main = main_element(tree)
    refuse_walls(original, words_of(main), asks=asks)
    cautious = _cautious(html.tostring(tree, encoding="unicode"))
    blocks, lost = cautious.blocks, lost_stretches(visible, _text(cautious.blocks))
    if lost:
        plain = outline(main)
        still = lost_stretches(visible, _text(plain))
        if sum(map(len, still)) < sum(map(len, lost)):
            blocks, lost = plain, still
    if not blocks:
        raise DocumentError("In deze webpagina is geen lopende tekst gevonden.", "Sla de pagina op als tekst of PDF.")
    metadata = trafilatura.extract_metadata(page, extensive=False)  # dates are read from what is declared
    title = (metadata.title if metadata else None) or ""
    if title and not any(block.text == title for block in blocks):
        blocks = (Block("heading", title, 1), *blocks)
    return Extracted(
        blocks, title or cautious.title, cautious.links, declared_date(original), declared_language(original), lost
    )  # fmt: skip


def _parse(page: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(page.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError("Deze webpagina is leeg of kapot.", "Sla de pagina op als tekst of PDF.") from error


def _cautious(page: str) -> Extracted:
    markdown = trafilatura.extract(
        page, output_format="markdown", include_formatting=True, include_links=False, include_tables=True,
        include_comments=False, favor_recall=True,
    )  # fmt: skip
    return read_markdown(markdown or "")


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks)
