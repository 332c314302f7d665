"""Measures how long feeds of several sizes take to render: `python -m benchmarks.calendar_export`."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from calendar_export import Calendar, Entry, render, render_fitting, visible

SIZES = (1, 100, 300, 1_000, 10_000)
ROUNDS = 5
CHANGED = datetime(2026, 1, 5, 8, tzinfo=UTC)


def entries(count: int) -> list[Entry]:
    """As many visits as asked for, seven hours apart, with texts of a usual length."""
    return [visit(number) for number in range(count)]


def visit(number: int) -> Entry:
    """One visit of an hour."""
    start = CHANGED + timedelta(hours=7 * number)
    return Entry(
        uid=f"visit-{number}@jobloft.example",
        start=start,
        end=start + timedelta(hours=1),
        summary="Virksomhedsbesøg: Ærø Smedje, Ølby",
        description="Aftalt med værkføreren.\nMedbring: sikkerhedssko, hjelm; og æbler.",
        location="Rødkælkevej 3, 4600 Køge",
        url=f"https://jobloft.example/visits/{number}",
        sequence=1,
        modified=CHANGED,
    )


def milliseconds(action: Callable[[], object]) -> float:
    """The median of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        action()
        times.append((time.perf_counter() - begun) * 1_000)
    return statistics.median(times)


def main() -> None:
    """Print one line a size."""
    print(
        f"{'entries':>8} {'bytes':>10} {'build ms':>9} {'window ms':>10} {'render ms':>10} {'fitted':>7} {'fit ms':>7}"
    )
    for size in SIZES:
        calendar = Calendar(name="Jobløft – besøg", entries=entries(size))
        body, fitted = render(calendar, now=CHANGED), render_fitting(calendar, now=CHANGED)
        building = milliseconds(lambda size=size: entries(size))
        choosing = milliseconds(lambda calendar=calendar: visible(calendar.entries, CHANGED.date()))
        rendering = milliseconds(lambda calendar=calendar: render(calendar, now=CHANGED))
        fitting = milliseconds(lambda calendar=calendar: render_fitting(calendar, now=CHANGED))
        kept = size - fitted.left_out
        print(f"{size:8} {len(body):10} {building:9.1f} {choosing:10.1f} {rendering:10.1f} {kept:7} {fitting:7.1f}")


if __name__ == "__main__":
    main()
