"""Points, bands and arcs of a circle as SVG path data. Degrees run clockwise from the top; the centre is 0,0."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from math import cos, radians, sin


@dataclass(frozen=True)
class Point:
    """A place in the picture."""

    x: float
    y: float


def point(degrees: float, radius: float) -> Point:
    """Where an angle meets a circle."""
    x, y = round(radius * sin(radians(degrees)), 2), round(-radius * cos(radians(degrees)), 2)
    return Point(x + 0.0, y + 0.0)  # so that no minus nought is written


def band(start: float, end: float, inner: float, outer: float) -> str:
    """A piece of a ring between two angles (less than a whole turn) and two radii."""
    a, b = point(start, outer), point(end, outer)
    c, d = point(end, inner), point(start, inner)
    large = int(end - start > 180)
    return f"M{a.x} {a.y}A{outer} {outer} 0 {large} 1 {b.x} {b.y}L{c.x} {c.y}A{inner} {inner} 0 {large} 0 {d.x} {d.y}Z"


def writing_line(start: float, end: float, inner: float, outer: float, size: float) -> str:
    """The arc on which letters of that size stand in the middle of a band, the right way up also at the bottom."""
    upside_down = 90 < (start + end) / 2 % 360 < 270
    middle, half = (inner + outer) / 2, size * 0.36
    radius = round(middle + half if upside_down else middle - half, 2)
    first, last = (end, start) if upside_down else (start, end)
    a, b = point(first, radius), point(last, radius)
    return f"M{a.x} {a.y}A{radius} {radius} 0 {int(end - start > 180)} {int(not upside_down)} {b.x} {b.y}"


def angle_of(day: date) -> float:
    """Where a day begins on its year's wheel: 1 January is at the top."""
    days = 366 if calendar.isleap(day.year) else 365
    return (day.timetuple().tm_yday - 1) * 360 / days


def angle_after(day: date) -> float:
    """Where a day ends on its year's wheel."""
    days = 366 if calendar.isleap(day.year) else 365
    return day.timetuple().tm_yday * 360 / days
