"""Lays a year's contacts, months, weeks and hiring rounds out on a wheel: where everything stands, without words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import pi

from app.wheel import rules
from app.wheel.geometry import Point, angle_after, angle_of, band, point, writing_line
from app.wheel.models import PlannedContact
from app.wheel.seasons import Season

# Radii in units of the picture, which is 800 wide with its centre at 0,0; from the rim inwards.
RIM, SEASONS_INNER = 397.0, 313.0
MONTHS_OUTER, MONTHS_INNER = 309.0, 270.0
TICKS_OUTER, TICKS_INNER, LONG_TICK = 270.0, 264.0, 258.0
WEEK_NUMBERS, MARKS_OUTER, MARKS_INNER, HUB = 248.0, 238.0, 113.0, 84.0
LANE_GAP, SMALLEST_MARK = 1.5, 5.5
# The biggest marks with which the fullest week has room are used.
MARK_SIZES = (11.0, 9.0, 7.5, 6.0)
WEEK_NUMBER_EVERY, MOST_WEEKS = 4, 54
MONTH_LETTERS, SEASON_LETTERS = 18.5, 13.5


@dataclass(frozen=True)
class MonthPiece:
    """A month's sector, its piece of the ring of names, the line its name stands on, and how many contacts it has."""

    number: int
    first_day: date
    sector: str
    ring: str
    line: str
    warning: Point
    count: int
    overloaded: bool


@dataclass(frozen=True)
class Tick:
    """The beginning of a week; every fourth carries its number."""

    week: int
    outer: Point
    inner: Point
    number: Point | None


@dataclass(frozen=True)
class SeasonPiece:
    """One time of asking for a hiring round, on its lane."""

    id: str
    season: Season
    shape: str
    line: str


@dataclass(frozen=True)
class Mark:
    """One contact's place; `scale` is the size of its shape, drawn for a radius of 10."""

    contact: PlannedContact
    look: rules.Look
    at: Point
    scale: float


@dataclass(frozen=True)
class More:
    """Contacts of a week that have no room: how many, and the month where the table has them."""

    at: Point
    count: int
    month: int


@dataclass(frozen=True)
class Wheel:
    """All that is drawn. `hand` is where today's hand ends, when today is in the year."""

    year: int
    months: list[MonthPiece]
    ticks: list[Tick]
    seasons: list[SeasonPiece]
    marks: list[Mark]
    more: list[More]
    hand: tuple[Point, Point] | None

    @property
    def contacts(self) -> int:
        """How many contacts stand on it, also those that have no room of their own."""
        return sum(month.count for month in self.months)


def draw(
    year: int, contacts: Iterable[PlannedContact], *, today: date, full: Collection[int], seasons: Sequence[Season]
) -> Wheel:
    """The wheel of a year with these contacts (all of that year). `full` are the overloaded months."""
    ordered = sorted(contacts, key=lambda contact: (rules.middle_day(contact), contact.id))
    marks, more = _marks(year, ordered, today)
    hand = (point(angle_of(today), HUB), point(angle_of(today), MONTHS_INNER)) if today.year == year else None
    pieces = _month_pieces(year, Counter(rules.middle_day(contact).month for contact in ordered), full)
    return Wheel(year, pieces, list(_ticks(year)), list(_season_pieces(year, seasons)), marks, more, hand)


def _month_pieces(year: int, counts: Counter[int], full: Collection[int]) -> list[MonthPiece]:
    pieces = []
    for number in range(1, 13):
        first = date(year, number, 1)
        start, end = angle_of(first), angle_after(_last_of_month(year, number))
        pieces.append(
            MonthPiece(
                number,
                first,
                band(start, end, HUB, TICKS_OUTER),
                band(start, end, MONTHS_INNER, MONTHS_OUTER),
                writing_line(start, end, MONTHS_INNER, MONTHS_OUTER, MONTH_LETTERS),
                point((start + end) / 2, HUB + 15),
                counts[number],
                number in full,
            )
        )
    return pieces


