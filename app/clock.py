"""The only place that reads the clock: instants in UTC, days as people in Denmark count them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Copenhagen")

_frozen: datetime | None = None


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return _frozen or datetime.now(UTC)


def today() -> date:
    """The present day in Europe/Copenhagen."""
    return local_day(now())


def local_day(instant: datetime) -> date:
    """The day in Europe/Copenhagen on which an instant falls."""
    return to_local(instant).date()


def to_local(instant: datetime) -> datetime:
    """The same instant as people see it on the wall in Denmark."""
    return instant.astimezone(LOCAL_ZONE)


def to_utc(local: datetime) -> datetime:
    """An instant from a wall-clock time in Denmark (the earlier one in the hour that autumn repeats)."""
    return local.replace(tzinfo=LOCAL_ZONE).astimezone(UTC)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock still; demonstrations and tests need the same day twice."""
    global _frozen
    before, _frozen = _frozen, instant.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before
