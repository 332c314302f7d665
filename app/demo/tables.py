"""Reads the demonstration's tables: one line a record, in a form that a person can read and correct.

Lists in a cell are separated by `|`; `6-8>15/12` is six to eight hours growing to fifteen in twelve weeks;
`hv-dag lø-dag` is weekdays and Saturday by day; days are counted from today.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).parent / "data"
DAYS = {"ma": [0], "ti": [1], "on": [2], "to": [3], "fr": [4], "lø": [5], "sø": [6]}
DAYS |= {"hv": list(range(5)), "we": [5, 6], "alle": list(range(7))}
PARTS = {"tidlig": 0, "dag": 1, "aften": 2, "nat": 3}

Line = dict[str, str]


@dataclass(frozen=True)
class HoursText:
    """Weekly hours as the tables write them."""

    low: float | None = None
    high: float | None = None
    grow_to: float | None = None
    grow_weeks: int | None = None


def lines(name: str) -> Iterator[Line]:
    """The records of a table, by column."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def parts(cell: str, by: str = "|") -> list[str]:
    """The entries of a list in a cell."""
    return [entry.strip() for entry in cell.split(by) if entry.strip()]


def hours(cell: str) -> HoursText:
    """`6-8>15/12` as numbers; an empty cell is unknown."""
    if not cell:
        return HoursText()
    span, _, growth = cell.partition(">")
    low, _, high = span.partition("-")
    grow_to, _, weeks = growth.partition("/")
    return HoursText(float(low), float(high), float(grow_to) if grow_to else None, int(weeks) if weeks else None)


def grid(cell: str) -> list[list[int]] | None:
    """`hv-dag lø-aften` as pairs of weekday and part of the day; an empty cell is unknown."""
    cells = []
    for entry in parts(cell.replace(",", " "), " "):
        days, _, part = entry.partition("-")
        cells += [[day, PARTS[part]] for day in DAYS[days]]
    return sorted(cells) or None


def number(cell: str) -> int | None:
    """A whole number, or None where the cell is empty."""
    return int(cell) if cell else None


def day(cell: str, today: date) -> date | None:
    """A day counted from today."""
    return today + timedelta(days=int(cell)) if cell else None


def weekday(offset: int, today: date) -> date:
    """A day counted from today, moved to the nearest day that people work; today itself stays today."""
    found = today + timedelta(days=offset)
    if offset == 0 or found.weekday() < 5:
        return found
    return found + timedelta(days=7 - found.weekday()) if offset > 0 else found - timedelta(days=found.weekday() - 4)
