"""HTML nested too deep to parse → the same text at a depth that every parser keeps.

Enters: HTML as text. Leaves: the same HTML, or, when its elements stand deeper than 150 levels, HTML in which the tags
beyond that depth have become line breaks. libxml2, which the extraction rests on, drops everything below level 256
without a word, and often what comes after it too. Refuses nothing.
"""

from html import escape
from html.parser import HTMLParser

MOST_LEVELS = 150
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_INLINE = frozenset("a abbr b cite code em font i mark q s small span strong sub sup u".split())  # noqa: SIM905
_RAW = frozenset({"script", "style"})


def flatten(html: str) -> str:
    """Return HTML without elements beyond the depth that parsers keep; most pages come back as they are."""
    parser = _Flattener()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts) if parser.too_deep else html


class _Flattener(HTMLParser):
    """Copies the document, counting open elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.too_deep = False
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.parts.append(self.get_starttag_text() or "")
            return
        self._open.append(tag)
        if len(self._open) <= MOST_LEVELS:
            self.parts.append(self.get_starttag_text() or "")
        else:
            self.too_deep = True
            self.parts.append("" if tag in _INLINE else "<br>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return  # it closes nothing
        while self._open:
            closed = self._open.pop()
            if len(self._open) < MOST_LEVELS:
                self.parts.append(f"</{closed}>")
            elif closed not in _INLINE:
                self.parts.append("<br>")
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        raw = bool(self._open) and self._open[-1] in _RAW
        self.parts.append(data if raw else escape(data, quote=False))
