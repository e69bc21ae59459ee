"""The links of an HTML page, as addresses that can be fetched.

Enters: the bytes of a page and its address. Leaves: absolute http(s) addresses in order of appearance, each once,
without fragments, and only those that start with a given beginning. Refuses nothing: what is no address is passed over.
"""

from collections.abc import Sequence

import httpx
from lxml import html


def links_of(content: bytes, address: str, beginnings: Sequence[str]) -> tuple[str, ...]:
    """Return the links of a page that lie within the beginnings; the page itself is not among them."""
    if not beginnings or not content.strip():
        return ()
    base = httpx.URL(address)
    found: dict[str, None] = {}
    for anchor in html.fromstring(content, parser=html.HTMLParser(huge_tree=True)).iter("a"):
        try:
            url = base.join((anchor.get("href") or "").strip()).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError):
            continue
        text = str(url)
        if url.scheme in {"http", "https"} and text != address and text.startswith(tuple(beginnings)):
            found[text] = None
    return tuple(found)
