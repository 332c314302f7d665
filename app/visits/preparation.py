"""Gathers what somebody needs to know before walking into a company: one sheet for screen, phone and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app import clock
from app.accounts.models import User
from app.attempts.models import Attempt
from app.attempts.queries import recent_attempts
from app.briefings.queries import Box, box_of_company
from app.companies.models import Company, SupplierRelation
from app.orders.models import JobOrder, OrderState
from app.visits import queries, step_queries
from app.visits.fitting import FittingKind, fitting_kinds
from app.visits.models import GuideQuestion, NextStep, Visit, VisitState
from app.visits.queries import LastAnswer

OPEN_ORDERS = (OrderState.OPEN, OrderState.ON_HOLD, OrderState.DRAFT)
MOST_ORDERS, MOST_VISITS = 20, 5


@dataclass(frozen=True)
class Preparation:
    """The sheet. `never_asked` are questions without any answer yet, `answered` pairs of question and last answer."""

    visit: Visit
    company: Company
    presentation: str
    never_asked: Sequence[GuideQuestion]
    answered: Sequence[tuple[GuideQuestion, LastAnswer]]
    our_steps: Sequence[NextStep]
    their_steps: Sequence[NextStep]
    orders: Sequence[JobOrder]
    earlier_visits: Sequence[Visit]
    kinds: Sequence[FittingKind]
    briefings: Box
    attempts: Sequence[Attempt]


def prepare(session: Session, user: User, visit: Visit) -> Preparation:
    """The sheet for one visit; a constant number of queries."""
    company, now = _company(session, visit.company_id), clock.now()
    guide = queries.current_guide(session)
    last = queries.last_answers(session, company.id, before=visit)
    questions = guide.questions if guide else []
    steps = step_queries.open_steps_of_company(session, user, company.id)
    orders = _open_orders(session, company.id)
    return Preparation(
        visit=visit,
        company=company,
        presentation=guide.presentation if guide else "",
        never_asked=[question for question in questions if question.key not in last],
        answered=_oldest_first([(question, last[question.key]) for question in questions if question.key in last]),
        our_steps=[step for step in steps if not step.by_company],
        their_steps=[step for step in steps if step.by_company],
        orders=orders,
        earlier_visits=_earlier(session, visit),
        kinds=fitting_kinds(session, [company.industry, *(order.title for order in orders)]),
        briefings=box_of_company(session, user, company.id, now, visit=visit),
        attempts=recent_attempts(session, user, company.id, now),
    )


def _oldest_first(pairs: list[tuple[GuideQuestion, LastAnswer]]) -> list[tuple[GuideQuestion, LastAnswer]]:
    # What was said longest ago has most likely changed.
    return sorted(pairs, key=lambda pair: (pair[1].on, pair[0].position))


def _company(session: Session, company_id: int) -> Company:
    options = (
        selectinload(Company.fixed_contact),
        selectinload(Company.contacts),
        selectinload(Company.contributions),
        selectinload(Company.suppliers).joinedload(SupplierRelation.organisation),
    )
    query = select(Company).where(Company.id == company_id).options(*options)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _open_orders(session: Session, company_id: int) -> Sequence[JobOrder]:
    query = select(JobOrder).where(JobOrder.company_id == company_id, JobOrder.state.in_(OPEN_ORDERS))
    return session.scalars(query.order_by(JobOrder.created_at.desc(), JobOrder.id.desc()).limit(MOST_ORDERS)).all()


def _earlier(session: Session, visit: Visit) -> Sequence[Visit]:
    query = (
        select(Visit)
        .where(Visit.company_id == visit.company_id, Visit.id != visit.id)
        .where(Visit.state == VisitState.HELD, Visit.starts_at <= visit.starts_at)
        .options(selectinload(Visit.responsible))
    )
    return session.scalars(query.order_by(Visit.starts_at.desc(), Visit.id.desc()).limit(MOST_VISITS)).all()
