"""Reads the contacts, had and planned, that a new one could collide with, and what the company has asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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

WEEK, YEAR = timedelta(days=6), timedelta(days=366)


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
    return rules.weigh(contact, contacts, peace, standing_warnings(session, company_id, contact.first_day))


@dataclass(frozen=True)
class Asked:
    """One of several contacts that are planned together: with which company, and how others of them would meet it."""

    company_id: int
    contact: Contact
    outreach: Outreach


def concerns_about_many(session: Session, asked: Sequence[Asked]) -> list[Concerns]:
    """What speaks against each of them, also that another of them comes too near; in their order.

    Six queries, however many they are. In a writing session the companies' rows are locked first.
    """
    if not asked:
        return []
    ids = sorted({each.company_id for each in asked})
    peace = _peace_of_many(session, ids)
    spans = [_read_from_to(each.contact) for each in asked]
    contacts = contacts_of_many(session, ids, min(first for first, _ in spans), max(last for _, last in spans))
    for each in asked:
        contacts.setdefault(each.company_id, []).append(each.outreach)
    warnings = _warnings_of_many(session, ids, min(each.contact.first_day for each in asked))
    return [
        rules.weigh(
            each.contact,
            contacts[each.company_id],
            peace[each.company_id],
            [w for w in warnings.get(each.company_id, []) if w.until >= each.contact.first_day],
        )
        for each in asked
    ]


def contacts_between(session: Session, company_id: int, first: date, last: date) -> list[Outreach]:
    """All contacts with a company that touch these days, except those about a match under way."""
    return contacts_of_many(session, [company_id], first, last).get(company_id, [])


def contacts_of_many(
    session: Session, company_ids: Collection[int], first: date, last: date
) -> dict[int, list[Outreach]]:
    """The same for several companies, by company; one without any is left out."""
    visits = _visits(session, company_ids, first, last)
    noted = {visit.id for visit in visits}
    planned = [plan for plan in _planned(session, company_ids, first - WEEK, last) if plan.visit_id not in noted]
    found: dict[int, list[Outreach]] = {}
    for visit in visits:
        found.setdefault(visit.company_id, []).append(_of_visit(visit))
    for plan in planned:
        found.setdefault(plan.company_id, []).append(_of_plan(plan))
    return found


def contacts_ahead(session: Session, company_id: int, today: date) -> list[Outreach]:
    """What any of us has planned with a company within the year to come, the next first. Three queries."""
    found = contacts_between(session, company_id, today, today + YEAR)
    ahead = [contact for contact in found if contact.can_be_joined(today)]
    return sorted(ahead, key=lambda contact: (contact.first_day, contact.last_day, contact.who))


def standing_warnings(session: Session, company_id: int, on: date) -> list[StandingWarning]:
    """The warnings about a company that hold on a day, the longest last."""
    query = select(CompanyWarning).where(
        CompanyWarning.company_id == company_id, CompanyWarning.lifted_at.is_(None), CompanyWarning.until >= on
    )
    rows = session.scalars(query.options(joinedload(CompanyWarning.user)).order_by(CompanyWarning.until))
    return [_standing(row) for row in rows]


def _warnings_of_many(session: Session, company_ids: Collection[int], on: date) -> dict[int, list[StandingWarning]]:
    # Only those in force: a company's warnings pile up over the years.
    query = select(CompanyWarning).where(
        CompanyWarning.company_id.in_(company_ids), CompanyWarning.lifted_at.is_(None), CompanyWarning.until >= on
    )
    found: dict[int, list[StandingWarning]] = {}
    for row in session.scalars(query.options(joinedload(CompanyWarning.user)).order_by(CompanyWarning.until)):
        found.setdefault(row.company_id, []).append(_standing(row))
    return found


def _standing(row: CompanyWarning) -> StandingWarning:
    return StandingWarning(row.id, row.text, row.until, row.user.name, row.version)


def _peace(session: Session, company_id: int) -> Peace:
    return _peace_of_many(session, [company_id]).get(company_id, Peace())


def _peace_of_many(session: Session, company_ids: Collection[int]) -> dict[int, Peace]:
    # In one order, so that two who lock several don't wait for each other.
    query = select(Company.id, Company.not_before, Company.contacts_a_month).where(Company.id.in_(company_ids))
    query = query.order_by(Company.id)
    rows = session.execute(query.with_for_update() if is_writing(session) else query)
    return {row[0]: Peace(row[1], row[2]) for row in rows}


def _read_from_to(contact: Contact) -> tuple[date, date]:
    near = timedelta(days=rules.OUTREACH_DAYS)
    month_begins = contact.first_day.replace(day=1)
    month_ends = (month_begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(month_begins, contact.first_day - near), max(month_ends, contact.last_day + near)


def _visits(session: Session, company_ids: Collection[int], first: date, last: date) -> list[Visit]:
    query = select(Visit).where(
        Visit.company_id.in_(company_ids),
        Visit.state != VisitState.CANCELLED,
        ~Visit.about_match,
        Visit.starts_at >= clock.to_utc(datetime.combine(first, time.min)),
        Visit.starts_at < clock.to_utc(datetime.combine(last + timedelta(days=1), time.min)),
    )
    shown = (joinedload(Visit.responsible).joinedload(User.organisation), selectinload(Visit.participants))
    return list(session.scalars(query.options(*shown)))


def _planned(session: Session, company_ids: Collection[int], first: date, last: date) -> list[PlannedContact]:
    query = select(PlannedContact).where(
        PlannedContact.company_id.in_(company_ids),
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
