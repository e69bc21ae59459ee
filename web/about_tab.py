"""The tab Over: what the program does and does not, privacy, accessibility, and which version and index answer.

Enters: a `PageContext` inside an open Gradio page. Leaves: the tab. The texts stand in `about.md`
and in two drafts in `docs/`.
"""

import re
from importlib import metadata
from pathlib import Path

import gradio as gr
from markdown_it import MarkdownIt

from corpus.errors import RaadsvraagError
from web.context import PageContext

_TEXT = Path(__file__).parent / "assets" / "about.md"
_DRAFTS = Path(__file__).parents[1] / "docs"
"""With the drafts that the text opens under a heading of their own; a copy without them shows the text alone."""
_NAMED = {
    "{toegankelijkheid}": ("toegankelijkheid.md", "Lees het concept van de toegankelijkheidsverklaring"),
    "{algoritmeregister}": ("algoritmeregister.md", "Lees het concept voor het Algoritmeregister"),
}


def about_tab(context: PageContext) -> None:
    """Draw the tab; version and index generation are filled in when the page opens."""
    gr.Markdown(about_html(), latex_delimiters=[])
    standing = gr.Markdown(latex_delimiters=[])

    def fill() -> str:
        return f"<div class='blad versie'><p>{version_line(context)}</p></div>"

    context.page.load(fill, None, standing, show_progress="hidden", api_visibility="private")


def about_html() -> str:
    """Return the text as one line of HTML; it is our own, so its Markdown is trusted."""
    html = _rendered(_TEXT.read_text(encoding="utf-8"))
    for mark, (name, title) in _NAMED.items():
        html = html.replace(f"<p>{mark}</p>", _draft(_DRAFTS / name, title))
    return f"<div class='blad over'>{html}</div>".replace("\n", " ")


def _draft(path: Path, title: str) -> str:
    if not path.exists():
        return ""
    deeper = re.sub(r"^(#+ )", r"###\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return f"<details><summary>{title}</summary>{_rendered(deeper)}</details>"


def _rendered(text: str) -> str:
    html: str = MarkdownIt("commonmark").enable("table").render(text)
    return html


def version_line(context: PageContext) -> str:
    """Return which program and which index answer, and whether a chat model may word answers."""
    try:
        index = context.assistant().index
        built = f"index {index.manifest.generation}, gebouwd op {index.manifest.built_at[:10]}"
    except RaadsvraagError as error:
        built = str(error)
    model = context.settings.model
    worded = f"Taalmodel: {model}." if model else "Zonder taalmodel."
    return f"Raadsvraag {metadata.version('raadsvraag')}; {built}. {worded}"
