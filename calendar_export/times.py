"""Which form a time is written in, and the time zone that goes with it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
ONE_DAY: Final = timedelta(days=1)
# A moment without length is skipped by calcurse and made an hour by khal.
DEFAULT_LENGTH: Final = timedelta(minutes=30)

# Two rules instead of lists of dates: with the lists that calendar libraries generate, Thunderbird's
# reader and others put every summer event an hour late.
VTIMEZONE: Final = b"\r\n".join(
    (
        b"BEGIN:VTIMEZONE",
        b"TZID:Europe/Copenhagen",
        b"BEGIN:DAYLIGHT",
        b"DTSTART:19810329T020000",
        b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        b"TZNAME:CEST",
        b"TZOFFSETFROM:+0100",
        b"TZOFFSETTO:+0200",
        b"END:DAYLIGHT",
        b"BEGIN:STANDARD",
        b"DTSTART:19961027T030000",
        b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        b"TZNAME:CET",
        b"TZOFFSETFROM:+0200",
        b"TZOFFSETTO:+0100",
        b"END:STANDARD",
        b"END:VTIMEZONE",
        b"",
    )
)
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2099
# Before this moment summer time ended in September, which the two rules do not say.
_RULES_HOLD_SINCE: Final = datetime(1996, 10, 27, 1, tzinfo=UTC)


def is_timed(value: date) -> bool:
    """Return whether the value is a moment and not a whole day."""
    return isinstance(value, datetime)


def checked_moment(value: datetime, what: str) -> datetime:
    """Return the moment, or raise ValueError when it names no time zone."""
    if value.utcoffset() is None:
        raise ValueError(f"{what} {value.isoformat()} has no time zone")
    return value


def checked_time(value: date, what: str) -> date:
    """Return a day or moment, or raise ValueError for one that readers do not understand."""
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError(f"{what} {value} lies outside {_FIRST_YEAR} to {_LAST_YEAR}")
    return checked_moment(value, what) if isinstance(value, datetime) else value


def as_utc(moment: datetime) -> datetime:
    """Return the moment in UTC, in whole seconds as iCalendar writes them."""
    return moment.astimezone(UTC).replace(microsecond=0)


def instant(value: date) -> datetime:
    """Return the moment in UTC; a day counts from midnight in Copenhagen."""
    if isinstance(value, datetime):
        return as_utc(value)
    return as_utc(datetime.combine(value, time(), COPENHAGEN))


def local_day(value: date) -> date:
    """Return the day in Copenhagen."""
    return value.astimezone(COPENHAGEN).date() if isinstance(value, datetime) else value


def has_local_form(moment: datetime) -> bool:
    """Return whether the clock of Copenhagen names this moment and no other.

    In the hour that comes twice in October some readers take a local time for the first of the
    two, as RFC 5545 has it, and Thunderbird, libical and Nextcloud for the second.
    """
    local = moment.astimezone(COPENHAGEN)
    once = local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()
    return once and moment >= _RULES_HOLD_SINCE


def written_moments(*moments: datetime) -> tuple[datetime, ...]:
    """Return the moments on Copenhagen's clock, or all in UTC when one has no such form."""
    zone = COPENHAGEN if all(map(has_local_form, moments)) else UTC
    return tuple(as_utc(moment).astimezone(zone) for moment in moments)


def written_span(start: date, end: date | None) -> tuple[date, date]:
    """Return start and exclusive end as they are written, the end always after the start.

    Without an end, or with one equal to the start, a day is one whole day and a moment takes
    ``DEFAULT_LENGTH``.
    """
    if not isinstance(start, datetime):
        return start, max(end or start, start + ONE_DAY)
    begun = as_utc(start)
    ended = as_utc(end) if isinstance(end, datetime) else begun
    first, last = written_moments(begun, ended if ended > begun else begun + DEFAULT_LENGTH)
    return first, last


def end_of_day(day: date) -> datetime:
    """Return the last second of a day in Copenhagen, in UTC."""
    return as_utc(datetime.combine(day, time(23, 59, 59), COPENHAGEN))
