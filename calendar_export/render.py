"""Writes a whole calendar, deterministic to the byte."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import icalendar
from icalendar import vDuration

from calendar_export.components import event, task, with_alarm
from calendar_export.model import Calendar, Entry, Kind, Labels
from calendar_export.text import one_line, text_value
from calendar_export.times import COPENHAGEN, VTIMEZONE, checked_moment, instant, written_span

RENDERER_VERSION: Final = "1"
"""Part of every feed's ETag: raise it whenever equal entries give other bytes than before."""

SIZE_LIMIT: Final = 500_000
"""Octets of a feed; half of what Google has been seen to accept."""

COUNT_LIMIT: Final = 1_000
"""Entries of a feed; Google has been seen to stop near 1,100."""

_PRODID: Final = "-//Jobloeft//Kalender//DA"
_END: Final = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A feed within its limits, and how many entries had to be left out."""

    body: bytes
    left_out: int


def render(calendar: Calendar, *, now: datetime) -> bytes:
    """Return a feed as UTF-8 text/calendar, entries by start and then by uid.

    ``now`` stands as DTSTAMP of entries that know no last change, and nowhere else: entries that
    know it give equal bytes whenever they are rendered. An empty calendar is a valid feed.
    Raises ValueError when ``now`` has no time zone.
    """
    ordered = sorted(calendar.entries, key=_by_start)
    return _assembled(calendar, (_block(entry, calendar, now) for entry in ordered))


def render_fitting(calendar: Calendar, *, now: datetime, size: int = SIZE_LIMIT, count: int = COUNT_LIMIT) -> Fitted:
    """Return a feed of at most ``size`` octets and ``count`` entries.

    What is left out first is the oldest of the past, then what lies furthest ahead. Raises
    ValueError when not even an empty calendar fits.
    """
    room = size - len(_assembled(calendar, ()))
    if room < 0:
        raise ValueError(f"an empty calendar is longer than {size} octets")
    kept: list[tuple[Entry, bytes]] = []
    for entry in sorted(calendar.entries, key=lambda entry: _by_need(entry, now))[:count]:
        block = _block(entry, calendar, now)
        room -= len(block)
        if room < 0:
            break
        kept.append((entry, block))
    kept.sort(key=lambda pair: _by_start(pair[0]))
    body = _assembled(calendar, (block for _, block in kept))
    return Fitted(body, len(calendar.entries) - len(kept))


def render_entry(entry: Entry, *, now: datetime, labels: Labels | None = None) -> bytes:
    """Return one event as a file to download.

    It carries no calendar name: a client that sees one opens a new calendar for it instead of
    putting the event into the person's own. Raises ValueError when ``now`` has no time zone.
    """
    component = event(entry, stamp=stamp_of(entry, now), labels=labels or Labels())
    return assemble(opened(), [component.to_ical()])


def stamp_of(entry: Entry, now: datetime) -> datetime:
    """Return the last change that is known of an entry, else ``now``."""
    return entry.modified or entry.created or checked_moment(now, "now")


def opened() -> icalendar.Calendar:
    """Return a calendar with what every stream of ours begins with."""
    head = icalendar.Calendar()
    head.add("prodid", _PRODID)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    return head


def assemble(head: icalendar.Calendar, blocks: Iterable[bytes]) -> bytes:
    """Return head, time zone and the components' bytes as one stream.

    The time zone is always there: a calendar must hold at least one component.
    """
    return b"".join((head.to_ical().removesuffix(_END), VTIMEZONE, *blocks, _END))


def _assembled(calendar: Calendar, blocks: Iterable[bytes]) -> bytes:
    head = opened()
    name = text_value(one_line(calendar.name))
    head.add("name", name)
    head.add("x-wr-calname", name)
    head.add("x-wr-timezone", text_value(COPENHAGEN.key))
    if description := text_value(calendar.description):
        head.add("description", description)
        head.add("x-wr-caldesc", description)
    if calendar.color:
        head.add("color", calendar.color)
    refresh = vDuration(calendar.refresh)
    head.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", vDuration(calendar.refresh))
    return assemble(head, blocks)


def _block(entry: Entry, calendar: Calendar, now: datetime) -> bytes:
    make = event if calendar.kind is Kind.EVENTS else task
    component = make(entry, stamp=stamp_of(entry, now), labels=calendar.labels)
    return bytes(with_alarm(component, entry, calendar.kind, calendar.alarms).to_ical())


def _by_start(entry: Entry) -> tuple[datetime, str]:
    return instant(entry.start), entry.uid


def _by_need(entry: Entry, now: datetime) -> tuple[bool, float, str]:
    if entry.repeat:
        return False, 0.0, entry.uid
    ahead = (instant(written_span(entry.start, entry.end)[1]) - checked_moment(now, "now")).total_seconds()
    return ahead < 0, abs(ahead), entry.uid
