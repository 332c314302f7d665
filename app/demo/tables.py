"""Reads the demonstration's tables: one line a record, in a form that a person can read and correct.

Lists in a cell are separated by `|`; `6-8>15/12` is six to eight hours growing to fifteen in twelve weeks;
`hv-dag lø-dag` is weekdays and Saturday by day; days are counted from today, except where the year decides: `1/4`
is the first of April, `u5` week 5.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import holidays

from app import clock

DATA = Path(__file__).parent / "data"
DAYS = {"ma": [0], "ti": [1], "on": [2], "to": [3], "fr": [4], "lø": [5], "sø": [6]}
DAYS |= {"hv": list(range(5)), "we": [5, 6], "alle": list(range(7))}
PARTS = {"tidlig": 0, "dag": 1, "aften": 2, "nat": 3}
FREE_DAYS = holidays.country_holidays("DK")
# How far into the next year the wheel is planned already.
LOOK_AHEAD = timedelta(weeks=30)

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
    """A day counted from today, moved to the nearest day that people work: on from today, back into the past."""
    found, step = today + timedelta(days=offset), timedelta(days=1 if offset >= 0 else -1)
    while found.weekday() >= 5 or found in FREE_DAYS:
        found += step
    return found


def work_time(offset: int, hour: int, now: datetime) -> datetime:
    """An instant in the working hours of a day counted from today."""
    return clock.to_utc(datetime.combine(weekday(offset, clock.local_day(now)), time(hour, 10)))


def season(start: str, end: str, today: date) -> tuple[date, date]:
    """`1/4` and `30/9` as the season that is on, or the next one when it ends in less than three weeks."""
    ends = _coming(end, today + timedelta(days=21))
    return _coming(start, ends - timedelta(days=366)), ends


def _coming(cell: str, earliest: date) -> date:
    number, month = (int(part) for part in cell.split("/"))
    found = date(earliest.year, month, number)
    return found if found >= earliest else date(earliest.year + 1, month, number)


def weeks(cell: str, today: date) -> list[date]:
    """Mondays: `+4` is four weeks from this one; `u5` week 5 of this year and, when it is near, of the next."""
    this_week = today - timedelta(days=today.weekday())
    if not cell.startswith("u"):
        return [this_week + timedelta(weeks=int(cell))]
    year = today.isocalendar().year
    both = [date.fromisocalendar(each, int(cell[1:]), 1) for each in (year, year + 1)]
    return [monday for monday in both if monday <= this_week + LOOK_AHEAD or monday.year == year]
