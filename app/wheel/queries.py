"""Reads of planned contacts; a look-up is at the same time the permission to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.models import User
from app.companies.models import Company
from app.db import is_writing
from app.visits.models import Visit, VisitState, Way
from app.wheel import rules
from app.wheel.models import PlannedContact, PlannedParticipant, PlannedState


@dataclass(frozen=True)
class Filters:
    """What of a year is shown; None is everything."""

    person: int | None = None
    way: Way | None = None
    look: rules.Look | None = None

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return (self.person, self.way, self.look) != (None, None, None)

    def passes(self, contact: PlannedContact, today: date) -> bool:
        """Whether a contact is shown."""
        return (
            self.person in (None, contact.responsible_id, *(row.user_id for row in contact.participants))
            and self.way in (None, contact.way)
            and self.look in (None, rules.look_of(contact, today))
        )


def get_planned_for(session: Session, user: User, contact_id: int) -> PlannedContact:
    """The planned contact with company, responsible and visit, if this user may know of it; locked when writing.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(PlannedContact).where(PlannedContact.id == contact_id).options(*_SHOWN)
    participants = selectinload(PlannedContact.participants).joinedload(PlannedParticipant.user)
    query = query.options(joinedload(PlannedContact.visit), participants)
    contact = session.scalar(query.with_for_update(of=PlannedContact) if is_writing(session) else query)
    if contact is None:
        raise NotFound
    return contact


def contacts_of_year(session: Session, year: int) -> list[PlannedContact]:
    """The contacts of a year's wheel in order of time; weeks count to the year that their Thursday is in."""
    together = selectinload(PlannedContact.participants).joinedload(PlannedParticipant.user)
    query = _of_year(year).options(*_SHOWN, together)
    found = session.scalars(query.order_by(PlannedContact.on_date, PlannedContact.whole_week.desc(), PlannedContact.id))
    return list(found)


def not_rolled_over(session: Session, year: int) -> list[PlannedContact]:
    """The contacts of a year that next year has no copy of."""
    copied = select(PlannedContact.copied_from_id).where(PlannedContact.copied_from_id.is_not(None))
    query = _of_year(year).where(PlannedContact.id.not_in(copied)).options(*_SHOWN)
    return list(session.scalars(query.order_by(PlannedContact.on_date, PlannedContact.id)))


def standing_next_year(session: Session, contacts: Sequence[PlannedContact], year: int) -> dict[int, PlannedContact]:
    """What stands at the company on next year's wheel already, near the week of each one's copy; by the one's id."""
    at: dict[int, list[PlannedContact]] = {}
    for standing in session.scalars(_of_year(year + 1).where(PlannedContact.state != PlannedState.SKIPPED)):
        at.setdefault(standing.company_id, []).append(standing)
    found = {}
    for contact in contacts:
        week = rules.week_next_year(contact, year)
        apart = {other: abs(other.on_date - week) for other in at.get(contact.company_id, ())}
        nearest = min(apart, key=lambda other: (apart[other], other.id), default=None)
        if nearest is not None and apart[nearest] <= rules.SURELY_THE_SAME:
            found[contact.id] = nearest
    return found


def visits_near(session: Session, contact: PlannedContact, today: date) -> list[Visit]:
    """The company's visits that may be what became of this contact, nearest first."""
    first, last = contact.on_date - rules.SAME_CONTACT, rules.last_day(contact) + rules.SAME_CONTACT
    taken = select(PlannedContact.visit_id).where(PlannedContact.visit_id.is_not(None), PlannedContact.id != contact.id)
    query = select(Visit).where(
        Visit.company_id == contact.company_id,
        Visit.state != VisitState.CANCELLED,
        Visit.starts_at.between(_midnight(first), _midnight(last) + rules.WEEK),
        Visit.id.not_in(taken),
    )
    found = session.scalars(query.options(joinedload(Visit.responsible)))
    planned = _midnight(rules.middle_day(contact))
    return sorted(
        (visit for visit in found if rules.can_be_the_one(contact, visit, today)),
        key=lambda visit: (abs(visit.starts_at - planned), visit.id),
    )


def coming_visits(session: Session, company_id: int, now: datetime) -> list[Visit]:
    """The company's planned visits ahead, earliest first."""
    query = select(Visit).where(
        Visit.company_id == company_id, Visit.state == VisitState.PLANNED, Visit.starts_at >= now
    )
    return list(session.scalars(query.options(joinedload(Visit.responsible)).order_by(Visit.starts_at).limit(3)))


def _of_year(year: int) -> Select[PlannedContact]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    on, whole = PlannedContact.on_date, PlannedContact.whole_week
    return select(PlannedContact).where(
        or_(
            and_(whole, on.between(first - rules.MIDDLE, last - rules.MIDDLE)),
            and_(~whole, on.between(first, last)),
        )
    )


def _midnight(day: date) -> datetime:
    return clock.to_utc(datetime.combine(day, time.min))


_SHOWN = (joinedload(PlannedContact.company).joinedload(Company.fixed_contact), joinedload(PlannedContact.responsible))
