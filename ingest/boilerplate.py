"""A parsed HTML page → the same page without what is not its text, with its text in elements that extractors keep.

Enters: a tree that may be changed. Leaves: the tree without menus, feet, cookie notices, buttons to share, related
links, skip links and hidden elements; accordions, definition lists, captions and raised numbers as plain elements.
Refuses nothing. What is certain goes first (`strip_certain`); what only looks like navigation (`strip_doubtful`) goes
after the visible words have been counted, so that a mistake there shows in the report.
"""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

_NO_TEXT = (
    "script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "audio", "video", "map",
    "select", "textarea", "input", "datalist", "nav", "menu",
)  # fmt: skip
_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar", "tooltip"})
_NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation|igatie)?|(?:main|top|sub|mega)?menu|bread-?crumbs?|kruimel(?:pad|spoor)|pagination"
    r"|pager|skip-?(?:link|to-content|nav|main)s?|site-?(?:header|footer)|page-?footer|region-(?:header|footer)"
    r"|(?:social-?|add)?shar(?:e|ing)(?:-?(?:buttons?|links?|bar|this))?|social-?(?:media|links|icons)?"
    r"|deel-(?:knoppen|links|deze-pagina)|delen|related(?:-?(?:links|content|articles|items|posts))?|gerelateerd"
    r"|lees-?(?:ook|meer|verder)|print-?only|no-?print)(?=$|[\s_-])",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(?:^|[\s_-])side-?bar(?=$|[\s_-])|zijbalk", re.IGNORECASE)
_CONSENT_NAME = re.compile(
    r"cookie|consent|gdpr|avg-melding|privacy-?(?:banner|notice|popup)|onetrust|cmp", re.IGNORECASE
)
_CONSENT_CHOICE = re.compile(
    r"^\W*(?:(?:ja,? )?(?:ik )?(?:accepteer|ga akkoord|weiger)|(?:alles |alle cookies |cookies )?(?:accepteren|toestaan"
    r"|weigeren)|akkoord|accept|allow|reject|decline|i agree|agree|alleen noodzakelijk|cookie-?instellingen)\b.{0,40}$",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|element-invisible|screen-reader-text|u-hidden)(?=$|\s)", re.IGNORECASE
)
_UNFOLDS = re.compile(r"accordion|accordeon|collaps|uitklap|toggle|tab-?pan|faq|panel|details", re.IGNORECASE)
_NOTES = re.compile(r"footnote|voetnoot|voetnoten|endnote|\bnoten\b", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_KEEP = frozenset({"html", "body", "main", "article", "head"})
_MOST_NOTICE_WORDS = 250
_MOST_NAMED_WORDS = 150
_FEWEST_LINKS = 3
_LINK_SHARE = 0.7


def strip_certain(tree: HtmlElement) -> None:
    """Remove what is certainly not text of the page."""
    unfolded = {
        (control.get("aria-controls") or control.get("data-target") or control.get("href") or "").lstrip("#")
        for control in tree.iter("a", "button", "summary", "div", "h2", "h3", "h4")
        if control.get("aria-controls") or control.get("data-toggle") or control.get("data-bs-toggle")
    }
    for element in list(tree.iter(*_NO_TEXT)):
        _drop(element)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.tag not in _KEEP and _is_certain(element, unfolded):
            _drop(element)


def strip_doubtful(tree: HtmlElement) -> None:
    """Remove side bars outside the main text, and lists that are nearly all links."""
    for element in list(tree.iter("aside", "div", "section", "ul", "ol", "form", "table")):
        if _NOTES.search(_name(element)):
            continue
        side = element.tag == "aside" or bool(_SIDE.search(_name(element)))
        if (side and not _within(element, ("main", "article"))) or _is_link_list(element, alone=side):
            _drop(element)


def asks_consent(element: HtmlElement) -> bool:
    """Whether a visitor can accept or refuse something here."""
    return any(_CONSENT_CHOICE.match(_label(one)) for one in element.iter("button", "a", "input"))


def _is_certain(element: HtmlElement, unfolded: set[str]) -> bool:
    name = _name(element)
    if _is_hidden(element) and not (element.get("id") in unfolded or _UNFOLDS.search(name)):
        return True
    if element.tag == "footer":
        return not _NOTES.search(name)
    if element.tag == "header" and _within(element, ("main", "article")):
        return False
    if element.find(".//h1") is not None:
        return False
    notice = _CONSENT_NAME.search(name) and asks_consent(element)
    return (
        (bool(notice) and len(element.text_content().split()) <= _MOST_NOTICE_WORDS)
        or element.tag in {"header", "search"} or element.get("role") in _ROLES or _is_skip_link(element)
        or (bool(_NAVIGATION.search(name)) and not _NOTES.search(name) and _may_go(element))
    )  # fmt: skip


def _may_go(element: HtmlElement) -> bool:
    """Whether an element is short or nearly all links; a class name alone does not take an article away."""
    return len(element.text_content().split()) <= _MOST_NAMED_WORDS or _is_link_list(element, alone=True)


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    return (
        "hidden" in attributes or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style", ""))) or bool(_HIDDEN_CLASS.search(_name(element)))
    )  # fmt: skip


def _is_skip_link(element: HtmlElement) -> bool:
    text = element.text_content().strip().casefold() if element.tag == "a" else ""
    return element.get("href", "").startswith("#") and text.startswith(
        ("skip to", "ga naar", "naar de inhoud", "direct naar")
    )


def _is_link_list(element: HtmlElement, *, alone: bool) -> bool:
    """Whether nearly all words are links; a list of short links inside running text is text unless it stands alone."""
    if element.tag in {"ul", "ol"} and not alone and _within(element, ("main", "article")):
        return False
    links = list(element.iter("a"))
    length = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return len(links) >= _FEWEST_LINKS and linked >= _LINK_SHARE * max(length, 1) and element.find(".//h1") is None


def make_plain(tree: HtmlElement) -> None:
    """Rewrite what extractors drop or garble: buttons that are headings, accordions, captions, terms, raised signs."""
    for button in list(tree.iter("button")):
        if button.get("aria-expanded") or _within(button, ("h1", "h2", "h3", "h4", "h5", "h6")):
            button.tag = "span" if _within(button, ("h1", "h2", "h3", "h4", "h5", "h6")) else "h3"
        else:
            _drop(button)
    for element in tree.iter("sup", "sub"):
        text = "".join(element.text_content().split())
        for child in list(element):
            element.remove(child)
        element.text = text.translate(_RAISED) if element.tag == "sup" and not text.strip("0123456789+-()") else text
    for caption in list(tree.iter("caption")):
        table = next(caption.iterancestors("table"), None)
        if table is not None:
            text, caption.tag = caption.text_content(), "p"
            caption.drop_tree()
            _before(table, text)
    renamed = {
        "details": "div", "summary": "h3", "figure": "div", "figcaption": "p", "dl": "div", "dt": "p", "dd": "p",
        "legend": "p", "fieldset": "div", "form": "div", "label": "span", "sup": "span", "sub": "span", "time": "span",
        "dialog": "div", "center": "div", "font": "span", "address": "p", "output": "span", "search": "div",
    }  # fmt: skip
    for element in tree.iter(*renamed):
        element.tag = renamed[element.tag]


def _before(table: HtmlElement, text: str) -> None:
    paragraph = table.makeelement("p")
    paragraph.text = text
    table.addprevious(paragraph)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _within(element: HtmlElement, tags: Iterable[str]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _name(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _label(element: HtmlElement) -> str:
    return str(element.get("value", "") if element.tag == "input" else element.text_content()).strip()