def _ticks(year: int) -> Iterator[Tick]:
    for week in range(1, rules.weeks_in(year) + 1):
        monday = rules.monday_of(year, week)
        angle = angle_of(monday) if monday.year == year else angle_of(date(year, 1, 1))
        numbered = week % WEEK_NUMBER_EVERY == 0
        middle = angle_of(monday + rules.MIDDLE)
        yield Tick(
            week,
            point(angle, TICKS_OUTER),
            point(angle, LONG_TICK if numbered else TICKS_INNER),
            point(middle, WEEK_NUMBERS) if numbered else None,
        )


def _season_pieces(year: int, seasons: Sequence[Season]) -> Iterator[SeasonPiece]:
    spans = sorted(((*span, season) for season in seasons for span in _spans(year, season)), key=lambda s: s[:2])
    lanes = _lanes([(start, end) for start, end, _ in spans])
    thickness = (RIM - SEASONS_INNER) / (max(lanes, default=0) + 1)
    for number, ((start, end, season), lane) in enumerate(zip(spans, lanes, strict=True)):
        inner = SEASONS_INNER + lane * thickness
        outer = round(inner + thickness - LANE_GAP, 2)
        shape = band(start + 0.4, end - 0.4, inner, outer)
        yield SeasonPiece(f"season-{number}", season, shape, writing_line(start, end, inner, outer, SEASON_LETTERS))


def _spans(year: int, season: Season) -> Iterator[tuple[float, float]]:
    if season.weeks:
        first, last = season.weeks
        yield angle_of(rules.monday_of(year, first)), angle_after(rules.monday_of(year, last) + rules.SUNDAY)
    for first, last in season.ask:
        yield angle_of(date(year, first, 1)), angle_after(_last_of_month(year, last))


def _lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """The innermost lane that is free for each span, in their order."""
    ends: list[float] = []
    chosen = []
    for start, end in spans:
        lane = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        chosen.append(lane)
    return chosen


def _marks(year: int, ordered: Sequence[PlannedContact], today: date) -> tuple[list[Mark], list[More]]:
    """Contacts of one week stand behind each other towards the hub; what has no room there becomes a number."""
    weeks = [(middle, list(group)) for middle, group in groupby(ordered, key=lambda c: _middle_of_week(c, year))]
    places = _places(max((len(week) for _, week in weeks), default=0))
    marks: list[Mark] = []
    more: list[More] = []
    for middle, week in weeks:
        angle = angle_of(middle)
        room = len(places) if len(week) <= len(places) else len(places) - 1
        for contact, (radius, size) in zip(week[:room], places, strict=False):
            marks.append(Mark(contact, rules.look_of(contact, today), point(angle, radius), round(size / 10, 3)))
        if len(week) > room:
            more.append(More(point(angle, places[room][0] - 5), len(week) - room, middle.month))
    return marks, more


def _places(fullest: int) -> list[tuple[float, float]]:
    """Radius and size of the places of one week, from the rim inwards, with the biggest marks that leave room."""
    tried = [_places_of(size) for size in MARK_SIZES]
    return next((places for places in tried if len(places) >= fullest), tried[-1])


def _places_of(biggest: float) -> list[tuple[float, float]]:
    """The same for one size of mark; they shrink as the sector narrows."""
    places: list[tuple[float, float]] = []
    radius = MARKS_OUTER - biggest
    while True:
        size = min(biggest, radius * pi / MOST_WEEKS * 0.92)
        if size < SMALLEST_MARK or radius - size < MARKS_INNER:
            return places
        places.append((round(radius, 2), size))
        radius -= size * 2.12


def _middle_of_week(contact: PlannedContact, year: int) -> date:
    day = contact.on_date
    middle = day - timedelta(days=day.weekday()) + rules.MIDDLE
    return min(max(middle, date(year, 1, 1)), date(year, 12, 31))


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
