"""Actions on attempts: keep one, take it back, and make the next try out of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from app import clock
from app.attempts.models import Attempt, Outcome
from app.companies.models import Company
from app.visits import moving, step_services
from app.visits.models import NextStep, Visit, Way
from app.wheel import services as wheel
from app.wheel.models import PlannedContact


def keep_attempt(
    session: Session,
    company: Company,
    *,
    user_id: int,
    outcome: Outcome,
    now: datetime,
    visit: Visit | None = None,
    planned: PlannedContact | None = None,
) -> Attempt:
    """Somebody tried just now; what was planned stays planned."""
    attempt = Attempt(
        company_id=company.id,
        user_id=user_id,
        visit_id=visit.id if visit else None,
        planned_contact_id=planned.id if planned else None,
        at=now,
        updated_at=now,
        outcome=outcome,
    )
    session.add(attempt)
    session.flush()
    return attempt


def change_attempt(session: Session, attempt: Attempt, *, outcome: Outcome, note: str) -> Attempt:
    """Say more about it."""
    attempt.outcome, attempt.note = outcome, note
    session.flush()
    return attempt


def take_back(session: Session, attempt: Attempt) -> None:
    """It was a slip of the finger."""
    session.delete(attempt)
    session.flush()


def next_by_visit(session: Session, visit: Visit, on: date, *, user_id: int, reason: str, now: datetime) -> Visit:
    """The visit or call is tried again on another day at the same time of day."""
    starts = datetime.combine(on, clock.to_local(visit.starts_at).time())
    return moving.move_visit(session, visit, clock.to_utc(starts), user_id=user_id, reason=reason, now=now)


def next_by_plan(session: Session, planned: PlannedContact, on: date, way: Way) -> PlannedContact:
    """The planned contact is moved to that day."""
    planned.way = way
    when = wheel.When(on, whole_week=False)
    if (planned.on_date, planned.whole_week) == (on, False):
        return planned
    return wheel.move_contact(session, planned, when)


def next_by_step(session: Session, attempt: Attempt, title: str, on: date, *, user_id: int, now: datetime) -> NextStep:
    """A next step of one's own."""
    plan = step_services.StepPlan(title=title, due_on=on, owner_id=user_id, company_id=attempt.company_id)
    return step_services.add_step(session, now=now, plan=plan, visit_id=attempt.visit_id)
