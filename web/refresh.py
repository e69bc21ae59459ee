"""The first round past the sources' websites, in the background of the chat, and what the page says about it.

Enters: settings, and what to do when a new index is there. Leaves: a running `raadsvraag build --online` in a process
of its own (its memory and its crashes are not the chat's), and one Dutch line on how far it is. Refuses nothing: when
a round fails, readers keep the index that they had, and the line says why.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from threading import Thread
from typing import IO

from assistant.cli_progress import STEPS
from assistant.settings import Settings
from corpus.current import was_online
from corpus.records import Visit

_ROOT = Path(__file__).parent.parent
_MEANWHILE = "U kunt intussen gewoon vragen stellen."


class Refresh:
    """One online round at most; `done` is called in its thread when the round has ended well."""

    def __init__(self, settings: Settings, done: Callable[[], object]) -> None:
        self._settings, self._done = settings, done
        self.running = False
        self.line = ""
        """What a reader sees; empty when there is nothing to tell."""

    def start_if_due(self) -> None:
        """Start when the setting allows it and no round has been made yet; return at once."""
        if self._settings.online and not was_online(self._settings.index_root):
            self.running, self.line = True, f"De bronnen worden opgehaald. {_MEANWHILE}"
            Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        child = subprocess.Popen(
            [*_gently(), sys.executable, "-m", "assistant.cli", "build", "--online", "--progress", "json"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=_ROOT,
            env=os.environ | {
                "RAADSVRAAG_DATA": str(self._settings.data.absolute()), "RAADSVRAAG_EMBEDDER": self._settings.embedder,
            },
        )  # fmt: skip
        atexit.register(child.terminate)  # an unfinished build leaves nothing behind
        assert child.stderr is not None
        said = self._follow(child.stderr)
        if child.wait() == 0:
            self.line = ""
            self._done()
        else:
            self.line = f"De webpagina's van de bronnen zijn niet bijgewerkt. {said}"
        self.running = False

    def _follow(self, lines: IO[str]) -> str:
        """Turn the reports of the build into the reader's line; return the last thing that was said in words."""
        said = ""
        for line in lines:
            try:
                report = json.loads(line)
                self.line = f"{_in_dutch(report)} {_MEANWHILE}"
            except (ValueError, KeyError, TypeError):
                said = line.strip() or said
        return said


def _gently() -> list[str]:
    """Return what makes the operating system prefer the readers' questions to the build."""
    nice = shutil.which("nice")
    return [nice, "-n", "10"] if nice else []


def _in_dutch(report: dict[str, int | str]) -> str:
    name = STEPS[str(report["step"])]
    return f"{name}: {report['done']} van {report['of']}." if report["of"] else f"{name}."


def freshness(visits: Collection[Visit]) -> str:
    """Return one line on when the websites were last visited, and how many could not be reached then."""
    if not visits:
        return "De webpagina's van de bronnen zijn hier nog niet opgehaald; de antwoorden komen uit de eigen kaarten."
    last = date.fromisoformat(max(visit.visited_at for visit in visits)).strftime("%d-%m-%Y")
    missing = sum(visit.state != "live" for visit in visits)
    unreached = f"; niet te bereiken of verdwenen: {missing}" if missing else ""
    return f"De webpagina's van de bronnen zijn opgehaald op {last} ({len(visits)}{unreached})."
