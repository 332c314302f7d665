"""Reads what waits for a person, from the lists of My day."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.accounts.models import User
from app.home import queries as day
from app.home.rules import Horizon
from app.orders.models import JobOrder, OrderState
from app.permissions import allowed
from app.reminders.models import ReminderSetting
from app.reminders.rules import Agenda, next_workday
from app.visits.models import Visit, VisitState

ONE_DAY = timedelta(days=1)
MOST_ORDERS = 30


def people(session: Session) -> list[User]:
    """Active users with their roles, by number. Two queries."""
    return list(
        session.scalars(select(User).where(User.active).options(joinedload(User.role_rows)).order_by(User.id)).unique()
    )


def person(session: Session, user_id: int | None) -> User | None:
    """One active user with the roles. Two queries."""
    query = select(User).where(User.id == user_id, User.active).options(joinedload(User.role_rows))
    return session.scalars(query).unique().one_or_none()


def setting_of(session: Session, user_id: int) -> ReminderSetting | None:
    """A user's own wish, when there is one."""
    return session.get(ReminderSetting, user_id)


def agenda_of(session: Session, user: User, today: date) -> Agenda:
    """What waits for this user today, by the same rules as My day; at most six queries."""
    horizon = Horizon(today)
    visits = day.visits(session, user, horizon) if allowed(user.roles, "visits.read") else []
    questions = day.questions(session, user) if allowed(user.roles, "matches.answer") else []
    since_yesterday = [one for one in questions if clock.local_day(one.inquiry.asked_at) >= today - ONE_DAY]
    return Agenda(
        today=today,
        visits=[visit for visit in visits if _is_coming(visit, today)],
        unnoted=[visit for visit in visits if clock.local_day(visit.starts_at) < today],
        steps=[step for step in day.steps(session, user, horizon) if step.due_on <= today]
        if allowed(user.roles, "steps.edit")
        else [],
        planned=[plan for plan in day.planned_contacts(session, user, horizon) if plan.on_date <= today]
        if allowed(user.roles, "wheel.edit")
        else [],
        questions=questions,
        passed_orders=_passed_orders(session, user, today) if allowed(user.roles, "orders.edit") else [],
        consents=[consent.valid_until for consent, _resident in day.consents_running_out(session, user, horizon)]
        if allowed(user.roles, "residents.read")
        else [],
        questions_since_yesterday=len(since_yesterday),
    )


def _is_coming(visit: Visit, today: date) -> bool:
    return visit.state is VisitState.PLANNED and today <= clock.local_day(visit.starts_at) <= next_workday(today)


def _passed_orders(session: Session, user: User, today: date) -> list[JobOrder]:
    """The user's open orders whose last day to apply has passed."""
    open_still = JobOrder.state.in_((OrderState.OPEN, OrderState.ON_HOLD))
    query = select(JobOrder).where(JobOrder.responsible_id == user.id, open_still, JobOrder.apply_by < today)
    query = query.options(joinedload(JobOrder.company, innerjoin=True)).order_by(JobOrder.apply_by, JobOrder.id)
    return list(session.scalars(query.limit(MOST_ORDERS)))
