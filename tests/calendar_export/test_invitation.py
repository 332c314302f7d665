"""Invitations and cancellations for mail."""

import re
from datetime import timedelta

import pytest

from calendar_export import Labels, Method, Person, Status, render_invitation
from calendar_export.times import VTIMEZONE
from tests.calendar_export.reading import CHANGED, NOW, component, lines_of, make_entry, names_of, only

ORGANIZER = Person("jobloft@jobloft.example", "Jobløft, Viborg")
GUESTS = [Person("mia@firma.example", 'Mia "Mus" Østergård'), Person("b@firma.example")]


def invitation(entry, method, **options):
    """The lines of a mail's calendar part."""
    return lines_of(render_invitation(entry, method=method, organizer=ORGANIZER, attendees=GUESTS, now=NOW, **options))


def test_a_request():
    assert invitation(make_entry(sequence=2), Method.REQUEST) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Jobloeft//Kalender//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        *VTIMEZONE.decode().splitlines(),
        "BEGIN:VEVENT",
        "SUMMARY:Virksomhedsbesøg",
        "DTSTART;TZID=Europe/Copenhagen:20260310T090000",
        "DTEND;TZID=Europe/Copenhagen:20260310T100000",
        "DTSTAMP:20260302T063000Z",
        "UID:visit-1@jobloft.example",
        "SEQUENCE:2",
        "ATTENDEE;CN=\"Mia 'Mus' Østergård\";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE"
        ":mailto:mia@firma.example",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:b@firma.example",
        "LAST-MODIFIED:20260227T140500Z",
        'ORGANIZER;CN="Jobløft, Viborg":mailto:jobloft@jobloft.example',
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize("status", list(Status))
def test_a_cancel_leaves_the_title_to_the_client(status):
    lines = invitation(make_entry(sequence=3, status=status), Method.CANCEL, labels=Labels(untitled="Untitled"))
    assert only(lines, "METHOD", "SUMMARY", "SEQUENCE", "ATTENDEE", "ORGANIZER", "STATUS") == [
        "METHOD:CANCEL",
        "SUMMARY:Virksomhedsbesøg",
        "SEQUENCE:3",
        "ATTENDEE;CN=\"Mia 'Mus' Østergård\":mailto:mia@firma.example",
        "ATTENDEE:mailto:b@firma.example",
        'ORGANIZER;CN="Jobløft, Viborg":mailto:jobloft@jobloft.example',
        "STATUS:CANCELLED",
    ]


def test_no_answer_is_asked_for_where_none_is_read():
    (first, _) = only(invitation(make_entry(), Method.REQUEST, rsvp=False), "ATTENDEE")
    assert "RSVP=FALSE" in first


def test_the_stamp_is_when_the_mail_is_made():
    later = NOW + timedelta(minutes=1)
    body = render_invitation(make_entry(), method=Method.REQUEST, organizer=ORGANIZER, attendees=GUESTS, now=later)
    assert only(component(body), "DTSTAMP", "LAST-MODIFIED") == [
        "DTSTAMP:20260302T063100Z",
        "LAST-MODIFIED:20260227T140500Z",
    ]


def test_a_name_adds_no_property():
    hostile = Person("a@b.dk", 'x"\r\nATTACH:http://b.dk\u2028;ROLE=CHAIR^n:\x00')
    body = render_invitation(make_entry(), method=Method.CANCEL, organizer=hostile, attendees=[hostile], now=NOW)
    assert only(component(body), "ATTACH", "ATTENDEE", "ORGANIZER") == [
        'ATTENDEE;CN="x\' ATTACH:http://b.dk ;ROLE=CHAIRn:":mailto:a@b.dk',
        'ORGANIZER;CN="x\' ATTACH:http://b.dk ;ROLE=CHAIRn:":mailto:a@b.dk',
    ]
    assert names_of(component(body)).count("SUMMARY") == 1


@pytest.mark.parametrize("email", ["", "mia", "mia@firma", "a@b.dk\r\nX:1", "a b@c.dk", "<a@b.dk>", "a@b.dk,c@d.dk"])
def test_a_person_has_an_address(email):
    with pytest.raises(ValueError, match=r"is not an e-mail address$"):
        Person(email)


@pytest.mark.parametrize(
    ("entry", "guests", "now", "message"),
    [
        (make_entry(), [], NOW, "entry 'visit-1@jobloft.example': an invitation needs attendees"),
        (
            make_entry(status=Status.CANCELLED),
            GUESTS,
            NOW,
            "entry 'visit-1@jobloft.example' is cancelled: send a CANCEL",
        ),
        (make_entry(completed=CHANGED), GUESTS, NOW, "entry 'visit-1@jobloft.example': nobody is invited to a task"),
        (make_entry(), GUESTS, NOW.replace(tzinfo=None), "now 2026-03-02T06:30:00 has no time zone"),
    ],
)
def test_an_invitation_refuses(entry, guests, now, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        render_invitation(entry, method=Method.REQUEST, organizer=ORGANIZER, attendees=guests, now=now)
