"""The whole evaluation: ask, write, score, report, compare with the floors. Run as `make eval`.

Enters: the cases and an index of the cards, with and without the guidance. Leaves:
`results/<time>/` with settings, answers, scores and a report, and one table on the terminal. Exit status 1
when a figure lies under its floor.
"""

import argparse
import json
import statistics
import sys
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant import open_assistant
from assistant.settings import Settings, read_settings
from evals.cases import Case, load_cases
from evals.generate import generate, read_answers
from evals.scores import FIGURES, Pairs, pair

HERE = Path(__file__).parent
_RESAMPLES = 2000


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a mean; the resampling is seeded."""
    if len(values) < 2:
        return (0.0, 1.0)
    drawn = np.random.default_rng(0).choice(np.array(values), (_RESAMPLES, len(values)))
    low, high = np.quantile(drawn.mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def score(pairs: Pairs) -> dict[str, dict[str, float]]:
    """Return every figure with its interval and n."""
    table: dict[str, dict[str, float]] = {}
    for name, figure in FIGURES.items():
        values = figure(pairs)
        if values:
            low, high = interval(values)
            table[name] = {"value": statistics.fmean(values), "low": low, "high": high, "n": len(values)}
    times = sorted(answer.timings_ms["total"] for _, answer in pairs)
    table["latency p50 (ms)"] = _latency(times, 0.50)
    table["latency p95 (ms)"] = _latency(times, 0.95)
    return table


def _latency(times: list[float], share: float) -> dict[str, float]:
    return {"value": times[int(share * (len(times) - 1))], "n": len(times)}


def as_markdown(table: dict[str, dict[str, float]]) -> str:
    """Lay the figures out as a Markdown table."""
    rows = ["| figure | value | 95 % | n |", "|---|---|---|---|"]
    for name, row in table.items():
        between = f"{row['low']:.2f} to {row['high']:.2f}" if "low" in row else ""
        value = f"{row['value']:.1f}" if "latency" in name else f"{row['value']:.3f}"
        rows.append(f"| {name} | {value} | {between} | {int(row['n'])} |")
    return "\n".join(rows)


def draw(table: dict[str, dict[str, float]], target: Path) -> None:
    """Draw the figures with their intervals."""
    from matplotlib.figure import Figure

    shown = {name: row for name, row in reversed(table.items()) if "low" in row}
    figure = Figure(figsize=(8, 0.32 * len(shown) + 0.8), layout="constrained")
    axes = figure.subplots()
    values = [row["value"] for row in shown.values()]
    errors = [[v - r["low"] for v, r in zip(values, shown.values(), strict=True)],
              [r["high"] - v for v, r in zip(values, shown.values(), strict=True)]]  # fmt: skip
    axes.errorbar(values, range(len(shown)), xerr=np.abs(errors), fmt="o", color="#154273", capsize=3)
    axes.set_yticks(range(len(shown)), [f"{name} (n={int(row['n'])})" for name, row in shown.items()])
    axes.set_xlim(-0.02, 1.02)
    axes.grid(axis="x", alpha=0.3)
    figure.savefig(target, dpi=120)


def below_floor(table: dict[str, dict[str, float]]) -> list[str]:
    """Return the figures that lie under their floor (or above, for those that must stay low)."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    fallen = [f"{n}: {table[n]['value']:.3f} < {x}" for n, x in floors["at_least"].items() if table[n]["value"] < x]
    risen = [f"{n}: {table[n]['value']:.3f} > {x}" for n, x in floors["at_most"].items() if table[n]["value"] > x]
    return fallen + risen


def errors(pairs: Pairs) -> list[str]:
    """Return the ranked questions whose first topic is wrong, and in-scope questions that were declined."""
    rows = []
    for case, answer in pairs:
        if case.expected_state == "answered" and case.expected_cards and answer.topics[:1] != case.expected_cards[:1]:
            right = set(answer.topics[:1]) & set(case.expected_cards)
            if not right or answer.state not in {"answered", "partial"}:
                rows.append(f"{case.kind}\t{answer.state}\t{case.question}\t{case.expected_cards}\t{answer.topics[:4]}")
    return rows


def evaluate(cases: list[Case], settings: Settings, folder: Path) -> dict[str, dict[str, float]]:
    """Ask, write, read back and score."""
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text(settings.model_dump_json(indent=1), encoding="utf-8")
    assistant = open_assistant(settings)
    assistant.warm_up()
    generate(cases, assistant, folder / "answers.jsonl")
    pairs = pair(cases, read_answers(folder / "answers.jsonl"))
    table = score(pairs)
    (folder / "scores.json").write_text(json.dumps(table, indent=1), encoding="utf-8")
    (folder / "errors.tsv").write_text("\n".join(errors(pairs)), encoding="utf-8")
    (folder / "report.md").write_text(as_markdown(table) + "\n\n![](report.png)\n", encoding="utf-8")
    draw(table, folder / "report.png")
    return table


def main() -> None:
    """Evaluate one split against the current index and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["train", "dev", "test"], default="test")
    arguments = parser.parse_args()
    cases = [case for case in load_cases() if case.split == arguments.split]
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    table = evaluate(cases, read_settings(), HERE / "results" / f"{stamp}-{arguments.split}")
    print(as_markdown(table))
    if arguments.split == "test" and (fallen := below_floor(table)):
        sys.exit("Below the floor: " + "; ".join(fallen))


if __name__ == "__main__":
    main()
