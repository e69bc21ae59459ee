"""HTML → blocks of the main text, by trafilatura; menus, footers and cookie walls are left behind."""

import trafilatura

from corpus.errors import DocumentError
from ingest.blocks import Block, Extracted
from ingest.flatten import flatten
from ingest.markdown import read_markdown


def read_html(raw: bytes) -> Extracted:
    """Return the main text with its headings, lists and tables; raise when there is none."""
    page = flatten(trafilatura.utils.decode_file(raw))
    markdown = trafilatura.extract(
        page, output_format="markdown", include_formatting=True, include_links=False, include_tables=True,
        include_comments=False, favor_recall=True,
    )  # fmt: skip
    if not markdown or not markdown.strip():
        raise DocumentError("In deze webpagina is geen lopende tekst gevonden.", "Sla de pagina op als tekst of PDF.")
    metadata = trafilatura.extract_metadata(page)
    title = (metadata.title if metadata else None) or ""
    body = read_markdown(markdown)
    blocks = body.blocks
    if title and not any(block.text == title for block in blocks):
        blocks = (Block("heading", title, 1), *blocks)
    return Extracted(blocks, title or body.title, body.links)
