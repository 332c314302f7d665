"""A visit that is being planned, as what may come too near to a colleague's contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.outreach.rules import Contact, Kind
from app.outreach.watch import Watch
from app.visits.forms import VisitForm
from app.visits.models import Visit, VisitState
from app.visits.services import VisitPlan


def proposed(form: VisitForm, user_id: int, today: date) -> Contact:
    """The visit that an empty form proposes; without a day yet, today stands for it."""
    day = form.day.data or today
    return Contact(day, day, frozenset({form.responsible_id.data or user_id}))


def watched(
    session: Session, watch: Watch, form: VisitForm, company_id: int, plan: VisitPlan, *, visit: Visit | None = None
) -> VisitPlan:
    """The plan with what it is about and why it is made although something speaks against it.

    A visit that keeps its day, its people and its matter is not asked about again; `visit` needs `participants`.

    Raises:
        Refused: something speaks against it, and nobody has said why they go on.
    """
    plan = replace(plan, about_match=form.about_match.data, outreach_reason=visit.outreach_reason if visit else "")
    contact = _contact(plan, visit)
    if visit and _stays(visit, contact):
        return plan
    return replace(plan, outreach_reason=watch.passed(session, company_id, contact, form))


def _contact(plan: VisitPlan, visit: Visit | None) -> Contact:
    day = clock.local_day(plan.starts_at)
    people = frozenset({plan.responsible_id, *plan.participants})
    return Contact(day, day, people, plan.about_match, (Kind.VISIT, visit.id) if visit else None)


def _stays(visit: Visit, contact: Contact) -> bool:
    people = {visit.responsible_id, *(row.user_id for row in visit.participants)}
    return (
        visit.state != VisitState.CANCELLED
        and clock.local_day(visit.starts_at) == contact.first_day
        and people <= contact.user_ids
        and visit.about_match == contact.about_match
    )
