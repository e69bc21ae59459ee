"""Ask the assistant every case and write what it said: scoring is another step, over the file.

Enters: cases and an assistant. Leaves: `answers.jsonl`, one answer a line with the id of its case.
"""

from collections.abc import Sequence
from pathlib import Path

from assistant.answer import Answer
from assistant.assistant import Assistant
from evals.cases import Case


def generate(cases: Sequence[Case], assistant: Assistant, target: Path) -> None:
    """Write the answer to each case, in order."""
    with target.open("w", encoding="utf-8") as out:
        for case in cases:
            out.write(assistant.ask(case.as_question()).model_dump_json() + "\n")


def read_answers(path: Path) -> dict[str, Answer]:
    """Return the written answers by case id."""
    answers = [Answer.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {answer.id: answer for answer in answers if answer.id}
