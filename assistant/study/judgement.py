"""What became of an answer: the verdict, why, and what was missing.

Enters: what the judges found. Leaves: frozen records.
"""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "half", "wrong"]
Reason = Literal["", "empty", "copied", "other"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one answer."""

    verdict: Verdict
    reason: Reason = ""
    """Of a wrong answer: it is empty, repeats the question, or is about something else."""
    nearest: int = 0
    """Place of the right answer that it comes closest to, or of the option that was chosen."""
    missing: tuple[str, ...] = ()
    """Stretches of the right answer that were not told."""
