"""The head of a web page → the date and the language that it declares.

Enters: a parsed page as it came. Leaves: an ISO 8601 date, of the last change rather than of publication, and the
language when it is one of ours; both empty when the page does not say. Refuses nothing, and guesses nothing from text.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement

_DATE = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_META = (
    "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified",
    "article:published_time", "dcterms.issued", "dcterms.created", "dc.date.issued",
)  # fmt: skip
_CHANGED = 5
"""How many of the names above are of a change; the others are of publication."""
_ABOUT_PAGE = re.compile(r"article|page|posting|report|webcontent|creativework|guide|document", re.IGNORECASE)


def declared_date(page: HtmlElement) -> str:
    """Return the date that the metadata of a page gives it."""
    meta: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        meta.setdefault(name, element.get("content", ""))
    linked = list(_linked_data(page))
    candidates = [
        *(str(node.get("dateModified", "")) for node in linked),
        *(meta.get(name, "") for name in (*_META[:_CHANGED], "datemodified")),
        *(str(node.get("datePublished", "")) for node in linked),
        *(meta.get(name, "") for name in (*_META[_CHANGED:], "datepublished")),
        *_times(page),
    ]
    return next(filter(None, map(_iso, candidates)), "")


def declared_language(page: HtmlElement) -> str:
    """Return "nl" or "en" when the page says that it is in that language."""
    said = (
        page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or page.get("xml:lang") or ""
    ).lower()
    language = re.split(r"[-_]", said.strip())[0]
    return language if language in {"nl", "en"} else ""


def _iso(text: str) -> str:
    match = _DATE.match(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _linked_data(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD nodes that describe the page itself, not its site, its writer or an event on it."""
    for script in page.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in found if isinstance(found, list) else [found]:
            graph = node.get("@graph") if isinstance(node, dict) else None
            for inner in [node, *(graph if isinstance(graph, list) else [])]:
                if isinstance(inner, dict) and _ABOUT_PAGE.search(str(inner.get("@type", ""))):
                    yield inner


def _times(page: HtmlElement) -> Iterator[str]:
    """Yield the times in the head of the article: before its first paragraph of more than a few words."""
    for article in [*page.iter("article"), *page.iter("main")][:1]:
        for element in article.iter("p", "time"):
            if element.tag == "time":
                yield element.get("datetime", "")
            elif len(element.text_content().split()) > 12:
                return
