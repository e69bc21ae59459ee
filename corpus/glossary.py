"""`glossary.toml` → validated `Term` records, the terms that occur in a text, and a page to cite them from.

Enters: the glossary file, questions and answers. Leaves: terms by name; expansions for the query and for a
reader who meets an abbreviation; an archived page with one passage a term. Refuses: an unknown key or a repeated
term, with file, line and field.
"""

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import ContentError
from corpus.records import Heading, Language, Page, Passage, Source, Span
from corpus.sources import CONTENT, content_error, read_tables

GLOSSARY_SOURCE = "woordenlijst"
"""The source of terms that belong to no single page: our own list."""


class Term(BaseModel):
    """One term, explained in one plain sentence per language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    term: str = Field(min_length=2)
    expansion: str = ""
    aliases: list[str] = []
    nl: str = Field(min_length=10)
    en: str = Field(min_length=10)
    source: str = ""
    """Id of the source that carries the definition; empty for general vocabulary."""

    @property
    def names(self) -> tuple[str, ...]:
        """The term's own names: as written, in its parts when it holds a slash, and in full."""
        parts = [part.strip() for part in re.split(r"[/()]", self.term) if len(part.strip()) > 1]
        return tuple(dict.fromkeys([self.term, *parts, *([self.expansion] if self.expansion else [])]))


class Glossary:
    """The terms, with word-wise look-up in a text."""

    def __init__(self, terms: dict[str, Term]) -> None:
        self.terms = terms
        self._patterns = [(_pattern(term.names), _pattern(term.aliases), term) for term in terms.values()]

    def named_in(self, text: str) -> Term | None:
        """Return the term whose own name takes up most of a text; an alias counts when no name is there."""
        by_name = [(len(m.group()), term) for names, _, term in self._patterns for m in names.finditer(text)]
        by_alias = [(len(m.group()), term) for _, aliases, term in self._patterns for m in aliases.finditer(text)]
        return max(by_name or by_alias, key=lambda found: found[0], default=(0, None))[1]

    def explain_abbreviations(self, text: str, explained: set[str]) -> str:
        """Write out each abbreviation where it is first used; `explained` holds, and gets, those already met."""
        for term in self.terms.values():
            place = re.search(rf"(?<![\w-]){re.escape(term.term)}(?![\w-])", text) if term.expansion else None
            if place and term.term not in explained:
                explained.add(term.term)
                if term.expansion.casefold() not in text.casefold() and not text[place.end() :].startswith(" ("):
                    text = f"{text[: place.end()]} ({term.expansion}){text[place.end() :]}"
        return text

    def expansions(self, text: str) -> list[str]:
        """Return other names of the terms that the text mentions by name or by alias."""
        found: list[str] = []
        for names, aliases, term in self._patterns:
            if names.search(text):
                found += [term.expansion] if term.expansion else []
            elif aliases.search(text):
                found.append(term.term)
        return found


def load_glossary(sources: dict[str, Source], path: Path = CONTENT / "glossary.toml") -> Glossary:
    """Read and validate the glossary."""
    terms: dict[str, Term] = {}
    for entry, line in read_tables(path, path.read_text(encoding="utf-8"), "term"):
        try:
            term = Term.model_validate(entry)
        except ValidationError as error:
            raise content_error(path, error, lambda _, line=line: line) from error
        if term.term in terms:
            raise ContentError(path.name, line, "term", f"'{term.term}' komt twee keer voor")
        if (term.source or GLOSSARY_SOURCE) not in sources:
            raise ContentError(
                path.name, line, "source", f"'{term.source or GLOSSARY_SOURCE}' staat niet in sources.toml"
            )
        terms[term.term] = term
    return Glossary(terms)


def glossary_page(terms: list[Term], fetched_at: str = "") -> tuple[Page, list[Passage]]:
    """Render the glossary as an archived page with one passage a term, so that a definition can be cited."""
    text = ""
    passages: list[Passage] = []
    headings: list[Heading] = []
    for term in terms:
        title = f"{term.term} ({term.expansion})" if term.expansion else term.term
        body = f"{title}\n{term.nl}\n{term.en}"
        start = len(text)
        headings.append(Heading(start, 1, term.term))
        passages.append(
            Passage(
                id=f"term-{len(passages):03d}", page_id=GLOSSARY_SOURCE, source_id=term.source or GLOSSARY_SOURCE,
                section="", heading=("Woordenlijst", term.term), role="algemeen", language="nl",
                start=start, end=start + len(body), text=body,
            )
        )  # fmt: skip
        text += f"{body}\n\n"
    page = Page(
        id=GLOSSARY_SOURCE, source_id=GLOSSARY_SOURCE, kind="card", title="Woordenlijst", url="", text=text,
        headings=tuple(headings), links=(), language="nl", fetched_at=fetched_at,
    )  # fmt: skip
    return page, passages


def definition_span(term: Term, definitions: list[Passage], language: Language) -> Span:
    """Return where the sentence that defines a term stands."""
    passage = next(passage for passage in definitions if passage.heading[-1] == term.term)
    sentence: str = getattr(term, language)
    start = passage.start + passage.text.index(sentence)
    return Span(passage.id, start, start + len(sentence))


def _pattern(names: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    # Short abbreviations such as AP, OM or BIO must keep their capitals: "bio" and "ap" are ordinary words.
    strict = [re.escape(name) for name in names if len(name) <= 3 and name.isupper()]
    loose = [re.escape(name) for name in names if not (len(name) <= 3 and name.isupper())]
    parts = [rf"(?:{'|'.join(strict)})"] if strict else []
    parts += [rf"(?i:{'|'.join(sorted(loose, key=len, reverse=True))})"] if loose else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
