"""Where things stand on the wheel."""

from __future__ import annotations

from datetime import date
from math import hypot

import pytest

from app.wheel.drawing import MARKS_INNER, MARKS_OUTER, draw
from app.wheel.geometry import angle_after, angle_of, band, point
from app.wheel.rules import Look
from app.wheel.seasons import SEASONS, to_ask_for
from tests.wheel.factories import contact_in_memory

TODAY = date(2026, 11, 24)


def wheel_of(*contacts, year: int = 2026, full=frozenset()):
    return draw(year, contacts, today=TODAY, full=full, seasons=SEASONS)


def test_the_year_begins_at_the_top_and_runs_clockwise() -> None:
    assert (point(0, 100), point(90, 100)) == (point(360, 100), point(450, 100))
    assert (point(0, 100).y, point(90, 100).x, point(180, 100).y) == (-100, 100, 100)
    assert angle_of(date(2026, 1, 1)) == 0
    assert angle_after(date(2026, 12, 31)) == angle_after(date(2028, 12, 31)) == 360


def test_a_band_goes_out_along_the_rim_and_back_along_the_inside() -> None:
    assert band(0, 90, 50, 100) == "M0.0 -100.0A100 100 0 0 1 100.0 0.0L50.0 0.0A50 50 0 0 0 0.0 -50.0Z"


def test_a_mark_stands_at_the_middle_of_its_week() -> None:
    mark = wheel_of(contact_in_memory(on_date=date(2026, 6, 29))).marks[0]
    angle = angle_of(date(2026, 7, 2))
    assert mark.at == point(angle, hypot(mark.at.x, mark.at.y))
    assert mark.look == Look.OVERDUE


def test_marks_of_one_week_never_touch_each_other_or_the_next_week() -> None:
    contacts = [contact_in_memory(id=n, on_date=date(2026, 3, 2 + 7 * (n % 2))) for n in range(14)]
    marks = wheel_of(*contacts).marks
    assert len(marks) == 14
    places = [(mark.at, mark.scale * 10) for mark in marks]
    for number, (at, size) in enumerate(places):
        assert hypot(at.x, at.y) - size >= MARKS_INNER - 0.05
        assert hypot(at.x, at.y) + size <= MARKS_OUTER + 0.05
        for other, other_size in places[number + 1 :]:
            assert hypot(at.x - other.x, at.y - other.y) >= size + other_size


def test_what_has_no_room_is_counted_and_nothing_is_lost() -> None:
    contacts = [contact_in_memory(id=n, on_date=date(2026, 3, 2)) for n in range(40)]
    wheel = wheel_of(*contacts)
    assert len(wheel.marks) + sum(more.count for more in wheel.more) == wheel.contacts == 40
    assert [more.month for more in wheel.more] == [3]


@pytest.mark.parametrize(("year", "weeks"), [(2026, 53), (2027, 52)])
def test_every_week_has_its_tick(year: int, weeks: int) -> None:
    assert [tick.week for tick in wheel_of(year=year).ticks] == list(range(1, weeks + 1))


def test_months_count_their_contacts_and_know_when_they_are_full() -> None:
    # Week 1 of 2026 begins in December 2025; its Thursday is 1 January.
    wheel = wheel_of(
        contact_in_memory(on_date=date(2025, 12, 29)),
        contact_in_memory(on_date=date(2026, 12, 31), whole_week=False),
        full={12},
    )
    assert [(m.number, m.count, m.overloaded) for m in wheel.months if m.count] == [(1, 1, False), (12, 1, True)]


def test_only_this_years_wheel_has_todays_hand() -> None:
    assert wheel_of(year=2027).hand is None
    inner, outer = wheel_of().hand
    assert outer == point(angle_of(TODAY), 270)
    assert hypot(inner.x, inner.y) < hypot(outer.x, outer.y)


def test_hiring_rounds_that_overlap_stand_on_lanes_of_their_own() -> None:
    pieces = wheel_of().seasons
    assert len(pieces) == sum(len(season.ask) + bool(season.weeks) for season in SEASONS)
    starts = [piece.shape.split("A")[0] for piece in pieces]
    assert len(set(starts)) == len(starts)


@pytest.mark.parametrize(
    ("month", "keys"),
    [
        (2, ["tourism", "summer", "training", "green", "painting"]),
        (7, []),
        (9, ["training", "snow", "christmas"]),
    ],
)
def test_what_to_ask_for_in_a_month(month: int, keys: list[str]) -> None:
    assert [season.key for season in to_ask_for(date(2026, month, 15))] == keys
