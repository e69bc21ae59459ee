"""The sources' addresses → their pages, fetched anew where they changed.

Enters: the registry, the pages and visits of the previous generation, and a fetcher. Leaves: for each source with an
address its page (new, changed or the one we had), a `Visit` with what happened, and an outcome for the report.
Refuses nothing: a source that cannot be had keeps the page that we have of it; one that is gone loses it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import httpx

from corpus.errors import DocumentError
from corpus.records import Page, Source, Visit
from ingest.extract import extract_fetched
from ingest.fetch import Fetched, Fetcher, Validators
from ingest.report import DocumentOutcome, Outcome

_SHORT = 150
_NOT_FOUND = re.compile(
    r"\b(?:404|niet gevonden|niet (?:meer )?beschikbaar|bestaat niet(?: meer)?|not found|no longer available)\b",
    re.IGNORECASE,
)


@dataclass
class Visited:
    """What a round along the sources brought."""

    pages: dict[str, Page] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    outcomes: list[DocumentOutcome] = field(default_factory=list)


def visit_sources(
    sources: Mapping[str, Source],
    before: Visited,
    fetcher: Fetcher,
    now: datetime,
    report: Callable[[int, int, str], object] = lambda done, of, source: None,
) -> Visited:
    """Fetch every source that has an address; `before` holds the pages and visits of the previous generation."""
    after = Visited()
    chosen = [source for source in sources.values() if source.url]
    for done, source in enumerate(chosen, 1):
        report(done, len(chosen), source.id)
        visit = before.visits.get(source.id)
        page = before.pages.get(source.id) if visit and visit.url == source.url else None
        known = Validators(visit.etag, visit.last_modified) if visit and page else Validators()
        _take(after, source, (page, visit), fetcher.fetch(source.url, known), now)
    return after


def _take(
    after: Visited, source: Source, had: tuple[Page | None, Visit | None], fetched: Fetched, now: datetime
) -> None:
    """Decide what a fetched answer means for a source of which we had a page, a visit, or neither."""
    page, before = had
    today = now.date().isoformat()
    visit = Visit(
        source.id, source.url, "live", "", fetched.final_url, fetched.validators.etag, fetched.validators.last_modified,
        today, before.changed_at if before else today,
    )  # fmt: skip
    found, fetched = _read(source, fetched, now)
    if found:
        unchanged = page is not None and (page.text, page.headings) == (found.text, found.headings)
        after.pages[source.id] = page if page and unchanged else found
        visit = visit if unchanged else replace(visit, changed_at=today)
        outcome: Outcome = "ongewijzigd" if unchanged else "gewijzigd" if page else "nieuw"
    elif fetched.status == "not_modified" and page and before:
        after.pages[source.id] = page
        visit = replace(before, state="live", reason="", visited_at=today)
        outcome = "ongewijzigd"
    elif fetched.status == "gone":
        visit = replace(visit, state="gone", reason=fetched.reason)
        outcome = "verdwenen"
    else:
        if page and before:  # we keep what we had, and ask on the same condition next time
            after.pages[source.id] = page
            visit = replace(before, visited_at=today)
        visit = replace(visit, state="failed", reason=fetched.reason)
        outcome = "niet opgehaald"
    after.visits[source.id] = visit
    after.outcomes.append(DocumentOutcome(source.id, outcome, fetched.reason))


def _read(source: Source, fetched: Fetched, now: datetime) -> tuple[Page | None, Fetched]:
    """Return the page inside an answer, or the answer corrected: unreadable, or gone in all but its status."""
    if fetched.status != "fetched":
        return None, fetched
    try:
        found = extract_fetched(fetched.content, fetched.media_type, fetched.charset, source, today=now.date())
    except DocumentError as error:
        return None, replace(fetched, status="failed", reason=error.message)
    if looks_missing(found, source.url, fetched.final_url):
        return None, replace(fetched, status="gone", reason="de website geeft een pagina die zegt dat er niets is")
    return found, fetched


def looks_missing(page: Page, asked: str, final: str) -> bool:
    """Whether a page with status 200 says that there is nothing, in words or by sending us to the front page."""
    sent_home = httpx.URL(asked).path not in {"", "/"} and httpx.URL(final).path in {"", "/"}
    words = page.text.split()
    return sent_home or (len(words) < _SHORT and bool(_NOT_FOUND.search(f"{page.title} {page.text}")))
