"""The crash tests in short: the steps around the swap, a random moment, swaps under readers, and damaged files.

The long run is `python -m evals.crashes`; its figures are in docs/robustness.md.
"""

from pathlib import Path

import pytest

from corpus.embedding import SentenceEmbedder
from evals import crashes
from evals.crash_processes import Workbench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, cache: Path, embedder: SentenceEmbedder) -> Workbench:
    data = tmp_path_factory.mktemp("bench")
    (data / "models").symlink_to(cache / "models")
    made = Workbench(data, embedder)
    made.build(0)
    return made


def test_a_build_killed_around_the_swap_leaves_whole_answers(bench: Workbench) -> None:
    assert crashes.kill_at_steps(bench, ("swap", "prune")) == {"steps": 2, "wrong": 0}


def test_random_kills(bench: Workbench) -> None:
    assert crashes.kill_at_random(bench, 1)["wrong"] == 0


def test_readers_never_see_a_mix(bench: Workbench) -> None:
    seen = crashes.swap_under_readers(bench, 1, readers=1)
    assert (seen["errors"], seen["mixed"]) == (0, 0)
    assert seen["generations seen"] > 1, "the readers have lived through a change"


def test_damage_is_found_and_the_older_generation_serves(bench: Workbench) -> None:
    result = crashes.damage_files(bench, 6)
    assert (result["found"], result["served rightly"]) == (6, 6)


def test_the_counts_would_show_a_mix(bench: Workbench) -> None:
    """The measure itself: pages of another build put into an index are seen."""
    bench.build(3)
    assert bench.faults(3) == []
    assert bench.faults(2), "an answer of another build than allowed is a fault"
