"""Break builds and indexes, and count what readers notice: `python -m evals.crashes --data SCRATCH`.

Enters: an empty folder, and how often to try. Leaves: a line of figures for each kind of trouble: builds killed at
every named step and at random moments, generations that change under reading processes, files that are flipped, cut
short or deleted, and a second writer. The corpus is a handful of made-up cards, whose every sentence carries the number
of the build that it belongs to: an answer that mixes two generations shows itself.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.errors import BuildError
from corpus.opening import open_index
from evals.crash_processes import LONGEST, Workbench
from evals.numbered_cards import numbers_in
from ingest.build import build
from ingest.report import Step

STEPS: tuple[Step, ...] = get_args(Step)


def kill_at_steps(bench: Workbench, steps: Sequence[Step] = STEPS) -> dict[str, int]:
    """Kill a build at the beginning of each step; count the steps after which readers find anything wrong."""
    wrong = 0
    for number, step in enumerate(steps, 1):
        child = bench.start_build(number, "--kill-at", step)
        killed = child.wait(LONGEST) == -signal.SIGKILL
        reached = killed or step == "fetch"  # nothing is fetched here: that build ends well
        swapped = step in {"fetch", "prune"}
        wrong += not reached or bool(bench.faults(number if swapped else 0))
        if swapped:
            bench.build(0)
    return {"steps": len(steps), "wrong": wrong}


def kill_at_random(bench: Workbench, times: int, seed: int = 0) -> dict[str, float]:
    """Kill builds at random moments; after each, readers must have the old or the new answers, whole."""
    chance, wrong, swapped = random.Random(seed), 0, 0
    started = time.monotonic()
    bench.start_build(1).wait(LONGEST)
    whole = time.monotonic() - started
    current = 1
    for number in range(2, times + 2):
        child = bench.start_build(number)
        time.sleep(chance.uniform(0.0, whole))
        child.kill()
        child.wait()
        faults = bench.faults(current, number)
        for fault in faults:
            print(fault)
        wrong += bool(faults)
        now = _current_numbers(bench)
        swapped += now != {current}
        current = max(now)
    bench.build(times + 2)  # the next build goes on as if nothing had happened
    wrong += bool(bench.faults(times + 2))
    return {"kills": times, "seconds of a whole build": round(whole, 1), "already swapped": swapped, "wrong": wrong}


def _current_numbers(bench: Workbench) -> set[int]:
    index = open_index(bench.root)
    numbers = {number for page in index.pages.values() if page.kind == "card" for number in numbers_in(page.text)}
    index.close()
    return numbers


def swap_under_readers(bench: Workbench, swaps: int, readers: int = 4) -> dict[str, float]:
    """Build generation after generation while processes go on asking; collect what the readers saw."""
    bench.build(0)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "evals.crash_processes", "--data", str(bench.data), "--read"], stdout=subprocess.PIPE
        )
        for _ in range(readers)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
    for number in range(1, swaps + 1):
        bench.build(number)
    time.sleep(1)  # on a busy machine the readers still have to come to the last generation
    for process in processes:
        process.send_signal(signal.SIGTERM)
    told = [json.loads(process.communicate(timeout=LONGEST)[0]) for process in processes]
    return {
        "swaps": swaps, "answers": sum(each["answers"] for each in told),
        "errors": sum(each["errors"] for each in told),
        "mixed": sum(each["mixed"] for each in told), "generations seen": max(each["generations"] for each in told),
        "memory growth (MB, most)": max(each["growth"] for each in told),
        "open files (most)": max(each["files"] for each in told),
    }  # fmt: skip


def damage_files(bench: Workbench, times: int, seed: int = 0) -> dict[str, int]:
    """Flip a byte of, cut short or delete a file of the current generation; count what opening it notices."""
    bench.build(1)
    bench.build(2)
    chance = random.Random(seed)
    folder = current_generation(bench.root)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    found = served = 0
    for number in range(times):
        path, kind = chance.choice(files), ("flip", "truncate", "delete")[number % 3]
        original = path.read_bytes()
        place = chance.randrange(len(original))
        if kind == "delete":
            path.unlink()
        elif kind == "truncate":
            path.write_bytes(original[:place])
        else:
            path.write_bytes(
                original[:place] + bytes([original[place] ^ 1 << chance.randrange(8)]) + original[place + 1 :]
            )
        index = open_index(bench.root)
        noticed = index.folder != folder
        index.close()
        found += noticed
        served += not noticed or not bench.faults(1)
        if not noticed:
            print(f"niet gevonden: {kind} van {path.relative_to(folder)} op {place} van {len(original)}")
        path.write_bytes(original)
    return {"injections": times, "found": found, "served rightly": served}


def second_writer(bench: Workbench) -> dict[str, float]:
    """Try to build while another process does; return the seconds until the refusal."""
    child = bench.start_build(7, "--stay-at", "search")
    time.sleep(LONGEST / 6)
    started = time.monotonic()
    try:
        build(bench.request(), bench.root, bench.embedder)
        refused = 0
    except BuildError:
        refused = 1
    seconds = time.monotonic() - started
    child.kill()
    child.wait()
    return {"refused": refused, "seconds": round(seconds, 3)}


def main() -> None:
    """Run every kind of trouble, or be one of the processes in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="empty folder for the model, the content and the index"
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--swaps", type=int, default=100)
    parser.add_argument("--injections", type=int, default=300)
    arguments = parser.parse_args()
    bench = Workbench(arguments.data, SentenceEmbedder("", arguments.data, progress=False))
    bench.build(0)
    print("killed at each step:", kill_at_steps(bench), flush=True)
    print("second writer:", second_writer(bench), flush=True)
    print("damaged files:", damage_files(bench, arguments.injections), flush=True)
    print("killed at random:", kill_at_random(bench, arguments.kills), flush=True)
    print("swapped under readers:", swap_under_readers(bench, arguments.swaps), flush=True)


if __name__ == "__main__":
    main()
