"""The tab Bronnen: every source, what the index holds of it and how it fares on the web; searched in the browser.

Enters: a `PageContext` inside an open Gradio page, or rows of `assistant.source_rows`. Leaves: the tab; HTML.
"""

from collections.abc import Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.source_rows import rows_of
from corpus.errors import RaadsvraagError
from web.context import PageContext
from web.panel import one_line

_STATES = {
    "opgehaald": "Opgehaald",
    "veranderd": "Veranderd",
    "verdwenen": "Verdwenen of onbereikbaar",
    "niet-opgehaald": "Hier niet opgehaald",
}
_CARDS = (
    "Een studiekaart is een samenvatting van één onderdeel van een bron, in eigen woorden van dit "
    "project: vragen voor de raad met "
    "een korte uitleg. Een antwoord dat op een kaart rust, zegt dat erbij. Is de bron zelf "
    "ingelezen, dan worden haar eigen zinnen "
    "aangehaald."
)


def sources_tab(context: PageContext) -> None:
    """Draw the tab; it is filled when the page opens."""
    place = gr.Markdown(
        "<div class='blad'><h2>Bronnen</h2><p>De bronnen worden geladen.</p></div>", latex_delimiters=[]
    )

    def fill() -> str:
        try:
            return sources_html(rows_of(context.assistant().index))
        except RaadsvraagError as error:
            return one_line(Markup("<div class='blad'><h2>Bronnen</h2><p>{}</p></div>").format(str(error)))

    context.page.load(fill, None, place, show_progress="hidden", api_visibility="private")


def state_of(row: dict[str, Any]) -> str:
    """Return how a source fares: a key of the states that can be filtered on."""
    if row["state"] in {"gone", "failed"}:
        return "verdwenen"
    if not row["fetched_at"]:
        return "niet-opgehaald"
    changed = row["changed_at"] and row["visited_at"] and row["changed_at"] == row["visited_at"]
    return "veranderd" if changed else "opgehaald"


def sources_html(rows: Sequence[dict[str, Any]]) -> str:
    """Return the list of sources with its search field, as one line of HTML."""
    options = Markup().join(Markup("<option value='{}'>{}</option>").format(key, name) for key, name in _STATES.items())
    return one_line(
        Markup(
            "<div class='blad'><h2>Bronnen</h2><p>Alle antwoorden komen uit deze bronnen. {}</p>"
            "<div id='bronnen-zoeken' class='naast'><div class='veld'><label "
            "for='bronnen-woord'>Zoek in de bronnen</label>"
            "<input type='search' id='bronnen-woord' autocomplete='off'></div><div "
            "class='veld'><label for='bronnen-staat'>Staat"
            "</label><select id='bronnen-staat'><option value=''>Alle</option>{}</select></div></div>"
            "<p id='bronnen-telling' class='klein'>{} bronnen</p><ul class='bronnenlijst'>{}</ul></div>"
        ).format(_CARDS, options, len(rows), Markup().join(_source(row) for row in rows))
    )


def _source(row: dict[str, Any]) -> Markup:
    state = state_of(row)
    title = Markup("<a href='{}' target='_blank' rel='noopener noreferrer'>{}</a>") if row["url"] else Markup("{1}")
    facts = [
        row["publisher"],
        f"informatie van {row['information_date']}",
        f"gelezen op {_day(row['fetched_at'])}" if row["fetched_at"] else "",
        f"tekst veranderd op {_day(row['changed_at'])}" if row["changed_at"] else "",
        f"{row['passages']} passages" if row["passages"] else "",
        f"{row['cards']} kaart{'en' if row['cards'] != 1 else ''}" if row["cards"] else "",
        "" if row["url"] else "geen vast webadres",
    ]
    reason = Markup("<span class='waarom'>{}</span>").format(row["reason"]) if row["reason"] else Markup()
    return Markup(
        "<li class='{0}'><div class='kop'><h3>{1}</h3><span class='label {0}'>{2}</span></div><p>{3}{4}</p></li>"
    ).format(state, title.format(row["url"], row["title"]), _STATES[state], " · ".join(filter(None, facts)), reason)


def _day(iso: str) -> str:
    return "-".join(reversed(iso[:10].split("-")))
