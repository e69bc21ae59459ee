"""Citations → the HTML of the panel. Pure; every text is escaped, every address comes from the registry.

Enters: citations and the index that archives their passages. Leaves: HTML in which the quoted span is
marked, and answer text whose numbers link to it.
"""

import html
import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.answer import Citation
from assistant.phrases import ROLE_NAMES

if TYPE_CHECKING:
    from corpus.index import Index

EMPTY_PANEL = "<p class='leeg'>Klik op een nummer in een antwoord. Hier verschijnt dan de passage uit de bron.</p>"
_MARKER = re.compile(r"\[(\d+)\](?!\()")


def citation_html(citation: Citation, index: "Index", turn: int) -> str:
    """Return one citation as a panel article: the archived passage with the quoted span marked."""
    passage = index.passages[citation.passage_id]
    before, after = citation.start - passage.start, citation.end - passage.start
    text = passage.text
    marked = (
        html.escape(text[:before].lstrip())
        + f"<mark>{html.escape(text[before:after])}</mark>"
        + html.escape(text[after:].rstrip())
    )
    own = citation.kind == "card"
    origin = "Onze eigen samenvatting van deze bron" if own else "Letterlijk uit de bron"
    read = f" Gelezen op {_dutch_date(citation.fetched_at)}." if citation.fetched_at else ""
    role = ROLE_NAMES["nl"][citation.role]
    place = " › ".join(citation.heading).rstrip(".")
    place = place if role in place.lower() else f"{place} ({role})"
    place = f"{place}, bladzijde {citation.page_number}" if citation.page_number else place
    return (
        f"<article class='bron' id='bron-{turn}-{citation.number}' tabindex='-1'>"
        f"<h2>[{citation.number}] {html.escape(citation.title)}</h2>"
        f"<p class='herkomst'><strong>{origin}</strong> ({html.escape(citation.publisher)}). "
        f"{html.escape(place)}. "
        f"Informatie van: {html.escape(citation.information_date)}.{read}</p>"
        f"<div class='passage'>{marked}</div>{_live_link(citation)}</article>"
    )


def _dutch_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d-%m-%Y")


def _live_link(citation: Citation) -> str:
    if not citation.deep_link:
        return "<p class='herkomst'>Van deze bron is geen vast webadres bekend.</p>"
    address = html.escape(citation.deep_link, quote=True)
    return f"<p><a href='{address}' target='_blank' rel='noopener noreferrer'>Open de pagina zelf</a></p>"


def panel_html(articles: Sequence[str]) -> str:
    """Return the panel with the citations of every answer so far; the one that is clicked is shown."""
    return f"<div class='bron-paneel' aria-live='polite'>{EMPTY_PANEL}{''.join(articles)}</div>"


def with_links(text: str, turn: int) -> str:
    """Turn the citation markers of an answer into links to the panel."""
    return _MARKER.sub(lambda match: f"[\\[{match[1]}\\]](#bron-{turn}-{match[1]})", text)
