"""What the command line reads and writes: questions, conversations, documents and answers.

Enters: standard input and files. Leaves: records. Refuses: what cannot be read, naming the line or the file.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError

from assistant.answer import Answer, Question, Turn
from corpus.errors import InputError


def in_words(answer: Answer) -> str:
    """Return an answer as text for a terminal: the Markdown, then the citations with their quotes."""
    lines = [answer.text]
    for citation in answer.citations:
        origin = "eigen samenvatting van" if citation.kind == "card" else "letterlijk uit"
        place = " > ".join(citation.heading)
        lines.append(
            f"[{citation.number}] {origin} {citation.publisher}: {citation.title}, {place}\n    “{citation.quote}”"
        )
    return "\n\n".join(lines)


def read_stdin() -> str:
    """Return the question on standard input; raise when nobody is piping one in."""
    if sys.stdin.isatty():
        raise InputError(
            "Er is geen vraag gegeven.", 'Typ bijvoorbeeld: raadsvraag ask "Wat moet ik vragen over ENSIA?"'
        )
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def read_questions(lines: TextIO) -> Iterator[Question]:
    """Yield the questions of a JSON Lines stream; raise with the line number of a wrong one."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Question.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors()[0]
            raise InputError(
                f"Regel {number} van de invoer is geen vraag ({problem['msg']}).",
                'Elke regel is JSON met minstens {"question": "…"}.',
            ) from error


def read_history(path: Path | None) -> list[Turn]:
    """Return the turns of a conversation file."""
    if path is None:
        return []
    try:
        return [Turn.model_validate(turn) for turn in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"Het gesprek in {path} kan niet worden gelezen.",
            'Geef een JSON-lijst van {"role": "user", "content": "…"}.',
        ) from error


def read_local(pairs: tuple[str, ...]) -> dict[str, Path]:
    """Return the documents named as SOURCE=FILE."""
    local: dict[str, Path] = {}
    for pair in pairs:
        source_id, separator, path = pair.partition("=")
        if not separator or not Path(path).is_file():
            raise InputError(f"'{pair}' is geen BRON=BESTAND met een bestaand bestand.", "Controleer bron en pad.")
        local[source_id] = Path(path)
    return local


def read_answers(path: Path) -> list[Answer]:
    """Return the answers in a .json or .jsonl file."""
    try:
        text = path.read_text(encoding="utf-8")
        lines = [text] if path.suffix == ".json" else [line for line in text.splitlines() if line.strip()]
        return [Answer.model_validate_json(line) for line in lines]
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} bevat geen antwoord van Raadsvraag.", "Maak het met: raadsvraag ask … --json"
        ) from error
