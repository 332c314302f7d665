"""Actions on next steps: what somebody has promised to do by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.visits.models import NextStep


@dataclass(frozen=True)
class StepPlan:
    """What is to be done, by whom, until when. `by_company`: the company does it, the owner sees to it."""

    title: str
    due_on: date
    owner_id: int
    by_company: bool = False
    company_id: int | None = None


def add_step(
    session: Session, *, now: datetime, plan: StepPlan, visit_id: int | None = None, job_order_id: int | None = None
) -> NextStep:
    """A new open step."""
    step = NextStep(visit_id=visit_id, job_order_id=job_order_id, created_at=now, updated_at=now, sequence=0)
    _fill(step, plan)
    session.add(step)
    session.flush()
    return step


def change_step(session: Session, step: NextStep, plan: StepPlan) -> NextStep:
    """Change or reassign a step; calendars see a higher sequence when its day or wording changed."""
    before = (step.due_on, step.title)
    _fill(step, plan)
    if (step.due_on, step.title) != before:
        step.sequence += 1
    session.flush()
    return step


def finish_step(session: Session, step: NextStep, *, now: datetime) -> NextStep:
    """Done; saying so twice keeps the first time."""
    step.done_at = step.done_at or now
    session.flush()
    return step


def reopen_step(session: Session, step: NextStep) -> NextStep:
    """Not done after all."""
    step.done_at = None
    session.flush()
    return step


def _fill(step: NextStep, plan: StepPlan) -> None:
    step.title, step.due_on, step.owner_id = plan.title, plan.due_on, plan.owner_id
    step.by_company, step.company_id = plan.by_company, plan.company_id
