"""Study cards: `content/cards/*.md` → validated `Card` records and their archived pages.

Enters: Markdown files with YAML front matter. Leaves: cards, and for each card a `Page` whose text
holds every question and sentence verbatim, so that a citation of a card has a span like any other.
Refuses: a card that breaks the format, naming file, line and field. Our own words only; the phrasings
in `asked_as` are indexed and never shown.
"""

import re
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import ContentError
from corpus.records import Heading, Language, Page, Passage, Role, Source, Span, StudyItem
from corpus.sentences import sentence_spans
from corpus.sources import CONTENT, content_error

MIN_PHRASINGS: dict[str, int] = {"nl": 14, "en": 4}
_ENGLISH_HEADING = "## In English"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)

Addressee = Literal["college", "portefeuillehouder", "griffie", "ciso", "raad"]


class Bilingual(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: str = Field(min_length=2)
    en: str = Field(min_length=2)


class Questions(BaseModel):
    """What a council member can literally ask; the two lists run parallel."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: list[str] = Field(min_length=1)
    en: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _parallel(self) -> "Questions":
        if len(self.nl) != len(self.en):
            raise ValueError(f"nl heeft {len(self.nl)} vragen en en heeft er {len(self.en)}: maak de lijsten even lang")
        return self


class Phrasings(BaseModel):
    """What a lay person would type; indexed, never shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: list[str] = Field(min_length=MIN_PHRASINGS["nl"])
    en: list[str] = Field(min_length=MIN_PHRASINGS["en"])

    @model_validator(mode="after")
    def _distinct(self) -> "Phrasings":
        lowered = [text.casefold() for text in (*self.nl, *self.en)]
        twice = sorted({text for text in lowered if lowered.count(text) > 1})
        if twice:
            raise ValueError(f"'{twice[0]}' staat er twee keer")
        return self


class Misconception(BaseModel):
    """Something false that people take for granted, and the card's own sentence that says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    claims: list[str] = Field(min_length=3)
    """What people type who believe it; indexed, never shown."""
    correction: Bilingual
    """A sentence of the explanation, in each language."""


class Card(BaseModel):
    """One item of a source in our own words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    source: str
    section: str = ""
    """Id of a declared section of the source; empty when the card covers the whole page."""
    role: Role
    themes: list[str] = Field(min_length=1)
    addressee: Addressee = "college"
    information_date: str = Field(min_length=2)
    title: Bilingual
    questions: Questions
    asked_as: Phrasings
    terms: list[str] = []
    links: list[str] = []
    explanation: Bilingual
    misconceptions: list[Misconception] = []

    @model_validator(mode="after")
    def _corrections_are_ours(self) -> "Card":
        for language in ("nl", "en"):
            explanation: str = getattr(self.explanation, language)
            sentences = {explanation[start:end] for start, end in sentence_spans(explanation)}
            for misconception in self.misconceptions:
                if (sentence := getattr(misconception.correction, language)) not in sentences:
                    raise ValueError(f"de rechtzetting '{sentence[:60]}' is geen zin van de uitleg")
        return self


def load_cards(sources: dict[str, Source], folder: Path = CONTENT / "cards") -> dict[str, Card]:
    """Read every card; the keys are card ids, in file-name order."""
    cards = [read_card(path, sources) for path in sorted(folder.glob("*.md"))]
    return {card.id: card for card in cards}


def read_card(path: Path, sources: dict[str, Source]) -> Card:
    """Read and validate one card file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(path.name, 1, "kaart", "is geen UTF-8-tekst") from error
    parts = _FRONT_MATTER.match(text)
    if not parts:
        raise ContentError(path.name, 1, "kaart", "begint niet met een blok velden tussen twee regels '---'")
    front, body = parts.groups()
    fields, lines = _parse_front_matter(path, front)
    body_line = front.count("\n") + 4
    dutch, _, english = body.partition(_ENGLISH_HEADING)
    fields["explanation"] = {"nl": " ".join(dutch.split()), "en": " ".join(english.split())}
    lines[("explanation",)] = body_line

    def line_of(location: tuple[Any, ...]) -> int:
        while location and location not in lines:
            location = location[:-1]
        return lines.get(location, 1)

    try:
        card = Card.model_validate(fields)
    except ValidationError as error:
        raise content_error(path, error, line_of) from error
    _check_references(path, card, sources, line_of)
    return card


def _parse_front_matter(path: Path, front: str) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    try:
        node = yaml.compose(front, Loader=yaml.SafeLoader)
        fields = yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        raise ContentError(path.name, line, "kaart", f"geen geldige YAML ({error.problem})") from error
    if not isinstance(fields, dict):
        raise ContentError(path.name, 2, "kaart", "de velden ontbreken")
    lines: dict[tuple[Any, ...], int] = {}
    if node is not None:
        _collect_lines(node, (), lines)
    return fields, lines


def _collect_lines(node: yaml.Node, path: tuple[Any, ...], lines: dict[tuple[Any, ...], int]) -> None:
    lines[path] = node.start_mark.line + 2  # the opening '---' is line 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _collect_lines(value, (*path, key.value), lines)
            lines[(*path, key.value)] = key.start_mark.line + 2
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _collect_lines(value, (*path, index), lines)


def _check_references(path: Path, card: Card, sources: dict[str, Source], line_of: Any) -> None:
    def wrong(field: str, problem: str) -> ContentError:
        return ContentError(path.name, line_of((field,)), field, problem)

    if card.id != path.stem:
        raise wrong("id", f"'{card.id}' is niet gelijk aan de bestandsnaam '{path.stem}'")
    if card.source not in sources:
        raise wrong("source", f"'{card.source}' staat niet in sources.toml")
    known = {section.id for section in sources[card.source].sections}
    if card.section and card.section not in known:
        raise wrong("section", f"'{card.section}' is geen onderdeel van bron '{card.source}'")
    for link in card.links:
        if link not in sources:
            raise wrong("links", f"'{link}' staat niet in sources.toml")


def card_page(card: Card, source: Source) -> Page:
    """Render a card as an archived page: the Dutch half, then the English half."""
    halves = [
        [card.title.nl, card.explanation.nl, *card.questions.nl],
        [card.title.en, card.explanation.en, *card.questions.en],
    ]
    dutch, english = ("\n\n".join(half) for half in halves)
    text = f"{dutch}\n\n{english}"
    headings = (
        Heading(0, 1, card.title.nl, card.role, card.section),
        Heading(len(dutch) + 2, 1, card.title.en, card.role, card.section),
    )
    return Page(
        id=f"card-{card.id}", source_id=card.source, kind="card", title=card.title.nl, url=source.url, text=text,
        headings=headings, links=(), language="nl", fetched_at="",
    )  # fmt: skip


def card_items(card: Card, page: Page, passages: list[Passage]) -> list[StudyItem]:
    """Return the card's questions and sentences as items with their spans in its page."""
    items: list[StudyItem] = []
    languages: tuple[Language, Language] = ("nl", "en")
    for passage, language in zip(passages, languages, strict=True):
        explanation: str = getattr(card.explanation, language)
        at = page.text.index(explanation, passage.start)
        spans = [("explanation", span) for span in sentence_spans(explanation, at)]
        at += len(explanation)
        for question in getattr(card.questions, language):
            at = page.text.index(question, at)
            spans.append(("question", (at, at + len(question))))
            at += len(question)
        for kind, (start, end) in spans:
            items.append(
                StudyItem(card.id, kind, language, page.text[start:end], Span(passage.id, start, end), None)  # type: ignore[arg-type]
            )
    return items
