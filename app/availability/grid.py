"""The week as 7 weekdays × 4 parts of the day, kept as a list of [weekday, part]."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

WEEKDAYS = tuple(range(7))
WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})

Cells = list[list[int]]


class PartOfDay(enum.IntEnum):
    """The four parts of a day; the hours that they span stand in `PART_HOURS`."""

    EARLY = 0
    DAY = 1
    EVENING = 2
    NIGHT = 3


# From and to, in whole hours; the night ends on the next morning.
PART_HOURS: dict[PartOfDay, tuple[int, int]] = {
    PartOfDay.EARLY: (5, 8),
    PartOfDay.DAY: (8, 16),
    PartOfDay.EVENING: (16, 22),
    PartOfDay.NIGHT: (22, 5),
}


def normal(cells: Iterable[Sequence[int]] | None) -> Cells | None:
    """The same cells in order and without doubles, so that equal weeks are equal lists; None (unknown) stays None.

    Raises:
        ValueError: a weekday outside 0–6 or a part outside 0–3.
    """
    if cells is None:
        return None
    pairs = sorted({(int(weekday), int(part)) for weekday, part in cells})
    if any(weekday not in WEEKDAYS or part not in tuple(PartOfDay) for weekday, part in pairs):
        raise ValueError("a cell outside the week")
    return [[weekday, part] for weekday, part in pairs]


def parts_by_day(cells: Iterable[Sequence[int]]) -> dict[int, tuple[PartOfDay, ...]]:
    """The parts of each weekday that has any, in the order of the day."""
    found: dict[int, list[PartOfDay]] = {}
    for weekday, part in normal(cells) or []:
        found.setdefault(weekday, []).append(PartOfDay(part))
    return {weekday: tuple(parts) for weekday, parts in found.items()}


def days_by_parts(cells: Iterable[Sequence[int]]) -> list[tuple[tuple[int, ...], tuple[PartOfDay, ...]]]:
    """Days that have the same parts, together: [((0, 1, 2, 3, 4), (DAY,)), ((5, 6), (EVENING,))]."""
    alike: dict[tuple[PartOfDay, ...], list[int]] = {}
    for weekday, parts in parts_by_day(cells).items():
        alike.setdefault(parts, []).append(weekday)
    return [(tuple(days), parts) for parts, days in alike.items()]
