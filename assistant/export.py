"""A list of questions → plain text or Markdown: as a list, or as a draft of written questions to the college.

Enters: what the browser sends: questions with role, addressee and sources, and the words around them. Leaves: text
(`assistant.export_word` makes the same into a Word document). Nothing is stored. Refuses: an empty list, or one that
is too long (`InputError`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.cards import Addressee
from corpus.errors import InputError
from corpus.records import ROLES, Role

Kind = Literal["lijst", "schriftelijk"]
Format = Literal["docx", "md", "txt"]

ADDRESSEES: dict[Addressee, str] = {
    "college": "het college van burgemeester en wethouders",
    "portefeuillehouder": "de portefeuillehouder",
    "griffie": "de griffie",
    "ciso": "de CISO of de functionaris gegevensbescherming",
    "raad": "de eigen raad of fractie",
}
ROLE_TITLES: dict[Role, str] = {
    "volksvertegenwoordigend": "Volksvertegenwoordigende rol",
    "kaderstellend": "Kaderstellende rol",
    "controlerend": "Controlerende rol",
    "algemeen": "Algemeen",
}
INTRODUCTION = (
    "Digitale veiligheid raakt de dienstverlening aan inwoners en de continuïteit van onze gemeente. Daarom stelt "
    "ondergetekende het college de volgende vragen."
)
_TITLES: dict[Kind, str] = {
    "lijst": "Vragen over digitale veiligheid",
    "schriftelijk": "Schriftelijke vragen over digitale veiligheid",
}
MAX_QUESTIONS = 200
MAX_NOTE = 2000
"""Characters of each field of a source note; whoever makes a note cuts what is longer."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceNote(_Frozen):
    """Where a question comes from."""

    title: str = Field(max_length=MAX_NOTE)
    publisher: str = Field(default="", max_length=MAX_NOTE)
    place: str = Field(default="", max_length=MAX_NOTE)
    information_date: str = Field(default="", max_length=MAX_NOTE)
    read_on: str = Field(default="", max_length=MAX_NOTE)
    """ISO 8601 date, or empty."""
    url: str = Field(default="", max_length=MAX_NOTE)
    own_summary: bool = False


class QuestionItem(_Frozen):
    """One question on the list."""

    text: str = Field(min_length=1, max_length=2000)
    role: Role = "algemeen"
    addressee: Addressee = "college"
    sources: tuple[SourceNote, ...] = Field(default=(), max_length=20)


class QuestionList(_Frozen):
    """What the browser sends to have it exported."""

    questions: tuple[QuestionItem, ...] = Field(min_length=1, max_length=MAX_QUESTIONS)
    kind: Kind = "lijst"
    title: str = Field(default="", max_length=300)
    sender: str = Field(default="", max_length=300)
    municipality: str = Field(default="", max_length=300)
    introduction: str = Field(default="", max_length=4000)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions to one addressee, in one role; each with its number and the numbers of its notes."""

    title: str
    questions: tuple[tuple[int, str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The exported text, before it gets the form of a format."""

    title: str
    particulars: tuple[tuple[str, str], ...]
    introduction: str
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    closing: str


def read_list(values: Any) -> QuestionList:
    """Validate what a browser sent."""
    try:
        return QuestionList.model_validate(values)
    except ValidationError as error:
        if isinstance(values, dict) and not values.get("questions"):
            raise InputError("Uw vragenlijst is nog leeg.", "Zet er eerst een vraag op met de plus.") from error
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(
            f"De vragenlijst kan niet worden geëxporteerd: '{where}' klopt niet.",
            "Maak de vraag korter of haal haar weg.",
        ) from error


def compose_document(asked: QuestionList) -> Document:
    """Group the questions by addressee and role, and number them and their notes."""
    notes: list[str] = []
    groups: list[Group] = []
    number = 0
    for addressee, name in ADDRESSEES.items():
        for role in ROLES:
            rows: list[tuple[int, str, tuple[int, ...]]] = []
            for item in asked.questions:
                if (item.addressee, item.role) == (addressee, role):
                    number += 1
                    rows.append((number, " ".join(item.text.split()), _numbered(item.sources, notes)))
            if rows:
                groups.append(Group(_title_of(name, role), tuple(rows)))
    written = asked.kind == "schriftelijk"
    return Document(
        title=asked.title or _TITLES[asked.kind],
        particulars=_particulars(asked) if written else (("Opgesteld op", dutch_date(date.today())),),
        introduction=(asked.introduction or INTRODUCTION) if written else asked.introduction,
        groups=tuple(groups), notes=tuple(notes), closing="[naam en ondertekening]" if written else "",
    )  # fmt: skip


def _title_of(name: str, role: Role) -> str:
    return f"Aan {name}" if role == "algemeen" else f"Aan {name}: {ROLE_TITLES[role].lower()}"


def _particulars(asked: QuestionList) -> tuple[tuple[str, str], ...]:
    return (
        ("Aan", f"het college van burgemeester en wethouders van {asked.municipality or '[gemeente]'}"),
        ("Van", asked.sender or "[naam raadslid en fractie]"),
        ("Datum", "[datum van indiening]"),
        ("Onderwerp", asked.title or "digitale veiligheid"),
        ("Grondslag", "[artikel uit het reglement van orde van uw raad]"),
    )


def _numbered(sources: Sequence[SourceNote], notes: list[str]) -> tuple[int, ...]:
    numbers: list[int] = []
    for source in sources:
        note = in_words(source)
        if note not in notes:
            notes.append(note)
        numbers.append(notes.index(note) + 1)
    return tuple(dict.fromkeys(numbers))


def in_words(source: SourceNote) -> str:
    """Return a source note in one line: publisher, title, place, dates, address."""
    parts = [
        f"{source.publisher}, {source.title}" if source.publisher else source.title,
        source.place if source.place and source.place != source.title else "",
        f"informatie van {source.information_date}" if source.information_date else "",
        f"gelezen op {dutch_date(date.fromisoformat(source.read_on))}" if _is_date(source.read_on) else "",
        "eigen samenvatting van Raadsvraag" if source.own_summary else "",
        source.url,
    ]
    return "; ".join(part for part in parts if part)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def dutch_date(day: date) -> str:
    """Return a date as Dutch people write it: 3 maart 2026."""
    months = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    return f"{day.day} {months[day.month - 1]} {day.year}"


def to_text(document: Document, *, markdown: bool) -> str:
    """Return the document as Markdown or as plain text."""
    head, sub, bold = ("# ", "## ", "**") if markdown else ("", "", "")
    clean = _escaped if markdown else str
    lines = [head + clean(document.title), ""]
    lines += [f"{bold}{name}:{bold} {clean(value)}{'  ' if markdown else ''}" for name, value in document.particulars]
    if document.introduction:
        lines += ["", *(clean(line) for line in document.introduction.splitlines())]
    for group in document.groups:
        lines += ["", sub + group.title, ""]
        lines += [f"{number}. {clean(text)}{_markers(notes)}" for number, text, notes in group.questions]
    if document.closing:
        lines += ["", document.closing]
    if document.notes:
        lines += ["", f"{sub}Bronnen", ""]
        lines += [
            f"{'- ' if markdown else ''}[{number}] {clean(note)}" for number, note in enumerate(document.notes, 1)
        ]
    return "\n".join(lines) + "\n"


def _markers(notes: Sequence[int]) -> str:
    return " " + "".join(f"[{number}]" for number in notes) if notes else ""


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>#":
        text = text.replace(sign, f"\\{sign}")
    return text
