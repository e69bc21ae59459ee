"""The sources' addresses → their pages, fetched anew where they changed.

Enters: the registry, the pages and visits of the previous generation, and a fetcher. Leaves: for each source with an
address its page (new, changed or the one we had), a `Visit` with what happened, and an outcome for the report.
A source that cannot be had keeps the page that we have of it; one that is gone loses it. Refuses to go on without
internet (`OfflineError`): that says nothing about the sources.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import httpx

from corpus.errors import DocumentError, OfflineError
from corpus.records import Page, Source, Visit
from ingest.extract import extract_fetched
from ingest.fetch import Fetched, Fetcher, Validators
from ingest.links import links_of
from ingest.loss import loss_in_words
from ingest.report import DocumentOutcome, Outcome, Progress

MOST_PAGES = 5000
"""Of one source, beyond its own page."""
_SHORT = 150
_NOTHING = (
    r"(?:niet gevonden|niet (?:meer )?beschikbaar|bestaat niet(?: meer)?|not found|no longer available|not exist)"
)
_SAYS_SO = re.compile(
    rf"\b(?:pagina|page|webpagina|artikel|bericht)\b[^.!?]{{0,40}}\b{_NOTHING}\b|\b404\b[^.!?]{{0,20}}\b{_NOTHING}\b",
    re.IGNORECASE,
)
"""A help page may well say that a file was not found; this says it of itself."""
_NAMED_SO = re.compile(r"^\W*(?:404\b|error 404|fout 404|pagina niet gevonden|page not found)", re.IGNORECASE)


@dataclass
class Visited:
    """What is known of the sources' pages; the keys are page ids."""

    pages: dict[str, Page] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    outcomes: list[DocumentOutcome] = field(default_factory=list)

    def of(self, source_id: str) -> dict[str, Visit]:
        """Return the visits to one source, its own page first."""
        return {page_id: visit for page_id, visit in self.visits.items() if visit.source_id == source_id}


def visit_sources(
    sources: Mapping[str, Source],
    before: Visited,
    fetcher: Fetcher,
    now: datetime,
    report: Callable[[Progress], object] = lambda progress: None,
) -> Visited:
    """Fetch every source that has an address; `before` holds the pages and visits of the previous generation."""
    after = Visited()
    chosen = [source for source in sources.values() if source.url]
    for done, source in enumerate(chosen, 1):
        report(Progress("fetch", done, len(chosen), source.id))
        page = _visit(source, source.url, f"page-{source.id}", before, after, fetcher, now)
        if fetcher.offline:
            raise OfflineError(
                "Er is geen verbinding met internet.", "De antwoorden komen uit wat er al was. Probeer het later weer."
            )
        if after.visits[f"page-{source.id}"].state == "failed":
            # A site that is down is not asked for its other pages; what we have of them stays.
            for page_id, visit in before.of(source.id).items():
                after.visits.setdefault(page_id, visit)
                if page_id in before.pages:
                    after.pages.setdefault(page_id, before.pages[page_id])
            continue
        followed = [url for url in page.links if url.startswith(source.follow)] if page and source.follow else []
        for url in followed[:MOST_PAGES]:
            _visit(source, url, followed_id(source, url), before, after, fetcher, now)
        dropped = [visit.url for page_id, visit in before.of(source.id).items() if page_id not in after.visits]
        after.outcomes += [DocumentOutcome(url, "verdwenen", "er wordt niet meer naar verwezen") for url in dropped]
    return after


def followed_id(source: Source, url: str) -> str:
    """Return the id of a page that a source's own page links to."""
    return f"page-{source.id}-{hashlib.sha256(url.encode()).hexdigest()[:10]}"


def _visit(  # noqa: PLR0913, PLR0917  one page, what was known, what is found, and the means
    source: Source, url: str, page_id: str, before: Visited, after: Visited, fetcher: Fetcher, now: datetime
) -> Page | None:
    """Fetch one page and decide what the answer means; return the page that we now have, if any."""
    had = before.visits.get(page_id)
    had = had if had and had.url == url else None
    page = before.pages.get(page_id) if had else None
    fetched = fetcher.fetch(url, Validators(had.etag, had.last_modified) if had and page else Validators())
    today = now.date().isoformat()
    said = fetched.validators
    visit = Visit(
        source.id, page_id, url, "live", "", fetched.final_url, said.etag, said.last_modified, today,
        had.changed_at if had else today,
    )  # fmt: skip
    found, fetched, lost = _read(source, fetched, now)
    if found:
        found = replace(found, id=page_id, url=url)
        unchanged = page is not None and (page.text, page.headings, page.links) == (
            found.text, found.headings, found.links,
        )  # fmt: skip
        if page and unchanged:
            page = replace(page, sheets=found.sheets, dated=found.dated)
        else:
            page, visit = found, replace(visit, changed_at=today)
        outcome: Outcome = "ongewijzigd" if unchanged else "gewijzigd" if had else "nieuw"
    elif fetched.status == "not_modified" and page and had:
        visit, outcome = replace(had, state="live", reason="", visited_at=today), "ongewijzigd"
    elif fetched.status == "gone":
        page, visit, outcome = None, replace(visit, state="gone", reason=fetched.reason), "verdwenen"
    else:  # we keep what we had, and ask on the same condition next time
        visit = replace(had, visited_at=today) if page and had else visit
        visit, outcome = replace(visit, state="failed", reason=fetched.reason), "niet opgehaald"
    if page:
        after.pages[page_id] = page
    after.visits[page_id] = visit
    name = source.id if url == source.url else url
    after.outcomes.append(DocumentOutcome(name, outcome, fetched.reason or loss_in_words(lost)))
    return page


def _read(source: Source, fetched: Fetched, now: datetime) -> tuple[Page | None, Fetched, tuple[str, ...]]:
    """Return the page inside an answer with what it lacks, or the answer corrected: unreadable, or gone after all."""
    if fetched.status != "fetched":
        return None, fetched, ()
    try:
        reading = extract_fetched(fetched.content, fetched.media_type, fetched.charset, source, today=now.date())
        found = reading.page
        if "html" in fetched.media_type:
            found = replace(found, links=links_of(fetched.content, fetched.final_url, source.follow) or found.links)
    except DocumentError as error:
        return None, replace(fetched, status="failed", reason=error.message), ()
    if looks_missing(found, fetched.url, fetched.final_url):
        said = "de website geeft een pagina die zegt dat er niets is"
        return None, replace(fetched, status="gone", reason=said), ()
    return found, fetched, reading.lost


def looks_missing(page: Page, asked: str, final: str) -> bool:
    """Whether a page with status 200 says that there is nothing, in words or by sending us to the front page."""
    sent_home = httpx.URL(asked).path not in {"", "/"} and httpx.URL(final).path in {"", "/"}
    words = page.text.split()
    says_so = _NAMED_SO.match(page.title) or _NAMED_SO.match(page.text) or _SAYS_SO.search(page.text)
    return sent_home or (len(words) < _SHORT and bool(says_so))
