"""Whole streams, byte for byte."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from calendar_export import Alarms, Calendar, Entry, Kind, Labels, Status, render, render_entry
from calendar_export.times import VTIMEZONE
from tests.calendar_export.reading import CHANGED, NOW, component, lines_of, local, make_entry, only, rendered

HEAD = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Jobloeft//Kalender//DA",
    "CALSCALE:GREGORIAN",
    "NAME:Jobløft",
    "X-WR-CALNAME:Jobløft",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "X-WR-TIMEZONE:Europe/Copenhagen",
]
ZONE = VTIMEZONE.decode().splitlines()


def test_an_event_with_everything():
    entry = make_entry(
        summary="Besøg: Ærø Smedje, Ølby",
        description="Medbring sko; hjelm\nog \\ æbler",
        location="Rødkælkevej 3\n4600 Køge",
        url="https://jobloft.example/visits/1",
        categories=("Besøg", "Sko, støvler"),
        sequence=3,
        created=datetime(2026, 1, 2, 8, tzinfo=UTC),
        status=Status.TENTATIVE,
    )
    calendar = Calendar(
        name="Jobløft – besøg",
        entries=[entry],
        description="Dine aftaler",
        color="steelblue",
        refresh=timedelta(minutes=90),
    )
    expected = [
        *HEAD[:4],
        "DESCRIPTION:Dine aftaler",
        "X-WR-CALDESC:Dine aftaler",
        "NAME:Jobløft – besøg",
        "X-WR-CALNAME:Jobløft – besøg",
        "COLOR:steelblue",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H30M",
        "X-PUBLISHED-TTL:PT1H30M",
        "X-WR-TIMEZONE:Europe/Copenhagen",
        *ZONE,
        "BEGIN:VEVENT",
        r"SUMMARY:Besøg: Ærø Smedje\, Ølby",
        "DTSTART;TZID=Europe/Copenhagen:20260310T090000",
        "DTEND;TZID=Europe/Copenhagen:20260310T100000",
        "DTSTAMP:20260227T140500Z",
        "UID:visit-1@jobloft.example",
        "SEQUENCE:3",
        r"CATEGORIES:Besøg,Sko\, støvler",
        "CREATED:20260102T080000Z",
        r"DESCRIPTION:Medbring sko\; hjelm\nog \\ æbler",
        "LAST-MODIFIED:20260227T140500Z",
        r"LOCATION:Rødkælkevej 3\n4600 Køge",
        "STATUS:TENTATIVE",
        "TRANSP:OPAQUE",
        "URL:https://jobloft.example/visits/1",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert render(calendar, now=NOW) == "\r\n".join(expected).encode()


def test_an_empty_feed_holds_its_time_zone():
    assert rendered() == "\r\n".join([*HEAD, *ZONE, "END:VCALENDAR", ""]).encode()


def test_a_file_of_one_event_has_no_name_that_would_open_a_new_calendar():
    file = lines_of(render_entry(make_entry(status=Status.CANCELLED), now=NOW, labels=Labels(cancelled="CANCELLED: ")))
    feed = lines_of(rendered(make_entry(status=Status.CANCELLED), labels=Labels(cancelled="CANCELLED: ")))
    assert file == [line for line in feed if line not in HEAD[4:]]


def test_what_is_blank_is_not_written():
    entry = Entry(
        uid="a",
        start=date(2026, 6, 5),
        summary=" ",
        description="\n",
        location="\x00",
        categories=("", " "),
        modified=NOW,
    )
    assert component(rendered(entry, description=" ")) == [
        "SUMMARY:(uden titel)",
        "DTSTART;VALUE=DATE:20260605",
        "DTEND;VALUE=DATE:20260606",
        "DTSTAMP:20260302T063000Z",
        "UID:a",
        "SEQUENCE:0",
        "LAST-MODIFIED:20260302T063000Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
    ]
    assert lines_of(rendered(entry, description=" "))[: len(HEAD)] == HEAD


@pytest.mark.parametrize(
    ("known", "stamps"),
    [
        ({"modified": CHANGED, "created": NOW}, ["DTSTAMP:20260227T140500Z", "LAST-MODIFIED:20260227T140500Z"]),
        ({"modified": None, "created": CHANGED}, ["DTSTAMP:20260227T140500Z"]),
        ({"modified": None}, ["DTSTAMP:20260302T063000Z"]),
    ],
)
def test_the_stamp_is_the_last_known_change(known, stamps):
    assert only(component(rendered(make_entry(**known))), "DTSTAMP", "LAST-MODIFIED") == stamps


def test_the_moment_of_rendering_leaves_no_trace_where_the_last_change_is_known():
    calendar = Calendar(name="Jobløft", entries=[make_entry()])
    assert render(calendar, now=NOW) == render(calendar, now=NOW + timedelta(days=40))


def test_a_deadline_leaves_the_time_free():
    assert only(component(rendered(make_entry(transparent=True))), "TRANSP") == ["TRANSP:TRANSPARENT"]


def test_a_cancelled_event_says_so_and_frees_the_time():
    cancelled = make_entry(status=Status.CANCELLED, sequence=4)
    assert only(component(rendered(cancelled)), "SUMMARY", "STATUS", "SEQUENCE", "TRANSP") == [
        "SUMMARY:AFLYST: Virksomhedsbesøg",
        "SEQUENCE:4",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    ]


@pytest.mark.parametrize(
    ("summary", "label", "title"),
    [
        ("AFLYST: Besøg", "AFLYST: ", "AFLYST: Besøg"),
        ("AFLYST:Besøg", "AFLYST: ", "AFLYST:Besøg"),
        ("Besøg", "", "Besøg"),
        ("", "AFLYST: ", "AFLYST: (uden titel)"),
    ],
)
def test_the_label_stands_once(summary, label, title):
    entry = make_entry(summary=summary, status=Status.CANCELLED)
    assert only(component(rendered(entry, labels=Labels(cancelled=label))), "SUMMARY") == [f"SUMMARY:{title}"]


def test_entries_stand_by_start_and_then_by_uid_whatever_order_they_came_in():
    entries = [
        make_entry(uid="c", start=date(2026, 3, 11), end=None),
        make_entry(uid="b", start=local(2026, 3, 10, 9)),
        make_entry(uid="a", start=local(2026, 3, 10, 9)),
        make_entry(uid="d", start=date(2026, 3, 10), end=None),
    ]
    assert only(lines_of(rendered(*entries)), "UID") == ["UID:d", "UID:a", "UID:b", "UID:c"]
    assert rendered(*entries) == rendered(*reversed(entries))


def test_tasks_are_due_at_their_start():
    tasks = [
        make_entry(uid="1", start=date(2026, 4, 1), end=None, summary="Ring"),
        make_entry(uid="2", start=local(2026, 4, 1, 12), end=None, summary="Skriv", completed=CHANGED),
        make_entry(uid="3", start=local(2026, 4, 2, 12), end=None, status=Status.CANCELLED, completed=CHANGED),
    ]
    lines = lines_of(rendered(*tasks, kind=Kind.TASKS))
    names = ("BEGIN", "COMPLETED", "DUE", "STATUS", "SUMMARY", "UID")
    assert only(lines[lines.index("BEGIN:VTODO") :], *names) == [
        "BEGIN:VTODO",
        "DUE;VALUE=DATE:20260401",
        "STATUS:NEEDS-ACTION",
        "SUMMARY:Ring",
        "UID:1",
        "BEGIN:VTODO",
        "COMPLETED:20260227T140500Z",
        "DUE;TZID=Europe/Copenhagen:20260401T120000",
        "STATUS:COMPLETED",
        "SUMMARY:Skriv",
        "UID:2",
        "BEGIN:VTODO",
        "DUE;TZID=Europe/Copenhagen:20260402T120000",
        "STATUS:CANCELLED",
        "SUMMARY:AFLYST: Virksomhedsbesøg",
        "UID:3",
    ]


ALARMS = Alarms(timed=timedelta(minutes=15), all_day=timedelta(hours=-8))


@pytest.mark.parametrize(
    ("entry", "kind", "trigger"),
    [
        (make_entry(), Kind.EVENTS, ["TRIGGER:-PT15M"]),
        (make_entry(start=date(2026, 3, 10), end=None), Kind.EVENTS, ["TRIGGER:PT8H"]),
        (make_entry(end=None), Kind.TASKS, ["TRIGGER;RELATED=END:-PT15M"]),
        (make_entry(end=None, completed=CHANGED), Kind.TASKS, []),
        (make_entry(status=Status.CANCELLED), Kind.EVENTS, []),
    ],
)
def test_alarms_only_for_what_still_stands(entry, kind, trigger):
    lines = component(rendered(entry, kind=kind, alarms=ALARMS), kind.value)
    assert only(lines, "TRIGGER") == trigger
    assert lines.count("BEGIN:VALARM") == len(trigger)


def test_no_alarm_unless_the_feed_chose_one():
    assert only(component(rendered(make_entry())), "BEGIN") == []
    only_days = Alarms(all_day=timedelta(hours=15))
    assert only(component(rendered(make_entry(), alarms=only_days)), "BEGIN") == []


def test_a_second_reader_finds_what_was_put_in():
    entry = make_entry(summary="Café 🫐, Ærø; \\Nord", description="C:\\Nyt\\nord\nlinje 2", location="Gade 1")
    (event,) = icalendar.Calendar.from_ical(rendered(entry)).events
    found = event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"], event.start, event.end, event["UID"]
    assert found == (entry.summary, entry.description, entry.location, entry.start, entry.end, entry.uid)
