"""Which entries a feed holds on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from calendar_export import Frequency, Repeat, Status, Window, in_window, visible
from tests.calendar_export.reading import local, make_entry

TODAY = date(2026, 8, 31)
FIRST = date(2026, 3, 4)  # 180 days before
LAST = date(2028, 2, 29)  # the last day of the 18th month after: there is no 31 February


def test_the_days_at_both_ends():
    assert (TODAY - FIRST, LAST + timedelta(days=1)) == (timedelta(days=180), date(2028, 3, 1))


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        (FIRST, None, True),
        (FIRST - timedelta(days=1), None, False),
        (FIRST - timedelta(days=1), FIRST, False),
        (FIRST - timedelta(days=1), FIRST + timedelta(days=1), True),
        (LAST, None, True),
        (LAST + timedelta(days=1), None, False),
        (local(2026, 3, 3, 23), local(2026, 3, 4, 1), True),
        (local(2026, 3, 3, 22), local(2026, 3, 3, 23), False),
        # Already the next day in Copenhagen.
        (datetime(2026, 3, 3, 23, 30, tzinfo=UTC), None, True),
        (datetime(2028, 2, 29, 23, 30, tzinfo=UTC), None, False),
    ],
)
def test_the_window(start, end, held):
    assert in_window(make_entry(start=start, end=end), TODAY) is held


@pytest.mark.parametrize(
    ("status", "modified", "held"),
    [
        (Status.CANCELLED, local(2026, 8, 3, 0, 0), True),
        (Status.CANCELLED, local(2026, 8, 2, 23, 59), False),
        (Status.CANCELLED, None, True),
        (Status.CONFIRMED, local(2026, 8, 2, 23, 59), True),
    ],
)
def test_a_cancellation_is_shown_for_four_weeks(status, modified, held):
    entry = make_entry(start=date(2026, 12, 1), end=None, status=status, modified=modified)
    assert in_window(entry, TODAY) is held


@pytest.mark.parametrize(
    ("repeat", "held"),
    [
        (Repeat(Frequency.WEEKLY), True),
        (Repeat(Frequency.WEEKLY, until=FIRST), True),
        (Repeat(Frequency.WEEKLY, until=FIRST - timedelta(days=1)), False),
        (Repeat(Frequency.DAILY, count=63), True),
        (Repeat(Frequency.DAILY, count=62), False),
        (Repeat(Frequency.DAILY, interval=31, count=3), True),
        (Repeat(Frequency.YEARLY, count=2), True),
        (Repeat(Frequency.MONTHLY, count=3), True),
    ],
)
def test_a_series_is_held_while_it_may_run(repeat, held):
    entry = make_entry(start=date(2026, 1, 1), end=None, repeat=repeat)
    assert in_window(entry, TODAY) is held


def test_a_series_that_begins_too_late_is_not_held():
    entry = make_entry(start=LAST + timedelta(days=1), end=None, repeat=Repeat(Frequency.WEEKLY))
    assert not in_window(entry, TODAY)


def test_a_feed_can_choose_its_window():
    days = [make_entry(uid=str(day), start=date(2026, 8, day), end=None) for day in (28, 29, 30, 31)]
    held = visible(days, TODAY, Window(days_back=1, months_ahead=0))
    assert [entry.uid for entry in held] == ["30", "31"]
