"""The answer contract: one typed object for the command line, the chat and programs.

`answer.schema.json` beside this file is its published JSON schema; a test keeps the two equal.
Keys may be added, never renamed.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import Failure, InputError
from corpus.records import Language, Role

State = Literal["answered", "partial", "no_information", "refused"]
Intent = Literal["ask", "links", "role", "study", "help"]
Mode = Literal["cards", "model"]
MAX_QUESTION_CHARACTERS = 2000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(_Frozen):
    """One message of an earlier conversation."""

    role: Literal["user", "assistant"]
    content: str


class Question(_Frozen):
    """What comes in; only `question` is required."""

    id: str | None = None
    question: str
    history: tuple[Turn, ...] = ()
    role: Role | None = None
    language: Language | None = None


class Statement(_Frozen):
    """One question to ask or one fact, with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...] = Field(min_length=1)
    kind: Literal["question", "explanation", "quote", "correction", "definition"] = "explanation"
    label: str = ""
    """In a checklist: what the item is about."""


class Citation(_Frozen):
    """A verbatim span of an archived page: `page.text[start:end] == quote`."""

    number: int
    passage_id: str
    source_id: str
    title: str
    heading: tuple[str, ...]
    role: Role
    url: str
    deep_link: str
    """The live page with a text fragment or the sheet of a PDF, or empty when the source has no public address."""
    quote: str
    start: int
    end: int
    page_sha256: str
    fetched_at: str
    kind: Literal["document", "card"]
    """`card` is a summary in our own words, `document` the source's own text."""
    publisher: str
    information_date: str
    page_number: int | None = None
    """The sheet of a PDF on which the quote begins, from 1; None when the source has no sheets."""


class AnswerPart(_Frozen):
    """What is said about one of the things that were asked."""

    topics: tuple[str, ...]
    """Ids of the cards, or of the passage, that the part is about."""
    title: str = ""
    statements: tuple[int, ...]
    """Places in the answer's `statements`, from 0."""


class Link(_Frozen):
    """A source worth opening; the address comes from the registry, never from a text."""

    title: str
    url: str
    why: str


class Answer(_Frozen):
    """What comes out."""

    id: str | None = None
    question: str
    language: Language
    intent: Intent
    state: State
    reason: str | None = None
    mode: Mode = "cards"
    """`model` when a chat model worded the sentences, `cards` when they were composed from the sources."""
    model: str = ""
    """The chat model that was asked, also when its answer was not used."""
    fallback: Failure | None = None
    """Why its answer was not used."""
    dropped: dict[str, int] = {}
    """How many of its sentences were not shown as they were written, by reason."""
    label: str = ""
    """One line on who worded the answer, which closes the text; empty in a quiz or a plan."""
    text: str
    statements: tuple[Statement, ...] = ()
    parts: tuple[AnswerPart, ...] = ()
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    not_covered: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Ids of the cards (or passages) that the answer rests on, best first."""
    index_generation: str
    timings_ms: dict[str, float] = {}


def check_question(text: str) -> str:
    """Return the question without surrounding white space; raise when there is nothing to answer."""
    stripped = text.strip()
    if not stripped:
        raise InputError(
            "De vraag is leeg.", "Typ een vraag, bijvoorbeeld: Wat moet ik vragen over het cybercrisisteam?"
        )
    if len(stripped) > MAX_QUESTION_CHARACTERS:
        raise InputError(
            f"De vraag is te lang ({len(stripped)} tekens; hoogstens {MAX_QUESTION_CHARACTERS}).",
            "Stel een kortere vraag, of knip hem in delen.",
        )
    if any(ord(c) < 32 and c not in "\n\r\t" for c in stripped) or "\ufffd" in stripped:
        raise InputError("De vraag bevat tekens die geen tekst zijn.", "Typ of plak gewone tekst.")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in stripped):
        raise InputError("De vraag bevat een kapot teken.", "Typ de vraag opnieuw.")
    if not any(c.isalpha() for c in stripped):
        raise InputError("In de vraag staat geen enkel woord.", "Stel uw vraag in woorden.")
    return stripped


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer."""
    return Answer.model_json_schema(mode="serialization")
