"""Gathers what a visit's page shows: the note beside the guide's questions, next steps, orders, what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.attempts.queries import recent_attempts
from app.briefings.queries import box_of_company
from app.orders.models import JobOrder
from app.permissions import allowed
from app.visits import queries, rules, step_queries
from app.visits.closing import planned_at
from app.visits.models import GuideQuestion, Visit, VisitState
from app.visits.moving import moves_of
from app.visits.queries import LastAnswer
from app.wheel.models import PlannedContact


@dataclass(frozen=True)
class AnswerLine:
    """A question with what was said at this visit ("" when nothing) and at the one before."""

    question: GuideQuestion
    text: str
    last: LastAnswer | None

    @property
    def has_changed(self) -> bool:
        """Whether it was answered before, and otherwise."""
        return self.last is not None and self.last.text.strip() != self.text.strip()


def shown(session: Session, user: User, visit: Visit, now: datetime) -> dict[str, Any]:
    """Everything on the page; the note only for those who may read notes."""
    may_edit = rules.may_edit(user.roles, user.id, visit)
    reads_notes = allowed(user.roles, "visits.read_notes")
    steps = step_queries.steps_of_visit(session, user, visit.id)
    return {
        "visit": visit,
        "may_edit": may_edit,
        "reads_notes": reads_notes,
        "has_begun": rules.has_begun(visit, now),
        "may_have_been": rules.may_have_been(visit, now),
        "lacks_note": rules.lacks_note(visit, now),
        "lines": answer_lines(session, visit) if reads_notes else [],
        "steps": steps,
        "editable_steps": {step.id for step in steps if rules.may_edit_step(user.roles, user.id, step)},
        "orders": orders_of(session, visit.id),
        "waits_for_closing": may_edit and visit.state == VisitState.HELD and visit.closed_at is None,
        "moves": moves_of(session, visit.id) if reads_notes else [],
        "fulfils": fulfilled_by(session, visit.id),
        "planned_next": planned_at(session, visit.id),
        "attempts": recent_attempts(session, user, visit.company_id, now) if visit.state == VisitState.PLANNED else [],
        "briefings": box_of_company(session, user, visit.company_id, now, visit=visit),
    }


def answer_lines(session: Session, visit: Visit) -> list[AnswerLine]:
    """The questions of the visit's guide with this and the last answer; only those with any."""
    guide = queries.guide_of(session, visit)
    if guide is None:
        return []
    now_said, last = queries.answers_of(session, visit), queries.last_answers(session, visit.company_id, before=visit)
    lines = [AnswerLine(q, now_said.get(q.key, ""), last.get(q.key)) for q in guide.questions]
    return [line for line in lines if line.text]


def orders_of(session: Session, visit_id: int) -> Sequence[JobOrder]:
    """The job orders that came out of a visit."""
    return session.scalars(select(JobOrder).where(JobOrder.visit_id == visit_id).order_by(JobOrder.id)).all()


def fulfilled_by(session: Session, visit_id: int) -> Sequence[PlannedContact]:
    """The planned contacts of the wheel that the visit is, or was."""
    query = select(PlannedContact).where(PlannedContact.visit_id == visit_id)
    return session.scalars(query.order_by(PlannedContact.id)).all()
