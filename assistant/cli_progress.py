"""How far a build is, on standard error: bars for people, JSON lines for the program that started it.

Enters: the steps that `ingest` reports. Leaves: text on standard error. Part of `assistant.cli`; it knows the reports
by their fields only, so that the command line starts without importing `ingest`.
"""

import json
import sys
from typing import Protocol

from tqdm import tqdm

STEPS = {
    "fetch": "Webpagina's ophalen",
    "read": "Documenten lezen",
    "chunk": "In passages verdelen",
    "embed": "Teksten inlezen",
    "align": "Bewijsplaatsen zoeken",
    "write": "Wegschrijven",
    "search": "Zoekindex maken",
    "verify": "Nakijken",
    "name": "In gebruik nemen",
    "swap": "In gebruik nemen",
    "prune": "Opruimen",
}


class Progress(Protocol):
    """A step of a build, with what is done of it."""

    @property
    def step(self) -> str:
        """Key of `STEPS`."""
        ...

    @property
    def done(self) -> int:
        """How much is done."""
        ...

    @property
    def of(self) -> int:
        """How much there is to do; 0 when it cannot be counted."""
        ...

    @property
    def detail(self) -> str:
        """What is worked on, if there is a name for it."""
        ...


class Bars:
    """Draws a bar for each step that can be counted."""

    def __init__(self) -> None:
        self._step = ""
        self._bar: tqdm[int] | None = None

    def __call__(self, progress: Progress) -> None:
        """Draw one report."""
        if progress.step != self._step:
            self.close()
            self._step = progress.step
            if progress.of:
                self._bar = tqdm(total=progress.of, desc=STEPS[progress.step], unit="", file=sys.stderr)
        if self._bar is not None:
            self._bar.set_postfix_str(progress.detail, refresh=False)
            self._bar.update(progress.done - self._bar.n)

    def close(self) -> None:
        """End the bar that is drawn."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def as_line(progress: Progress) -> None:
    """Write one report as a line of JSON."""
    values = {"step": progress.step, "done": progress.done, "of": progress.of, "detail": progress.detail}
    sys.stderr.write(json.dumps(values) + "\n")
    sys.stderr.flush()
