"""A paper → one HTML page to print. Pure; everything is escaped.

Enters: a `Paper`. Leaves: a complete HTML document with its own style for A4 and no other parts.
"""

from html import escape

from assistant.study.paper import Block, Line, Paper

_STYLE = """
@page { size: A4; margin: 18mm; }
body { font: 10pt/1.35 Calibri, Carlito, Arial, sans-serif; color: #111; background: #fff;
max-width: 46rem; margin: auto; }
h1 { font-size: 18pt; margin: 0 0 4pt; } h2 { font-size: 12pt; margin: 8pt 0 2pt; break-after: avoid; }
p { margin: 0 0 4pt; } ul, ol { margin: 0 0 4pt; padding-left: 18pt; } li { margin: 0 0 2pt; break-inside: avoid; }
.small { font-size: 8pt; overflow-wrap: anywhere; } a { color: #01496b; }
table { border-collapse: collapse; width: 100%; } td, th { border: 1px dashed #666; padding: 6pt; width: 50%;
vertical-align: top; text-align: left; break-inside: avoid; }
"""


def to_html(paper: Paper) -> str:
    """Write a paper as a page to print."""
    return page(paper.title, paper.language, "\n".join(_block(block) for block in paper.blocks))


def page(title: str, language: str, body: str) -> str:
    """Return a complete document around a body of HTML."""
    return (
        f"<!doctype html>\n<html lang='{language}'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style></head><body><main>\n{body}\n</main></body></html>\n"
    )


def _block(block: Block) -> str:
    lines = [_line(line) for line in block.lines]
    if block.kind in {"title", "heading"}:
        level = 1 if block.kind == "title" else 2
        return f"<h{level}>{lines[0]}</h{level}>"
    if block.kind == "text":
        return "\n".join(f"<p>{line}</p>" for line in lines)
    tag = "ol" if block.kind == "numbers" else "ul"
    small = " class='small'" if block.kind == "small" else ""
    return f"<{tag}{small}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _line(line: Line) -> str:
    label = f"<strong>{escape(line.label)}.</strong> " if line.label else ""
    url = escape(line.url, quote=True)
    address = f" <a href='{url}'>{url}</a>" if line.url else ""
    return f"{label}{escape(line.text)}{address}"
