"""Prints what `benchmarks/matching.py` measures as one report in Markdown."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ONCE_FROM = 50_000_000
"""Pairs from which a size is run once."""
Result = dict[str, Any]
Alone = Callable[..., Result]
"""Runs a piece in a process of its own."""


def median_of(runs: list[Result]) -> Result:
    """The run with the middle processor time; the highest peak of all."""
    middle = sorted(runs, key=lambda run: run["cpu"])[(len(runs) - 1) // 2]
    return middle | {"peak": max(run["peak"] for run in runs)}


def report(given: argparse.Namespace, alone: Alone) -> None:
    """Run all pieces and print as each is ready."""
    kinds = list(filter(None, given.profiles.split(",")))
    say(f"# The ranker measured, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n")
    say(f"`python benchmarks/matching.py {' '.join(sys.argv[1:])}`, seed {given.seed}.")
    say(f"Python {platform.python_version()}, {os.cpu_count()} cores; load at the start {load()}.")
    for size in filter(None, given.sizes.split(",")):
        measure_size(*map(int, size.split("x")), kinds=kinds, given=given, alone=alone)
    for size in filter(None, given.changes.split(",")):
        measure_changes(*map(int, size.split("x")), kinds=kinds, seed=given.seed, alone=alone)
    if Path(given.people_set).exists():
        measure_turned(given.people_set, alone)
    say(f"\nLoad at the end {load()}.")


def measure_size(people: int, jobs: int, kinds: list[str], given: argparse.Namespace, alone: Alone) -> None:
    """Baselines and ours in turn, `repeats` times."""
    pieces = [*([] if given.no_baselines else ["tfidf"]), *kinds]
    repeats = 1 if people * jobs >= ONCE_FROM else given.repeats
    runs: dict[str, list[Result]] = {kind: [] for kind in pieces}
    for _ in range(repeats):
        for kind in pieces:
            runs[kind].append(alone(kind, people, jobs, given.seed))
    say(f"\n## Ten best openings of each: {people:,} people × {jobs:,} openings ({repeats} runs, load {load()})\n")
    say("| what | build cpu-s | top cpu-s | together cpu-s | wall s | of TF-IDF | range | peak MB | note |")
    say("|---|---|---|---|---|---|---|---|---|")
    for kind in pieces:
        say(size_row(kind, runs[kind], runs.get("tfidf", [])))
    if not given.no_baselines:
        found = alone("fuzz", people, jobs, given.seed)
        say(
            f"| RapidFuzz WRatio cdist | – | – | {found['cpu']:.0f} | {found['wall']:.0f} | – | – | – "
            f"| {extrapolated(found)} |"
        )


def size_row(kind: str, runs: list[Result], base: list[Result]) -> str:
    found = median_of(runs)
    shares = [run["cpu"] / other["cpu"] for run, other in zip(runs, base, strict=False)]
    share = f"**{statistics.median(shares):.2f}** | {min(shares):.2f}–{max(shares):.2f}" if shares else "– | –"
    name = "char_wb TF-IDF, vectorise + product" if kind == "tfidf" else f"ours, {kind}"
    note = extrapolated(found) if kind == "tfidf" else f"filled {found['filled']:.2f}; {opening_note(found)}"
    return (
        f"| {name} | {found['build']:.2f} | {found['top']:.2f} | {found['cpu']:.2f} | {found['wall']:.2f} | {share} "
        f"| {found['peak']:.0f} | {note} |"
    )


def opening_note(found: Result) -> str:
    return f"one opening among all: {found['opening'][1]:.1f} cpu-ms"


def extrapolated(found: Result) -> str:
    share = found["share"]
    return f"{found['rows']:,} rows × {share:.1f}, extrapolated by rows" if share > 1 else "whole"


def measure_changes(people: int, jobs: int, kinds: list[str], seed: int, alone: Alone) -> None:
    say(f"\n## Warm, one at a time: {people:,} people × {jobs:,} openings (load {load()})\n")
    say("| what | profiles | median wall ms | median cpu ms | 19 of 20 below, cpu ms |\n|---|---|---|---|---|")
    names = {
        "opening": "one opening ranked among everyone",
        "person": "one person changed and ranked",
        "put": "one opening put",
    }
    for kind in kinds:
        found = alone(f"changes-{kind}", people, jobs, seed)
        for key, name in names.items():
            say(f"| {name} | {kind} | " + " | ".join(f"{value:.1f}" for value in found[key]) + " |")


def measure_turned(path: str, alone: Alone) -> None:
    found = alone("turned", path)
    say(f"\n## People for an opening: the people set turned ({found['asked']:,} openings, load {load()})\n")
    rows = {
        "ours": f"**{found['ours']:.3f}**",
        "raw evidence of skills, not divided by anyone's own best": f"{found['raw']:.3f}",
        "char_wb TF-IDF": f"{found['tfidf']:.3f}",
        "ours, the first way round: openings for a person": f"{found['forward']:.3f}",
    }
    say("| ranker | MRR, cut at 100 |\n|---|---|")
    for name, value in rows.items():
        say(f"| {name} | {value} |")
    say(f"\n{found['cpu']:.1f} cpu-s, peak {found['peak']:.0f} MB.")


def load() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def say(line: str) -> None:
    print(line, flush=True)
