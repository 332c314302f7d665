"""Actions on next steps: what somebody has promised to do by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits.models import NextStep, StepOutcome

TITLE = 200


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
    """Done, the promise kept; saying so twice keeps the first time."""
    return end_step(session, step, outcome=step.outcome or StepOutcome.KEPT, note=step.outcome_note, now=now)


def end_step(session: Session, step: NextStep, *, outcome: StepOutcome, note: str, now: datetime) -> NextStep:
    """Kept, not kept, or no longer relevant, with a word about it; ending it again keeps the first time."""
    step.done_at = step.done_at or now
    step.outcome, step.outcome_note = outcome, note
    session.flush()
    return step


def remind(session: Session, step: NextStep, *, user_id: int, today: date, now: datetime, title: str) -> NextStep:
    """A call of one's own today that reminds the company of what it promised; the open one when there is one already.

    Raises:
        Refused: it is no open promise of the company's.
    """
    if not step.by_company or step.done_at is not None:
        raise Refused(_("Only an open promise of the company's can be reminded of."))
    waiting = select(NextStep).where(NextStep.reminder_of_id == step.id, NextStep.done_at.is_(None))
    known = session.scalars(waiting.order_by(NextStep.id)).first()
    if known is not None:
        return known
    plan = StepPlan(title=title[:TITLE], due_on=today, owner_id=user_id, company_id=step.company_id)
    call = add_step(session, now=now, plan=plan, job_order_id=step.job_order_id)
    call.reminder_of_id = step.id
    session.flush()
    return call


def reopen_step(session: Session, step: NextStep) -> NextStep:
    """Not done after all."""
    step.done_at, step.outcome, step.outcome_note = None, None, ""
    session.flush()
    return step


def _fill(step: NextStep, plan: StepPlan) -> None:
    step.title, step.due_on, step.owner_id = plan.title, plan.due_on, plan.owner_id
    step.by_company, step.company_id = plan.by_company, plan.company_id
