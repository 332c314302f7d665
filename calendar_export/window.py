"""Which entries a feed holds on a given day."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from calendar_export.model import Entry, Frequency, Repeat
from calendar_export.times import ONE_DAY, local_day, written_span

_LONGEST_STEP = {
    Frequency.DAILY: timedelta(days=1),
    Frequency.WEEKLY: timedelta(weeks=1),
    Frequency.MONTHLY: timedelta(days=62),
    Frequency.YEARLY: timedelta(days=366),
}


@dataclass(frozen=True, slots=True)
class Window:
    """How far a feed reaches: days back, months ahead, and how long a cancellation is shown."""

    days_back: int = 180
    months_ahead: int = 18
    cancelled_for: timedelta = timedelta(weeks=4)


STANDARD: Final = Window()


def visible(entries: Iterable[Entry], today: date, window: Window = STANDARD) -> list[Entry]:
    """Return the entries that a feed holds today (a day in Copenhagen), in the order given."""
    return [entry for entry in entries if in_window(entry, today, window)]


def in_window(entry: Entry, today: date, window: Window = STANDARD) -> bool:
    """Return whether a feed holds the entry today (a day in Copenhagen).

    A cancelled entry stays for ``cancelled_for`` after its last change, so that every client has
    seen the cancellation, and is dropped then; when no change is known, as long as any other.
    """
    if _cancelled_long_ago(entry, today, window):
        return False
    first, last = _days(entry)
    if first > _months_after(today, window.months_ahead):
        return False
    return last is None or last >= today - timedelta(days=window.days_back)


def _cancelled_long_ago(entry: Entry, today: date, window: Window) -> bool:
    if not entry.cancelled or entry.modified is None:
        return False
    return local_day(entry.modified) + window.cancelled_for < today


def _days(entry: Entry) -> tuple[date, date | None]:
    """Return the first day, and the last or None for a series that may have no end."""
    span = written_span(entry.start, entry.end)
    first, last = local_day(span[0]), local_day(span[1])
    if entry.all_day:
        last -= ONE_DAY
    if entry.repeat is None:
        return first, last
    return first, _last_of_series(entry.repeat, first, last)


def _last_of_series(repeat: Repeat, first: date, last: date) -> date | None:
    """Return a day on or after the last of the series, None when it has no end."""
    if repeat.until is not None:
        return repeat.until + (last - first)
    if repeat.count is None:
        return None
    return last + _LONGEST_STEP[repeat.frequency] * repeat.interval * (repeat.count - 1)


def _months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
