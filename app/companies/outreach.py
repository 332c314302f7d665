"""Reads the contacts, had and planned, that a new one could collide with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app import clock
from app.companies.rules import OUTREACH_DAYS, Outreach, colleagues_outreach
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

WEEK = timedelta(days=6)


def warnings_for(session: Session, *, company_id: int, user_id: int, today: date) -> list[Outreach]:
    """Colleagues' contacts with the company within 14 days of today; three queries."""
    near = timedelta(days=OUTREACH_DAYS)
    visits = _visits(session, company_id, today - near, today + near)
    noted = {visit.id for visit in visits}
    planned = _planned(session, company_id, today - near - WEEK, today + near)
    contacts = [_of_visit(visit) for visit in visits]
    contacts += [_of_plan(plan) for plan in planned if plan.visit_id not in noted]
    return colleagues_outreach(contacts, user_id=user_id, today=today)


def _visits(session: Session, company_id: int, first: date, last: date) -> list[Visit]:
    query = select(Visit).where(
        Visit.company_id == company_id,
        Visit.state != VisitState.CANCELLED,
        Visit.starts_at >= clock.to_utc(datetime.combine(first, time.min)),
        Visit.starts_at < clock.to_utc(datetime.combine(last + timedelta(days=1), time.min)),
    )
    return list(session.scalars(query.options(joinedload(Visit.responsible), selectinload(Visit.participants))))


def _planned(session: Session, company_id: int, first: date, last: date) -> list[PlannedContact]:
    query = select(PlannedContact).where(
        PlannedContact.company_id == company_id,
        PlannedContact.state != PlannedState.SKIPPED,
        PlannedContact.on_date.between(first, last),
    )
    return list(session.scalars(query.options(joinedload(PlannedContact.responsible))))


def _of_visit(visit: Visit) -> Outreach:
    on = clock.local_day(visit.starts_at)
    users = frozenset({visit.responsible_id, *(row.user_id for row in visit.participants)})
    return Outreach(on, on, visit.way, visit.state == VisitState.HELD, visit.responsible.name, users)


def _of_plan(plan: PlannedContact) -> Outreach:
    last = plan.on_date + WEEK if plan.whole_week else plan.on_date
    held = plan.state == PlannedState.HELD
    users = frozenset({plan.responsible_id})
    return Outreach(plan.on_date, last, plan.way, held, plan.responsible.name, users)
