"""Markdown → blocks, by markdown-it (CommonMark with tables). Raw HTML inside is dropped as markup."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, Extracted


def read_markdown(text: str) -> Extracted:
    """Turn Markdown into blocks; a table row becomes one item, its cells parted by a bar."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    blocks: list[Block] = []
    links: list[str] = []
    row: list[str] = []
    item_depth = 0
    opener: Token | None = None
    for token in tokens:
        if token.type == "list_item_open":
            item_depth += 1
        elif token.type == "list_item_close":
            item_depth -= 1
        elif token.type == "tr_close":
            blocks.append(Block("item", " | ".join(row)))
            row = []
        elif token.type in {"fence", "code_block"} and token.content.strip():
            blocks.append(Block("paragraph", " ".join(token.content.split())))
        elif token.type == "inline":
            content = _plain(token, links)
            if opener and opener.type in {"th_open", "td_open"}:
                row.append(content)
            elif content and opener and opener.type == "heading_open":
                blocks.append(Block("heading", content, int(opener.tag[1])))
            elif content:
                blocks.append(Block("item" if item_depth else "paragraph", content))
        opener = token if token.nesting == 1 else opener
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    return Extracted(tuple(blocks), title, tuple(dict.fromkeys(links)))


def _plain(token: Token, links: list[str]) -> str:
    parts: list[str] = []
    for child in token.children or []:
        if child.type == "link_open":
            links.append(str(child.attrGet("href") or ""))
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline"} or child.type == "image":
            parts.append(child.content)
    return " ".join("".join(parts).split())
