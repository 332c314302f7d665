"""Weeks, years, overload: the pure rules of the wheel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.accounts.models import User
from app.visits.models import Visit, VisitState
from app.wheel import rules
from app.wheel.models import PlannedState
from app.wheel.rules import Load, Look
from tests.wheel.factories import WEEK_50, contact_in_memory

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("year", "weeks"), [(2025, 52), (2026, 53), (2027, 52), (2032, 53)])
def test_some_years_have_53_weeks(year: int, weeks: int) -> None:
    assert rules.weeks_in(year) == weeks


@pytest.mark.parametrize(
    ("on", "whole_week", "state", "look"),
    [
        (date(2026, 11, 23), True, PlannedState.PLANNED, Look.PLANNED),
        (date(2026, 11, 16), True, PlannedState.PLANNED, Look.OVERDUE),
        (date(2026, 11, 24), False, PlannedState.PLANNED, Look.PLANNED),
        (date(2026, 11, 23), False, PlannedState.PLANNED, Look.OVERDUE),
        (date(2026, 11, 16), True, PlannedState.HELD, Look.HELD),
        (date(2026, 11, 16), True, PlannedState.SKIPPED, Look.SKIPPED),
    ],
)
def test_a_contact_is_overdue_only_when_its_day_or_its_whole_week_is_gone(on, whole_week, state, look) -> None:
    contact = contact_in_memory(on_date=on, whole_week=whole_week, state=state)
    assert rules.look_of(contact, TODAY) == look


@pytest.mark.parametrize(
    ("on", "whole_week", "year", "expected"),
    [
        (date(2026, 12, 7), True, 2026, date(2027, 12, 13)),  # week 50 -> week 50
        (date(2026, 12, 28), True, 2026, date(2027, 12, 27)),  # week 53 -> 52, which is the last of 2027
        (date(2027, 1, 1), False, 2027, date(2028, 1, 3)),  # a Friday that ISO counts to 2026's week 53 stays first
        (date(2025, 12, 31), False, 2025, date(2026, 12, 28)),  # a day in week 1 of 2026 stays last
        (date(2027, 3, 10), False, 2027, date(2028, 3, 6)),
    ],
)
def test_rolling_over_keeps_the_week_and_always_lands_on_the_next_wheel(on, whole_week, year, expected) -> None:
    contact = contact_in_memory(on_date=on, whole_week=whole_week)
    monday = rules.week_next_year(contact, year)
    assert monday == expected
    assert (monday.weekday(), (monday + rules.MIDDLE).year) == (0, year + 1)


def test_every_week_of_thirty_years_rolls_onto_the_next_wheel() -> None:
    day, wrong = date(2020, 1, 6), []
    while day.year < 2050:
        contact = contact_in_memory(on_date=day)
        year = rules.middle_day(contact).year
        if (rules.week_next_year(contact, year) + rules.MIDDLE).year != year + 1:
            wrong.append(day)
        day += timedelta(days=7)
    assert wrong == []


def test_a_month_is_overloaded_by_one_person_not_by_many_and_skipped_ones_do_not_count() -> None:
    bo, line = User(id=1, name="Bo"), User(id=2, name="Line")
    most = [contact_in_memory(responsible=bo, responsible_id=1) for _ in range(rules.MOST_A_MONTH)]
    others = [contact_in_memory(responsible=line, responsible_id=2) for _ in range(3)]
    skipped = contact_in_memory(responsible=bo, responsible_id=1, state=PlannedState.SKIPPED)
    assert rules.overloads([*most, *others, skipped]) == {}
    one_more = contact_in_memory(responsible=bo, responsible_id=1)
    assert rules.overloads([*most, *others, one_more]) == {12: [Load("Bo", rules.MOST_A_MONTH + 1)]}


@pytest.mark.parametrize(
    ("days", "state", "possible"),
    [
        (-45, VisitState.HELD, True),
        (-46, VisitState.HELD, False),
        (0, VisitState.PLANNED, True),
        (0, VisitState.CANCELLED, False),
        (51, VisitState.HELD, True),
        (52, VisitState.HELD, False),
    ],
)
def test_a_visit_near_the_planned_week_can_be_what_it_became(days: int, state: VisitState, possible: bool) -> None:
    starts = datetime(2026, 12, 7, 9, tzinfo=UTC) + timedelta(days=days)
    visit = Visit(starts_at=starts, state=state)
    contact = contact_in_memory(on_date=WEEK_50)
    assert rules.can_be_the_one(contact, visit, date(2027, 6, 1)) is possible


def test_a_visit_that_is_still_to_come_is_not_what_it_became() -> None:
    visit = Visit(starts_at=datetime(2026, 12, 8, 9, tzinfo=UTC), state=VisitState.PLANNED)
    assert not rules.can_be_the_one(contact_in_memory(on_date=WEEK_50), visit, date(2026, 12, 7))
