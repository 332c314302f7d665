"""Reads for merging: the two companies with what hangs on them, proposals, and where an old number leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.companies.models import Company, StageChange, SupplierRelation
from app.db import is_writing
from app.history.models import Action, ActionKind, Change
from app.merging.models import DoubleProposal, MergedCompany, NotSame
from app.merging.rules import Side
from app.orders.models import JobOrder
from app.visits.models import NextStep, Visit
from app.wheel.models import PlannedContact

COUNTED = (Visit, JobOrder, NextStep, PlannedContact)


@dataclass(frozen=True)
class Pair:
    """Two companies side by side; the first is the one that was registered first, and keeps its number."""

    first: Company
    second: Company

    @property
    def version(self) -> str:
        """Both versions: a form made from an older state of either is stale."""
        return f"{self.first.version}-{self.second.version}"


def get_pair_for(session: Session, user: User, one_id: int, other_id: int) -> Pair:
    """The two companies with contact persons, suppliers and contributions; locked, in order, when the session writes.

    Raises:
        NotFound: one of them is not there, or they are the same.
    """
    options = (
        joinedload(Company.fixed_contact),
        joinedload(Company.own_operation_of),
        selectinload(Company.contacts),
        selectinload(Company.contributions),
        selectinload(Company.suppliers).joinedload(SupplierRelation.organisation),
    )
    query = select(Company).where(Company.id.in_([one_id, other_id])).order_by(Company.id).options(*options)
    rows = list(session.scalars(query.with_for_update(of=Company) if is_writing(session) else query))
    if len(rows) != 2:
        raise NotFound
    return Pair(*rows)


def latest_stage(session: Session, pair: Pair) -> Side:
    """Whose relation moved last."""
    query = select(StageChange.company_id).where(StageChange.company_id.in_([pair.first.id, pair.second.id]))
    return (
        Side.SECOND if session.scalar(query.order_by(StageChange.at.desc()).limit(1)) == pair.second.id else Side.FIRST
    )


def amounts(session: Session, pair: Pair) -> dict[int, dict[str, int]]:
    """How much hangs on each: visits, orders, next steps, planned contacts. One query each."""
    found: dict[int, dict[str, int]] = {pair.first.id: {}, pair.second.id: {}}
    for model in COUNTED:
        query = select(model.company_id, func.count()).where(model.company_id.in_(found)).group_by(model.company_id)
        for company_id, count in session.execute(query):
            if company_id is not None:
                found[company_id][model.__tablename__] = count
    return found


def said_not_same(session: Session, pair: Pair) -> NotSame | None:
    """Who has said that the two are not one, if anybody has."""
    query = select(NotSame).where(NotSame.first_id == pair.first.id, NotSame.second_id == pair.second.id)
    return session.scalar(query.options(joinedload(NotSame.user)))


def apart_list() -> Select[Any]:
    """Pairs of which somebody has said that they are not one, the latest first."""
    return select(NotSame).options(joinedload(NotSame.user)).order_by(NotSame.at.desc(), NotSame.id.desc())


def companies_of(session: Session, pairs: Iterable[NotSame]) -> dict[int, Company]:
    """The companies of these pairs, by number."""
    ids = {one for pair in pairs for one in (pair.first_id, pair.second_id)}
    return {company.id: company for company in session.scalars(select(Company).where(Company.id.in_(ids)))}


def just_told_apart(session: Session, one_id: int, other_id: int) -> NotSame | None:
    """The pair, if somebody has said that the two are not one."""
    low, high = sorted((one_id, other_id))
    return session.scalar(select(NotSame).where(NotSame.first_id == low, NotSame.second_id == high))


@dataclass(frozen=True)
class Merge:
    """A company that went into another: what it was called, when, by whom, and the action that can be undone."""

    label: str
    at: datetime
    who: str
    action_id: int


def merges_into(session: Session, company: Company) -> list[Merge]:
    """What has been merged into a company, also on the way through another; the latest first."""
    old = [str(one) for one in session.scalars(select(MergedCompany.old_id).where(MergedCompany.into_id == company.id))]
    query = (
        select(Action.label, Action.at, User.name, Action.id)
        .join(Change, Change.action_id == Action.action_id)
        .outerjoin(User, User.id == Action.actor_id)
        .where(Change.table_name == MergedCompany.__tablename__, Change.row_id.in_(old), Change.before.is_(null()))
        .where(Action.kind == ActionKind.MERGE)
        .order_by(Action.id.desc())
    )
    return [Merge(row[0], row[1], row[2] or "", row[3]) for row in session.execute(query)] if old else []


def proposal_list() -> Select[Any]:
    """Pairs that the latest sweep found, the surest first."""
    return (
        select(DoubleProposal)
        .options(joinedload(DoubleProposal.first), joinedload(DoubleProposal.second))
        .order_by(DoubleProposal.score.desc(), DoubleProposal.id)
    )


def latest_sweep(session: Session) -> Any:
    """When proposals were last worked out, as far as there are any."""
    return session.scalar(select(func.max(DoubleProposal.found_at)))


def leads_to(session: Session, company_id: int) -> int | None:
    """The company that an old number leads to."""
    return session.scalar(select(MergedCompany.into_id).where(MergedCompany.old_id == company_id))
