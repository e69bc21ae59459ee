"""robots.txt → whether an address may be fetched, and how slowly. Only this module imports protego.

Enters: addresses, and a way to fetch the rules of a host. Leaves: yes or no, and the seconds between requests.
As RFC 9309 says: a host without rules allows all; a host whose rules cannot be had for now allows nothing.
"""

from collections.abc import Callable

import httpx
from protego import Protego

_MOST_SECONDS = 30.0
_SERVER_ERROR = 500

FetchRules = Callable[[httpx.URL], tuple[int, str]]


class RobotsRules:
    """The rules of each host, fetched when first needed."""

    def __init__(self, user_agent: str, fetch_rules: FetchRules) -> None:
        self._user_agent, self._fetch_rules = user_agent, fetch_rules
        self._by_host: dict[str, Protego | None] = {}

    def allows(self, url: httpx.URL) -> bool:
        """Whether the host lets us fetch an address."""
        rules = self._rules(url)
        return rules is not None and bool(rules.can_fetch(str(url), self._user_agent))

    def delay(self, url: httpx.URL) -> float:
        """Return the seconds between requests that the host asks for, within reason; 0 when it asks for none."""
        rules = self._by_host.get(_site(url))
        return min(float(rules.crawl_delay(self._user_agent) or 0.0), _MOST_SECONDS) if rules else 0.0

    def _rules(self, url: httpx.URL) -> Protego | None:
        site = _site(url)
        if site not in self._by_host:
            self._by_host[site] = Protego.parse("")  # while the rules themselves are being fetched
            try:
                status, text = self._fetch_rules(url.copy_with(path="/robots.txt", query=None, fragment=None))
            except Exception:
                del self._by_host[site]  # nothing is known of the rules: nothing may be fetched on their strength
                raise
            if status >= _SERVER_ERROR:
                self._by_host[site] = None
            elif status < 300:
                self._by_host[site] = Protego.parse(text)
        return self._by_host[site]


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"
