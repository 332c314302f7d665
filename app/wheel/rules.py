"""Pure rules of the year wheel: weeks, which year a contact belongs to, how it stands, when a month is too full."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock
from app.accounts.models import Role
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

FIRST_YEAR, LAST_YEAR = 2000, 2098
RESPONSIBLE_ROLES = (Role.CONSULTANT, Role.BROKER, Role.COUNSELLOR)
# The simple model gives 5–8 hours a week [002], about 26 a month; a contact with preparation, the road and the note
# takes about three. More than this a month, and something will be put off.
MOST_A_MONTH = 8
# A visit this far from the plan can still be the one that was planned.
SAME_CONTACT = timedelta(days=45)
# Near enough that nobody needs to be asked whether this was it.
SURELY_THE_SAME = timedelta(days=21)
WEEK, MIDDLE, SUNDAY = timedelta(days=7), timedelta(days=3), timedelta(days=6)


class Look(enum.StrEnum):
    """How a planned contact stands today; overdue is planned with its time gone."""

    PLANNED = "planned"
    OVERDUE = "overdue"
    HELD = "held"
    SKIPPED = "skipped"


def weeks_in(year: int) -> int:
    """How many ISO weeks a year has: 52 or 53."""
    return date(year, 12, 28).isocalendar().week


def monday_of(year: int, week: int) -> date:
    """The first day of an ISO week."""
    return date.fromisocalendar(year, week, 1)


def last_day(contact: PlannedContact) -> date:
    """The last day on which it still is in time: the day itself, or the week's Sunday."""
    return contact.on_date + SUNDAY if contact.whole_week else contact.on_date


def middle_day(contact: PlannedContact) -> date:
    """The day that decides month and year: a week belongs where its Thursday is, as ISO 8601 counts years."""
    return contact.on_date + MIDDLE if contact.whole_week else contact.on_date


def is_open_at(contact: PlannedContact, company_id: int) -> bool:
    """Whether it is still to be made with this company, and has not become a visit or call yet."""
    return contact.company_id == company_id and contact.state == PlannedState.PLANNED and contact.visit_id is None


def look_of(contact: PlannedContact, today: date) -> Look:
    """How it stands today."""
    if contact.state != PlannedState.PLANNED:
        return Look(contact.state.value)
    return Look.OVERDUE if last_day(contact) < today else Look.PLANNED


def week_next_year(contact: PlannedContact, year: int) -> date:
    """The Monday of the same week in the year after `year`, the wheel that the contact stands on.

    Week 53 becomes 52 where the next year has none; a first or last day that ISO counts to another year's week
    stays first or last.
    """
    counted = contact.on_date.isocalendar()
    week = counted.week
    if counted.year != year:
        week = 1 if counted.year < year else 53
    return monday_of(year + 1, min(week, weeks_in(year + 1)))


@dataclass(frozen=True)
class Load:
    """How many contacts one person has in a month that is too full for them."""

    name: str
    count: int


def overloads(contacts: Iterable[PlannedContact]) -> dict[int, list[Load]]:
    """The months (1–12) in which somebody has more than `MOST_A_MONTH` contacts, with who; skipped ones don't count.

    Takes the contacts of one wheel; needs `responsible` loaded.
    """
    counted = [contact for contact in contacts if contact.state != PlannedState.SKIPPED]
    names = {contact.responsible_id: contact.responsible.name for contact in counted}
    numbers = Counter((middle_day(contact).month, contact.responsible_id) for contact in counted)
    full: dict[int, list[Load]] = {}
    for (month, user_id), number in sorted(numbers.items()):
        if number > MOST_A_MONTH:
            full.setdefault(month, []).append(Load(names[user_id], number))
    return full


def is_fulfilled_by(contact: PlannedContact, visit: Visit) -> bool:
    """Whether a visit that was held so near the plan ticks the contact off by itself."""
    on = clock.local_day(visit.starts_at)
    return contact.on_date - SURELY_THE_SAME <= on <= last_day(contact) + SURELY_THE_SAME


def can_be_the_one(contact: PlannedContact, visit: Visit, today: date) -> bool:
    """Whether a visit may be what became of a planned contact: near enough, not cancelled, and its day has come."""
    on = clock.local_day(visit.starts_at)
    near = contact.on_date - SAME_CONTACT <= on <= last_day(contact) + SAME_CONTACT
    return near and visit.state != VisitState.CANCELLED and on <= today
