"""`sources.toml` → validated `Source` records.

Enters: the registry file. Leaves: sources by id, in file order. Refuses: an unknown key, a repeated
id, an address that is not https: a `ContentError` with file, line and field.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import ContentError
from corpus.records import ROLES, Role, Section, Source

CONTENT = Path(__file__).parent / "content"
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class _SectionEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str = Field(pattern=_ID)
    title: str = Field(min_length=3)
    role: Role
    match: list[str] = Field(min_length=1)


class _SourceEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str = Field(pattern=_ID)
    url: str = Field(pattern=r"^(https?://\S+)?$")
    title: str = Field(min_length=3)
    publisher: str = Field(min_length=2)
    information_date: str = Field(min_length=2)
    theme: str = Field(min_length=2)
    why: str = Field(min_length=10)
    sections: list[_SectionEntry] = []
    follow: list[str] = []

    @field_validator("follow")
    @classmethod
    def _within_a_host(cls, beginnings: list[str]) -> list[str]:
        for beginning in beginnings:
            if not re.match(r"^https?://[^/\s]+/", beginning):
                raise ValueError(f"'{beginning}' moet een server noemen, met een / erachter: https://vng.nl/")
        return beginnings


def load_sources(path: Path = CONTENT / "sources.toml") -> dict[str, Source]:
    """Read the registry; the keys are source ids."""
    text = path.read_text(encoding="utf-8")
    sources: dict[str, Source] = {}
    for entry, line in read_tables(path, text, "source"):
        try:
            valid = _SourceEntry.model_validate(entry)
        except ValidationError as error:
            raise content_error(path, error, lambda _, line=line: line) from error
        if valid.id in sources:
            raise ContentError(path.name, line, "id", f"'{valid.id}' komt twee keer voor")
        sections = tuple(Section(s.id, s.title, s.role, tuple(s.match)) for s in valid.sections)
        fields = valid.model_dump(exclude={"sections", "follow"})
        sources[valid.id] = Source(**fields, sections=sections, follow=tuple(valid.follow))
    return sources


def read_tables(path: Path, text: str, name: str) -> list[tuple[dict[str, Any], int]]:
    """Return the `[[name]]` tables of a TOML file, each with the line on which it starts."""
    try:
        tables = tomllib.loads(text).get(name, [])
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise ContentError(path.name, int(found[1]) if found else 1, name, f"geen geldige TOML ({error})") from error
    starts = [i for i, row in enumerate(text.split("\n"), 1) if row.strip() == f"[[{name}]]"]
    return list(zip(tables, starts, strict=True))


def content_error(path: Path, error: ValidationError, line_of: Any) -> ContentError:
    """Translate the first problem of a failed validation to Dutch, with its line."""
    first = error.errors()[0]
    location = first["loc"]
    field = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in location) or "kaart"
    return ContentError(path.name, line_of(location), field, _in_dutch(first))


def _in_dutch(problem: Any) -> str:
    kind: str = problem["type"]
    context = problem.get("ctx", {})
    texts: dict[str, str] = {
        "missing": "ontbreekt",
        "extra_forbidden": "is geen bekend veld",
        "string_type": "moet tekst zijn (zet er aanhalingstekens om)",
        "list_type": "moet een lijst zijn",
        "model_type": "moet een tabel met velden zijn",
        "literal_error": f"moet een van deze zijn: {', '.join(ROLES)}",
        "too_short": f"heeft {context.get('actual_length')} regels, minstens {context.get('min_length')} nodig",
        "string_too_short": "is te kort",
        "string_pattern_mismatch": f"'{problem.get('input')}' heeft niet de juiste vorm",
        "value_error": str(context.get("error", "")),
    }
    if kind == "literal_error" and "role" not in problem["loc"]:
        return f"moet een van deze zijn: {context.get('expected')}"
    return texts.get(kind) or str(problem["msg"])
