"""Invitations and cancellations to send by mail [RFC 5546]."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from icalendar import vCalAddress

from calendar_export.components import event
from calendar_export.model import Entry, Labels, Status
from calendar_export.render import assemble, opened
from calendar_export.text import checked_address, parameter_text
from calendar_export.times import checked_moment


class Method(Enum):
    """What the mail asks of its reader; the mail's content type names the same method."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an e-mail address; raises ValueError when it is none."""

    email: str
    name: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for an address that could not be written."""
        checked_address(self.email)


def render_invitation(
    entry: Entry,
    *,
    method: Method,
    organizer: Person,
    attendees: Sequence[Person],
    now: datetime,
    rsvp: bool = True,
    labels: Labels | None = None,
) -> bytes:
    """Return the text/calendar part of a mail that invites to an event, changes or cancels it.

    A change is a REQUEST again, with a raised sequence; a CANCEL makes the entry cancelled
    whatever its status, and clients say so in their own words, so that the title stays as it was.
    ``now`` is when the mail is made. Every attendee sees all the addresses given. Raises
    ValueError without attendees, for a REQUEST to something cancelled, and for a naive ``now``.
    """
    _check(entry, method, attendees)
    # No label in front of the title: the client writes its own word there.
    words = replace(labels or Labels(), cancelled="")
    sent = replace(entry, status=Status.CANCELLED) if method is Method.CANCEL else entry
    component = event(sent, stamp=checked_moment(now, "now"), labels=words)
    component.add("organizer", _address(organizer))
    for attendee in attendees:
        component.add("attendee", _guest(attendee, method, rsvp=rsvp))
    head = opened()
    head.add("method", method.value)
    return assemble(head, [component.to_ical()])


def _check(entry: Entry, method: Method, attendees: Sequence[Person]) -> None:
    if not attendees:
        raise ValueError(f"entry {entry.uid!r}: an invitation needs attendees")
    if method is Method.REQUEST and entry.cancelled:
        raise ValueError(f"entry {entry.uid!r} is cancelled: send a CANCEL")
    if entry.completed is not None:
        raise ValueError(f"entry {entry.uid!r}: nobody is invited to a task")


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if name := parameter_text(person.name):
        address.params["CN"] = name
    return address


def _guest(person: Person, method: Method, *, rsvp: bool) -> vCalAddress:
    address = _address(person)
    if method is Method.REQUEST:
        address.params["ROLE"] = "REQ-PARTICIPANT"
        address.params["PARTSTAT"] = "NEEDS-ACTION"
        address.params["RSVP"] = "TRUE" if rsvp else "FALSE"
    return address
