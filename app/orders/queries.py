"""Reads of job orders; a look-up is at the same time the permission to see."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.models import User
from app.companies.models import Company, ContactPerson
from app.companies.rules import folded
from app.db import is_writing
from app.matches.models import Match, MatchState
from app.orders.life import Life, life_of
from app.orders.models import JobOrder, OrderState, OrderStateChange
from app.orders.rules import CLOSED
from app.visits.models import NextStep
from app.visits.step_queries import visible_steps

MOST_TO_CHOOSE = 12
FEWEST_LETTERS = 3
LONGEST_NAME = 200


def get_order_for(session: Session, user: User, order_id: int) -> JobOrder:
    """The order with its company and who is responsible, if this user may know of it; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    with_company = (joinedload(JobOrder.company, innerjoin=True), joinedload(JobOrder.responsible, innerjoin=True))
    query = select(JobOrder).where(JobOrder.id == order_id).options(*with_company)
    return _found(session, query.with_for_update(of=JobOrder) if is_writing(session) else query)


def get_order_page_for(session: Session, user: User, order_id: int) -> JobOrder:
    """The same look-up, with everything that the order's page shows of the order itself."""
    options = (
        joinedload(JobOrder.company, innerjoin=True).joinedload(Company.fixed_contact),
        joinedload(JobOrder.contact_person),
        joinedload(JobOrder.responsible, innerjoin=True),
        selectinload(JobOrder.state_changes).joinedload(OrderStateChange.user),
    )
    return _found(session, select(JobOrder).where(JobOrder.id == order_id).options(*options))


def open_orders(session: Session) -> list[JobOrder]:
    """All open orders with their companies: what residents are matched with. One query."""
    query = select(JobOrder).where(JobOrder.state == OrderState.OPEN).options(joinedload(JobOrder.company))
    return list(session.scalars(query.order_by(JobOrder.id)))


def unfinished_orders_at(session: Session, company_id: int) -> list[JobOrder]:
    """A company's orders that are not filled, withdrawn or expired, the newest first. One query."""
    query = select(JobOrder).where(JobOrder.company_id == company_id, JobOrder.state.not_in(CLOSED))
    return list(session.scalars(query.order_by(JobOrder.created_at.desc(), JobOrder.id.desc())))


def lives_of(session: Session, order_ids: Collection[int]) -> dict[int, Life]:
    """When each order was opened and filled. One query."""
    query = select(OrderStateChange).where(OrderStateChange.job_order_id.in_(order_ids))
    steps: dict[int, list[OrderStateChange]] = {order_id: [] for order_id in order_ids}
    for change in session.scalars(query.order_by(OrderStateChange.id)):
        steps[change.job_order_id].append(change)
    return {order_id: life_from(changes) for order_id, changes in steps.items()}


def life_from(changes: Collection[OrderStateChange]) -> Life:
    """The life that an order's dated states tell, in whatever order they come."""
    return life_of((clock.local_day(c.at), c.state) for c in sorted(changes, key=lambda change: change.id))


def positions_taken(session: Session, order_ids: Collection[int]) -> dict[int, int]:
    """How many of each order's positions have an agreement; orders without any are left out. One query."""
    agreed = (Match.job_order_id.in_(order_ids), Match.state == MatchState.AGREEMENT)
    query = select(Match.job_order_id, func.count()).where(*agreed).group_by(Match.job_order_id)
    return {row[0]: row[1] for row in session.execute(query)}


def next_steps_of(session: Session, user: User, order: JobOrder) -> list[NextStep]:
    """What somebody has promised to do about the order, as far as this user may know: open ones first, by day."""
    query = visible_steps(user).where(NextStep.job_order_id == order.id).options(joinedload(NextStep.owner))
    return list(session.scalars(query.order_by(NextStep.done_at.is_not(None), NextStep.due_on, NextStep.id)))


def contacts_at(session: Session, company_id: int) -> list[ContactPerson]:
    """The company's contact persons by name, also those who left."""
    query = select(ContactPerson).where(ContactPerson.company_id == company_id)
    return list(session.scalars(query.order_by(ContactPerson.name, ContactPerson.id)))


def companies_like(session: Session, typed: str) -> list[Company]:
    """Companies whose name holds all typed words, or whose number is the one typed; an exact name stands alone.

    A letter or two find only a company with just that name.
    """
    # It is asked before the form is checked: a whole book in the field must not become a query of its words.
    text = typed[:LONGEST_NAME]
    digits = "".join(character for character in text if character in "0123456789")
    words = folded(text).split()
    if len(digits) == 8:
        return list(session.scalars(select(Company).where(Company.cvr == digits)))
    name = " ".join(words)
    same = list(session.scalars(select(Company).where(Company.folded_name == name)))
    if len(same) == 1 or len(name) < FEWEST_LETTERS:
        return same
    return list(session.scalars(_named(words).limit(MOST_TO_CHOOSE)))


def _named(words: list[str]) -> Select[Company]:
    conditions = [Company.folded_name.contains(word, autoescape=True) for word in words]
    return select(Company).where(*conditions).order_by(Company.folded_name, Company.id)


def _found(session: Session, query: Select[JobOrder]) -> JobOrder:
    order = session.scalar(query)
    if order is None:
        raise NotFound
    return order
