"""What cannot be written is refused when it is made, in words that name it."""

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from calendar_export import Calendar, Entry, Frequency, Kind, Repeat, render
from tests.calendar_export.reading import COPENHAGEN, NOW, local, make_entry

NAIVE = local(2026, 3, 10, 9).replace(tzinfo=None)
UID = "entry 'visit-1@jobloft.example': "


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"uid": ""}, "uid is empty"),
        ({"uid": " \n"}, "uid is empty"),
        ({"uid": "a b"}, "uid 'a b' holds a space, a control character or one of , ; \\"),
        ({"uid": "a\r\nEND:VEVENT"}, "uid 'a\\r\\nEND:VEVENT' holds a space, a control character or one of , ; \\"),
        ({"uid": "a;b"}, "uid 'a;b' holds a space, a control character or one of , ; \\"),
        ({"uid": "å" * 128}, "uid '" + "å" * 40 + "'… is longer than 255 octets"),
        ({"start": NAIVE}, UID + "start 2026-03-10T09:00:00 has no time zone"),
        ({"end": NAIVE}, UID + "end 2026-03-10T09:00:00 has no time zone"),
        ({"modified": NAIVE}, UID + "modified 2026-03-10T09:00:00 has no time zone"),
        ({"created": NAIVE}, UID + "created 2026-03-10T09:00:00 has no time zone"),
        ({"completed": NAIVE}, UID + "completed 2026-03-10T09:00:00 has no time zone"),
        (
            {"end": local(2026, 3, 10, 8, 59)},
            UID + "end 2026-03-10 08:59:00+01:00 is before start 2026-03-10 09:00:00+01:00",
        ),
        (
            {"start": date(2026, 3, 10), "end": date(2026, 3, 9)},
            UID + "end 2026-03-09 is before start 2026-03-10",
        ),
        ({"end": date(2026, 3, 11)}, UID + "start and end are not both dates or both moments"),
        ({"start": date(2026, 3, 10)}, UID + "start and end are not both dates or both moments"),
        ({"start": date(202, 3, 10), "end": None}, UID + "start 0202-03-10 lies outside 1970 to 2099"),
        (
            {"end": datetime.max.replace(tzinfo=UTC)},
            UID + f"end {datetime.max.replace(tzinfo=UTC)} lies outside 1970 to 2099",
        ),
        ({"sequence": -1}, UID + "sequence -1 is out of range"),
        ({"sequence": 2**31}, UID + "sequence 2147483648 is out of range"),
        ({"url": "javascript:alert(1)"}, UID + "url 'javascript:alert(1)' is not an http or https address"),
        ({"url": "/visits/1"}, UID + "url '/visits/1' is not an http or https address"),
        ({"url": "https://a.dk/\r\nX:1"}, UID + "url 'https://a.dk/\\r\\nX:1' holds a space or a control character"),
        (
            {"repeat": Repeat(Frequency.DAILY, until=date(2026, 3, 9))},
            UID + "the series ends on 2026-03-09, before its start 2026-03-10 09:00:00+01:00",
        ),
        (
            {"start": local(2026, 10, 25, 1), "end": local(2026, 10, 25, 2), "repeat": Repeat(Frequency.DAILY)},
            UID + "a series cannot start at 2026-10-25 01:00:00+02:00: no local time names it alone",
        ),
        (
            {"start": local(2026, 10, 25, 2), "end": None, "repeat": Repeat(Frequency.DAILY)},
            UID + "a series cannot start at 2026-10-25 02:00:00+02:00: no local time names it alone",
        ),
    ],
)
def test_an_entry_refuses(fields, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        make_entry(**fields)


def test_an_end_that_is_earlier_on_the_clock_only_is_none_too_early():
    entry = make_entry(start=local(2026, 10, 25, 2, 50), end=datetime(2026, 10, 25, 2, 10, tzinfo=COPENHAGEN, fold=1))
    assert (entry.all_day, entry.cancelled) == (False, False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"interval": 0}, "interval and count of a series are at least 1"),
        ({"count": 0}, "interval and count of a series are at least 1"),
        ({"count": 2, "until": date(2026, 3, 9)}, "a series ends by count or by until, not by both"),
        ({"until": NOW}, "until of a series is a date"),
    ],
)
def test_a_series_refuses(options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        Repeat(Frequency.WEEKLY, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"name": " \n"}, "a calendar needs a name"),
        ({"color": "#4682b4"}, "color '#4682b4' is no CSS3 colour name"),
        ({"refresh": timedelta(seconds=59)}, "refresh 0:00:59 is under a minute"),
        ({"entries": [make_entry(), make_entry(summary="x")]}, "uid used more than once: visit-1@jobloft.example"),
        ({"entries": [make_entry(completed=NOW)]}, UID + "only a task can be completed"),
        ({"entries": [make_entry()], "kind": Kind.TASKS}, UID + "a task has one due time, no end, no series"),
        (
            {"entries": [make_entry(end=None, repeat=Repeat(Frequency.DAILY))], "kind": Kind.TASKS},
            UID + "a task has one due time, no end, no series",
        ),
    ],
)
def test_a_calendar_refuses(options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Calendar(**{"name": "Jobløft", "entries": [], **options})


def test_now_names_its_zone():
    calendar = Calendar(name="Jobløft", entries=[Entry(uid="a", start=NOW)])
    with pytest.raises(ValueError, match=r"^now 2026-03-02T06:30:00 has no time zone$"):
        render(calendar, now=NOW.replace(tzinfo=None))


def test_entries_and_calendars_do_not_change():
    entries = [make_entry()]
    calendar = Calendar(name="Jobløft", entries=entries)
    entries.clear()
    assert calendar.entries == (make_entry(),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        calendar.entries[0].summary = "x"
