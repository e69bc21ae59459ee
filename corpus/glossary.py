"""`glossary.toml` → validated `Term` records, and the terms that occur in a text.

Enters: the glossary file, questions and answers. Leaves: terms by name; expansions for the query.
Refuses: an unknown key or a repeated term, with file, line and field.
"""

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import ContentError
from corpus.records import Source
from corpus.sources import CONTENT, content_error, read_tables


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
        if term.source and term.source not in sources:
            raise ContentError(path.name, line, "source", f"'{term.source}' staat niet in sources.toml")
        terms[term.term] = term
    return Glossary(terms)


def _pattern(names: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    # Short abbreviations such as AP, OM or BIO must keep their capitals: "bio" and "ap" are ordinary words.
    strict = [re.escape(name) for name in names if len(name) <= 3 and name.isupper()]
    loose = [re.escape(name) for name in names if not (len(name) <= 3 and name.isupper())]
    parts = [rf"(?:{'|'.join(strict)})"] if strict else []
    parts += [rf"(?i:{'|'.join(sorted(loose, key=len, reverse=True))})"] if loose else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
