"""The processes of the crash tests: one that builds and may be told to die, and one that reads until it is stopped.

Enters: the folder of a workbench and a role. Leaves: an index, or a line of JSON with what a reader saw. Run as
`python -m evals.crash_processes`; `evals.crashes` starts them.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cite import problems
from corpus.embedding import SentenceEmbedder
from corpus.errors import RaadsvraagError
from evals.numbered_cards import QUESTIONS, number_cards, numbers_in
from ingest.build import BuildRequest, build
from ingest.report import Progress

LONGEST = 60.0
"""Seconds within which a build of the made-up cards is certainly done."""
_PAUSE = 0.1
"""Seconds between a reader's questions: two cores must also get round to building."""


@dataclass(frozen=True)
class Workbench:
    """Where the breaking happens."""

    data: Path
    embedder: SentenceEmbedder

    @property
    def root(self) -> Path:
        """The index folder."""
        return self.data / "index"

    @property
    def content(self) -> Path:
        """The made-up content."""
        return self.data / "content"

    def build(self, number: int) -> None:
        """Build the cards with a number in every sentence."""
        number_cards(self.content, number)
        build(self.request(), self.root, self.embedder)

    def request(self) -> BuildRequest:
        """Return what a build of the made-up cards takes."""
        return BuildRequest(content=self.content, documents=self.data / "none")

    def start_build(self, number: int, *options: str) -> "subprocess.Popen[bytes]":
        """Build them in another process; return it."""
        number_cards(self.content, number)
        return subprocess.Popen([sys.executable, "-m", "evals.crash_processes", "--data", str(self.data), *options])

    def faults(self, *allowed: int) -> list[str]:
        """Ask as a reader would who arrives now; return what is wrong, the allowed numbers of the answers aside."""
        try:
            assistant = Assistant(self.root, self.embedder)
            return answer_faults(assistant, set(allowed))
        except RaadsvraagError as error:
            return [f"onleesbaar: {error}"]


def answer_faults(assistant: Assistant, allowed: set[int]) -> list[str]:
    """Ask every question; return answers that mix builds, are of another build than allowed, or quote wrongly."""
    found: list[str] = []
    seen: set[int] = set()
    for question in QUESTIONS:
        answer = assistant.ask(question)
        numbers = numbers_in(answer.text)
        seen |= numbers
        if len(numbers) != 1 or not numbers <= allowed:
            found.append(f"{answer.index_generation}: {sorted(numbers)} in plaats van een van {sorted(allowed)}")
        index = assistant.index
        if index.manifest.generation == answer.index_generation:
            found += problems(answer, index)
    assistant.index.close()
    return found


def build_once(bench: Workbench, kill_at: str, stay_at: str) -> None:
    """Be the process that builds; stop dead, or stand still, where the options say."""

    def report(progress: Progress) -> None:
        if progress.step == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if progress.step == stay_at:
            time.sleep(LONGEST)

    request = BuildRequest(content=bench.content, documents=bench.data / "none", report=report)
    build(request, bench.root, bench.embedder)


def read_until_stopped(bench: Workbench) -> None:
    """Be one of the readers: ask until told to stop, then print what was seen."""
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))
    assistant = Assistant(bench.root, bench.embedder)
    assistant.ask(QUESTIONS[0])
    print("begun", flush=True)
    told = {"answers": 0, "errors": 0, "mixed": 0}
    generations: set[str] = set()
    before = _resident()
    while not stopped:
        for question in QUESTIONS:
            try:
                answer = assistant.ask(question)
            except RaadsvraagError:
                told["errors"] += 1
                continue
            told["answers"] += 1
            told["mixed"] += len(numbers_in(answer.text)) != 1
            generations.add(answer.index_generation)
            time.sleep(_PAUSE)
    files = len(list(Path("/proc/self/fd").iterdir()))
    print(json.dumps(told | {"generations": len(generations), "growth": _resident() - before, "files": files}))


def _resident() -> int:
    """Return the megabytes of memory that this process holds."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024  # type: ignore[index]


def main() -> None:
    """Be one of the processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kill-at", default="", help="the step at whose beginning this process dies")
    parser.add_argument("--stay-at", default="", help="the step at whose beginning this process stands still")
    parser.add_argument("--read", action="store_true", help="read until told to stop, instead of building")
    arguments = parser.parse_args()
    bench = Workbench(arguments.data, SentenceEmbedder("", arguments.data, progress=False))
    if arguments.read:
        read_until_stopped(bench)
    else:
        build_once(bench, arguments.kill_at, arguments.stay_at)


if __name__ == "__main__":
    main()
