"""Pages that hold no text of their own: a cookie wall, or a shell that a script must fill.

Enters: a parsed page, and what was left of its text. Leaves nothing. Refuses: a page of which the little text that
there is asks for consent or for JavaScript, as a `DocumentError` that says so; an article about either has text enough.
"""

import re

from lxml.html import HtmlElement

from corpus.errors import DocumentError
from ingest.boilerplate import asks_consent

_FEW_WORDS = 60
"""A page with more words than this beside its cookie notice is a page."""
_MOST_WALL_WORDS = 150
_COOKIE = re.compile(r"cookie|toestemming|consent", re.IGNORECASE)
_WORDS_PER_MENTION = 40
_NEEDS_SCRIPT = re.compile(
    r"(?:schakel|zet)\s+(?:a\.u\.b\.\s+)?javascript\s+(?:in|aan)\b|javascript\s+(?:staat\s+uit|is\s+(?:uitgeschakeld|vereist|nodig"
    r"|disabled|required))|(?:enable|requires?|needs?|without)\s+javascript|javascript\s+(?:in\s+te\s+schakelen|aan\s+te\s+zetten"
    r"|to\s+(?:run|view|use))|zonder\s+javascript",
    re.IGNORECASE,
)  # fmt: skip
_SHELLS = (".//div[@id='root']", ".//div[@id='app']", ".//div[@id='__next']", ".//div[@id='__nuxt']", ".//app-root")
_FEW_SHELL_WORDS = 40


def refuse_walls(page: HtmlElement, text: str, *, asks: bool) -> None:
    """Raise when the text of a page is not its own.

    `page` is as it came, `text` what is left without notices, and `asks` whether a choice is still asked there.
    """
    words = len(text.split())
    if words <= _FEW_SHELL_WORDS and _is_shell(page, text):
        raise DocumentError(
            "Deze webpagina toont haar tekst pas als JavaScript draait; wat er binnenkomt is een lege huls.",
            "Open de pagina in een browser en bewaar haar als PDF.",
        )
    if _is_cookie_wall(page, text, asks=asks):
        raise DocumentError(
            "Deze webpagina toont alleen een cookiemuur: de tekst komt pas na toestemming.",
            "Open de pagina in een browser, maak een keuze en bewaar haar als PDF.",
        )


def _is_shell(page: HtmlElement, text: str) -> bool:
    if page.find(".//script") is None:
        return False
    without = " ".join(one.text_content() for one in page.iter("noscript"))
    empty = any(not _text_of(shell) for path in _SHELLS for shell in page.findall(path))
    return empty or bool(_NEEDS_SCRIPT.search(f"{text} {without}"))


def _is_cookie_wall(page: HtmlElement, text: str, *, asks: bool) -> bool:
    """Whether a choice is asked, and little else is said."""
    words, mentions = len(text.split()), len(_COOKIE.findall(text))
    if asks and words <= _MOST_WALL_WORDS and mentions * _WORDS_PER_MENTION >= words:
        return True
    body = page.find(".//body")
    if asks or body is None or not asks_consent(body):
        return False
    # The notice has been taken out already; was there anything beside it?
    everything = _text_of(body)
    return words <= _FEW_WORDS and words * 2 < len(everything.split()) and bool(_COOKIE.search(everything))


def _text_of(element: HtmlElement) -> str:
    parts = (one.text_content() for one in element.iterchildren() if one.tag not in {"script", "style"})
    return " ".join([element.text or "", *parts]).strip()
