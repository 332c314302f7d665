"""Pure rules of visits and next steps: who may edit, what is overdue, what moves a calendar entry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from app import clock
from app.accounts.models import Role
from app.companies.models import Company
from app.permissions import allowed
from app.visits.models import NextStep, Visit, VisitState

EDITORS = frozenset({Role.CONSULTANT, Role.BROKER})
# Whom a visit can be the task of, and who can come along: the manager opens the door at first meetings.
RESPONSIBLE_ROLES = (Role.CONSULTANT, Role.BROKER, Role.COUNSELLOR)
PARTICIPANT_ROLES = (*RESPONSIBLE_ROLES, Role.JOB_CONSULTANT, Role.MANAGER)

# A time that is mended within the hour was a slip of the finger: nobody has to say why.
SLIP = timedelta(hours=1)


def is_involved(user_id: int, company: Company, responsible_id: int, participants: Collection[int]) -> bool:
    """Whether a person is fixed contact of the company, responsible for the visit, or comes along."""
    return user_id in (company.fixed_contact_id, responsible_id) or user_id in participants


def may_edit(roles: Collection[Role], user_id: int, visit: Visit) -> bool:
    """Consultants and brokers edit all visits, a counsellor those that they are part of.

    Needs `company` and `participants` loaded.
    """
    if EDITORS.intersection(roles):
        return True
    participants = {row.user_id for row in visit.participants}
    return Role.COUNSELLOR in roles and is_involved(user_id, visit.company, visit.responsible_id, participants)


def may_edit_step(roles: Collection[Role], user_id: int, step: NextStep) -> bool:
    """The owner edits their own step, consultants and brokers all; a counsellor those of their own companies.

    Needs `company` loaded.
    """
    if not allowed(roles, "steps.edit"):
        return False
    if EDITORS.intersection(roles) or step.owner_id == user_id:
        return True
    return Role.COUNSELLOR in roles and step.company is not None and step.company.fixed_contact_id == user_id


def has_begun(visit: Visit, now: datetime) -> bool:
    """Whether the visit's time has come."""
    return visit.starts_at <= now


def may_have_been(visit: Visit, now: datetime) -> bool:
    """Whether the visit can have been held: its time has come, or it was put forward within the same day."""
    return has_begun(visit, now) or clock.local_day(visit.starts_at) == clock.local_day(now)


def lacks_note(visit: Visit, now: datetime) -> bool:
    """A planned visit whose time is over: was it held? Somebody has to say."""
    return visit.state == VisitState.PLANNED and visit.ends_at <= now


def needs_reason_to_move(visit: Visit, now: datetime) -> bool:
    """Whether others may have acted on the visit's time already."""
    return now - visit.created_at > SLIP


def is_overdue(step: NextStep, today: date) -> bool:
    """An open step whose day has passed."""
    return step.done_at is None and step.due_on < today


def exists_on_the_clock(local: datetime) -> bool:
    """Whether a wall-clock time in Denmark exists: in the night of March when the clock jumps, one hour doesn't."""
    return clock.to_local(clock.to_utc(local)).replace(tzinfo=None) == local
