"""Reads of next steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.db import is_writing
from app.permissions import allowed
from app.visits.models import NextStep


def get_step_for(session: Session, user: User, step_id: int) -> NextStep:
    """The step with its company, if this user may know of it; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = visible_steps(user).where(NextStep.id == step_id).options(joinedload(NextStep.company))
    step = session.scalar(query.with_for_update(of=NextStep) if is_writing(session) else query)
    if step is None:
        raise NotFound
    return step


def visible_steps(user: User) -> Select[NextStep]:
    """All steps, but for those who buy from the companies only their own: steps hold promises (no pressure)."""
    query = select(NextStep)
    return query if allowed(user.roles, "visits.read_notes") else query.where(NextStep.owner_id == user.id)


def step_list(user: User, *, done: bool = False, mine: bool = False, company_id: int | None = None) -> Select[NextStep]:
    """The list of steps with its filters and what it shows."""
    finished = NextStep.done_at.is_not(None) if done else NextStep.done_at.is_(None)
    query = visible_steps(user).where(finished).options(*_shown())
    if mine:
        query = query.where(NextStep.owner_id == user.id)
    return query.where(NextStep.company_id == company_id) if company_id else query


def open_steps_of_company(session: Session, user: User, company_id: int) -> Sequence[NextStep]:
    """What is promised and not done between us and a company, both ways (`by_company`), most overdue first."""
    query = step_list(user, company_id=company_id)
    return session.scalars(query.order_by(NextStep.due_on, NextStep.id)).all()


def steps_of_visit(session: Session, user: User, visit_id: int) -> Sequence[NextStep]:
    """The steps that came out of a visit, open ones first."""
    query = visible_steps(user).where(NextStep.visit_id == visit_id).options(*_shown())
    return session.scalars(query.order_by(NextStep.done_at.is_not(None), NextStep.due_on, NextStep.id)).all()


def _shown() -> tuple[Any, ...]:
    return (
        joinedload(NextStep.owner),
        joinedload(NextStep.company),
        joinedload(NextStep.job_order),
        with_reminders(),
    )


def with_reminders() -> Any:
    """Loads who is to remind the company of a promise already, and when."""
    return selectinload(NextStep.open_reminders).joinedload(NextStep.owner)
