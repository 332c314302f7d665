"""What can be put into a calendar, checked when it is made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from calendar_export.colours import COLOURS
from calendar_export.text import checked_uid, checked_url, one_line
from calendar_export.times import checked_time, has_local_form, instant, is_timed, local_day

_LARGEST_SEQUENCE = 2**31 - 1
_SHORTEST_REFRESH = timedelta(minutes=1)


class Status(Enum):
    """How certain an entry is; the values are iCalendar's words."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Kind(Enum):
    """What the entries of a calendar become; Google and iOS show no tasks, so never mix them."""

    EVENTS = "VEVENT"
    TASKS = "VTODO"


class Frequency(Enum):
    """The step of a series; the values are iCalendar's words."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A pure series: every occurrence is like the first, none has a state of its own.

    ``until`` is the last day on which an occurrence may start. Without ``count`` and ``until``
    the series has no end.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a step or a count below one, and for two ends."""
        if self.interval < 1 or (self.count is not None and self.count < 1):
            raise ValueError("interval and count of a series are at least 1")
        if self.count is not None and self.until is not None:
            raise ValueError("a series ends by count or by until, not by both")
        if self.until is not None and is_timed(self.until):
            raise ValueError("until of a series is a date")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event or task.

    uid         stable for ever, one per occurrence, never reused
    start       a moment with time zone, or a date for an all-day entry; for a task when it is due
    end         exclusive, of the same type as start: an all-day entry of Monday to Friday ends on
                Saturday. None, or equal to start, is one day, or half an hour from the start on
    summary     the title; a cancelled entry gets the calendar's label in front of it
    url         where the entry can be read, http or https
    sequence    the stored revision, raised when time, place or title change or it is cancelled
    modified    the last change; becomes DTSTAMP and LAST-MODIFIED. Without it created, then the
                moment of rendering, stands as DTSTAMP, and the bytes are only as stable as that
    transparent leaves the time free in the person's calendar, as deadlines do
    completed   when a task was done; only for tasks
    repeat      only for pure series of events

    Texts may hold anything: line breaks stay within their value (spaces in titles and categories),
    control characters are removed, what is blank is not written. Raises ValueError for an empty or
    unclear uid, a moment without time zone, a year outside 1970 to 2099, an end before the start,
    a negative sequence, and an address that is no http(s) one.
    """

    uid: str
    start: date | datetime
    end: date | datetime | None = None
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str | None = None
    categories: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    sequence: int = 0
    modified: datetime | None = None
    created: datetime | None = None
    transparent: bool = False
    completed: datetime | None = None
    repeat: Repeat | None = None

    def __post_init__(self) -> None:
        """Raise ValueError, naming the uid, for what cannot be written."""
        checked_uid(self.uid)
        try:
            self._check_times()
            if self.repeat is not None:
                self._check_series(self.repeat)
            if self.url is not None:
                checked_url(self.url)
        except ValueError as error:
            raise ValueError(f"entry {self.uid!r}: {error}") from error
        if not 0 <= self.sequence <= _LARGEST_SEQUENCE:
            raise ValueError(f"entry {self.uid!r}: sequence {self.sequence} is out of range")

    def _check_times(self) -> None:
        for name in ("start", "end", "modified", "created", "completed"):
            value = getattr(self, name)
            if value is not None:
                checked_time(value, name)
        if self.end is not None:
            if is_timed(self.end) != is_timed(self.start):
                raise ValueError("start and end are not both dates or both moments")
            if instant(self.end) < instant(self.start):
                raise ValueError(f"end {self.end} is before start {self.start}")

    def _check_series(self, repeat: Repeat) -> None:
        if repeat.until is not None and repeat.until < local_day(self.start):
            raise ValueError(f"the series ends on {repeat.until}, before its start {self.start}")
        if not all(has_local_form(instant(value)) for value in (self.start, self.end or self.start)):
            raise ValueError(f"a series cannot start at {self.start}: no local time names it alone")

    @property
    def all_day(self) -> bool:
        """Whether the entry takes whole days."""
        return not is_timed(self.start)

    @property
    def cancelled(self) -> bool:
        """Whether the entry is cancelled."""
        return self.status is Status.CANCELLED


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that the renderer adds itself, in the reader's language."""

    cancelled: str = "AFLYST: "
    untitled: str = "(uden titel)"


@dataclass(frozen=True, slots=True)
class Alarms:
    """How long before an entry its reader is alerted; None is never.

    ``all_day`` counts from the midnight on which the entry begins: 15 hours is nine in the
    morning of the day before, minus 8 hours is eight on the day itself.
    """

    timed: timedelta | None = None
    all_day: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A named calendar of events, or of tasks.

    color is one of the CSS3 colour names (RFC 7986); refresh is how often a client is asked to
    fetch, at least a minute. Raises ValueError for two entries with one uid, a task in a calendar
    of events or an event in one of tasks, a blank name, and an unknown colour.
    """

    name: str
    entries: Sequence[Entry]
    description: str = ""
    color: str | None = None
    refresh: timedelta = timedelta(hours=1)
    kind: Kind = Kind.EVENTS
    alarms: Alarms = Alarms()
    labels: Labels = Labels()

    def __post_init__(self) -> None:
        """Take a copy of the entries, then raise ValueError for what cannot be written."""
        object.__setattr__(self, "entries", tuple(self.entries))
        if not one_line(self.name):
            raise ValueError("a calendar needs a name")
        if self.color is not None and self.color not in COLOURS:
            raise ValueError(f"color {self.color!r} is no CSS3 colour name")
        if self.refresh < _SHORTEST_REFRESH:
            raise ValueError(f"refresh {self.refresh} is under a minute")
        _check_unique(self.entries)
        _check_kind(self.entries, self.kind)


def _check_unique(entries: Sequence[Entry]) -> None:
    counts = Counter(entry.uid for entry in entries)
    twice = sorted(uid for uid, count in counts.items() if count > 1)
    if twice:
        raise ValueError(f"uid used more than once: {', '.join(twice[:5])}")


def _check_kind(entries: Sequence[Entry], kind: Kind) -> None:
    for entry in entries:
        if kind is Kind.EVENTS and entry.completed is not None:
            raise ValueError(f"entry {entry.uid!r}: only a task can be completed")
        if kind is Kind.TASKS and (entry.repeat or entry.end is not None):
            raise ValueError(f"entry {entry.uid!r}: a task has one due time, no end, no series")
