"""The days that My day looks at."""

from __future__ import annotations

from datetime import date

import pytest

from app.home.rules import Horizon, is_late


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_the_month_ends_on_its_last_day(today: date, end: date) -> None:
    assert Horizon(today).month_end == end


@pytest.mark.parametrize(
    ("today", "whole_week", "late"),
    [
        (date(2026, 11, 23), False, False),
        (date(2026, 11, 24), False, True),
        (date(2026, 11, 29), True, False),
        (date(2026, 11, 30), True, True),
    ],
)
def test_a_contact_of_a_week_is_late_when_the_week_is_over(today: date, whole_week: bool, late: bool) -> None:
    assert is_late(date(2026, 11, 23), whole_week=whole_week, today=today) is late
