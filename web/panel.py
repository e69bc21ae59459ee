"""Citations and passages → the HTML of the panel. Pure; every text is escaped, every address comes from the registry.

Enters: citations and the index that archives their passages. Leaves: one line of HTML in which the quoted span is
marked. Refuses: a passage that the index does not hold: the panel then says so.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from assistant.answer import Citation
from assistant.phrases import ROLE_NAMES

if TYPE_CHECKING:
    from corpus.index import Index

EMPTY_PANEL = Markup(
    "<p class='leeg'>Kies een nummer achter een zin. Hier leest u dan de passage waar die zin op rust, met de "
    "precieze woorden gemarkeerd.</p>"
)
_UNKNOWN = Markup(
    "<p class='leeg'>Deze passage zit niet (meer) in de index. Misschien is de bron veranderd. Stel uw vraag opnieuw, "
    "of zoek de bron op bij Bronnen.</p>"
)


def citation_html(citation: Citation, index: "Index", turn: int) -> Markup:
    """Return one citation as a panel article: the archived passage with the quoted span marked."""
    passage = index.passages[citation.passage_id]
    before, after = citation.start - passage.start, citation.end - passage.start
    text = passage.text
    marked = Markup("{}<mark>{}</mark>{}").format(text[:before].lstrip(), text[before:after], text[after:].rstrip())
    role = ROLE_NAMES["nl"][citation.role]
    place = " › ".join(citation.heading).rstrip(".")
    place = place if role in place.lower() else f"{place} ({role})"
    place = f"{place}, bladzijde {citation.page_number}" if citation.page_number else place
    kind = Markup("<span class='soort'><span class='voorlezen'>Bron </span>{}</span> {}").format(
        citation.number, _kind(citation.kind == "card")
    )
    facts = _facts(
        ("Uitgever", citation.publisher), ("Waar", place), ("Informatie van", citation.information_date),
        ("Gelezen op", _dutch_date(citation.fetched_at) if citation.fetched_at else ""),
    )  # fmt: skip
    body = Markup("{}{}").format(facts, _passage(marked))
    back = Markup("<a class='terug' href='#naar-{0}-{1}'>Terug naar het antwoord</a>").format(turn, citation.number)
    return _article(f"bron-{turn}-{citation.number}", citation.title, kind, body, _ways_on(citation, back))


def passage_html(passage_id: str, index: "Index") -> Markup:
    """Return the panel for a permanent link to a passage: opened, nothing marked."""
    passage = index.passages.get(passage_id)
    if passage is None:
        return panel_html([], note=_UNKNOWN)
    page, source = index.pages.get(passage.page_id), index.sources.get(passage.source_id)
    title = source.title if source else page.title if page else passage.id
    kind = Markup("{}").format(_kind(bool(page and page.kind == "card")))
    facts = _facts(("Uitgever", source.publisher if source else ""), ("Waar", " › ".join(passage.heading)))
    body = Markup("{}{}").format(facts, _passage(Markup("{}").format(passage.text.strip())))
    article = _article("bron-vast", title, kind, body, _live_link(source.url if source else ""))
    return panel_html([article], chosen=True)


def panel_html(articles: Sequence[Markup], *, note: Markup = EMPTY_PANEL, chosen: bool = False) -> Markup:
    """Return the panel with the citations of every answer so far; the one that is chosen is shown."""
    opened = " gekozen" if chosen else ""
    return one_line(Markup("<div class='bron-paneel{}'>{}{}</div>").format(opened, note, Markup().join(articles)))


def one_line(html: Markup) -> Markup:
    """Return HTML without line ends: a blank line would end it inside Markdown."""
    return Markup(str(html).replace("\r", "").replace("\n", "&#10;"))


def _article(identity: str, title: str, kind: Markup, body: Markup, ways_on: Markup) -> Markup:
    # Title and kind stay in sight while the passage is scrolled: whose words these are must never be out of view.
    return Markup(
        "<article class='bron' id='{}' tabindex='-1'><header><h3>{}</h3><p class='herkomst'><strong>{}</strong></p>"
        "</header>{}{}</article>"
    ).format(identity, title, kind, body, ways_on)


def _facts(*facts: tuple[str, str]) -> Markup:
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts if fact[1])
    return Markup("<dl>{}</dl>").format(rows)


def _passage(text: Markup) -> Markup:
    return Markup("<div class='passage' lang='nl'>{}</div>").format(text)


def _kind(own: bool) -> str:
    return "Onze eigen samenvatting van deze bron" if own else "Letterlijk uit de bron"


def _ways_on(citation: Citation, back: Markup) -> Markup:
    permanent = Markup("<a href='?passage={}' target='_blank'>Vaste link naar deze passage</a>").format(
        quote(citation.passage_id)
    )
    return Markup("{}<p class='verder'>{} {}</p>").format(_live_link(citation.deep_link), permanent, back)


def _live_link(address: str) -> Markup:
    if not address.startswith(("https://", "http://")):
        return Markup("<p class='verder'>Van deze bron is geen vast webadres bekend.</p>")
    return Markup(
        "<p class='verder'><a href='{}' target='_blank' rel='noopener noreferrer'>Open de pagina zelf"
        "<span class='voorlezen'> (nieuw tabblad)</span></a></p>"
    ).format(address)


def _dutch_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d-%m-%Y")
