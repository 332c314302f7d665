"""Reads the contacts, had and planned, that a new one could collide with, and what the company has asked for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app import clock
from app.accounts.models import User
from app.companies.models import Company, CompanyWarning
from app.db import is_writing
from app.outreach import rules
from app.outreach.rules import Concerns, Contact, Kind, Outreach, Peace, StandingWarning
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

WEEK = timedelta(days=6)


def concerns_about(session: Session, company_id: int, contact: Contact) -> Concerns:
    """What speaks against a contact with a company; nothing does when it is about a match under way.

    Seven queries. In a writing session the company's row is locked first: of two who plan at once, the second
    reads what the first has written.
    """
    if contact.about_match:
        return Concerns()
    peace = _peace(session, company_id)
    first, last = _read_from_to(contact)
    contacts = contacts_between(session, company_id, first, last)
    month = (contact.first_day.year, contact.first_day.month)
    in_month = [other for other in contacts if (other.first_day.year, other.first_day.month) == month]
    return Concerns(
        colleagues=rules.colleagues_outreach(contacts, contact),
        warnings=standing_warnings(session, company_id, contact.first_day),
        not_before=rules.too_early(peace, contact),
        too_many=rules.too_many(peace, contact, in_month),
    )


def contacts_between(session: Session, company_id: int, first: date, last: date) -> list[Outreach]:
    """All contacts with a company that touch these days, except those about a match under way."""
    visits = _visits(session, company_id, first, last)
    noted = {visit.id for visit in visits}
    planned = _planned(session, company_id, first - WEEK, last)
    return [_of_visit(visit) for visit in visits] + [_of_plan(plan) for plan in planned if plan.visit_id not in noted]


def standing_warnings(session: Session, company_id: int, on: date) -> list[StandingWarning]:
    """The warnings about a company that hold on a day, the longest last."""
    query = select(CompanyWarning).where(
        CompanyWarning.company_id == company_id, CompanyWarning.lifted_at.is_(None), CompanyWarning.until >= on
    )
    rows = session.scalars(query.options(joinedload(CompanyWarning.user)).order_by(CompanyWarning.until))
    return [StandingWarning(row.id, row.text, row.until, row.user.name, row.version) for row in rows]


def _peace(session: Session, company_id: int) -> Peace:
    query = select(Company.not_before, Company.contacts_a_month).where(Company.id == company_id)
    row = session.execute(query.with_for_update() if is_writing(session) else query).one_or_none()
    return Peace(*row) if row else Peace()


def _read_from_to(contact: Contact) -> tuple[date, date]:
    near = timedelta(days=rules.OUTREACH_DAYS)
    month_begins = contact.first_day.replace(day=1)
    month_ends = (month_begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(month_begins, contact.first_day - near), max(month_ends, contact.last_day + near)


def _visits(session: Session, company_id: int, first: date, last: date) -> list[Visit]:
    query = select(Visit).where(
        Visit.company_id == company_id,
        Visit.state != VisitState.CANCELLED,
        ~Visit.about_match,
        Visit.starts_at >= clock.to_utc(datetime.combine(first, time.min)),
        Visit.starts_at < clock.to_utc(datetime.combine(last + timedelta(days=1), time.min)),
    )
    shown = (joinedload(Visit.responsible).joinedload(User.organisation), selectinload(Visit.participants))
    return list(session.scalars(query.options(*shown)))


def _planned(session: Session, company_id: int, first: date, last: date) -> list[PlannedContact]:
    query = select(PlannedContact).where(
        PlannedContact.company_id == company_id,
        PlannedContact.state != PlannedState.SKIPPED,
        ~PlannedContact.about_match,
        PlannedContact.on_date.between(first, last),
    )
    responsible = joinedload(PlannedContact.responsible).joinedload(User.organisation)
    return list(session.scalars(query.options(responsible, selectinload(PlannedContact.participants))))


def _of_visit(visit: Visit) -> Outreach:
    on = clock.local_day(visit.starts_at)
    users = frozenset({visit.responsible_id, *(row.user_id for row in visit.participants)})
    held = visit.state == VisitState.HELD
    return _outreach(visit, Kind.VISIT, on, on, held, users)


def _of_plan(plan: PlannedContact) -> Outreach:
    last = plan.on_date + WEEK if plan.whole_week else plan.on_date
    users = frozenset({plan.responsible_id, *(row.user_id for row in plan.participants)})
    return _outreach(plan, Kind.PLANNED, plan.on_date, last, plan.state == PlannedState.HELD, users)


def _outreach(
    row: Visit | PlannedContact, kind: Kind, first: date, last: date, held: bool, users: frozenset[int]
) -> Outreach:
    responsible = row.responsible
    return Outreach(
        first, last, row.way, held, responsible.name, users,
        organisation=responsible.organisation.name,
        phone=responsible.phone or responsible.organisation.phone,
        purpose=row.purpose,
        kind=kind,
        row_id=row.id,
        responsible_id=row.responsible_id,
    )  # fmt: skip
