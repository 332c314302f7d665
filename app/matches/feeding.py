"""Loads the rows that the ranker is fed with: all of them once, afterwards only those that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.db import Counter
from app.matches.changes import COUNTER, EPOCH
from app.matches.models import FedKind, MatchingChange
from app.matches.profiles import candidate_of, changes_on, opening_of
from app.orders.models import JobOrder, OrderState
from app.orders.rules import CLOSED
from app.residents.models import Resident
from app.vocabulary.changes import COUNTER as VOCABULARY
from matching import Candidate, Opening

RANKED_STATES = tuple(state for state in OrderState if state not in CLOSED)
PROFILE = (
    selectinload(Resident.wishes),
    selectinload(Resident.skills),
    selectinload(Resident.personal_skills),
    selectinload(Resident.certificates),
    selectinload(Resident.languages),
    selectinload(Resident.considerations),
)


@dataclass(frozen=True)
class Person:
    """A resident's profile, in whose hands they are, and the day on which time alone changes the profile."""

    profile: Candidate
    resident_id: int
    organisation_id: int
    counsellor_id: int | None
    changes_on: date | None


@dataclass(frozen=True)
class Job:
    """An order's profile and whether it is open."""

    profile: Opening
    order_id: int
    is_open: bool


@dataclass(frozen=True)
class Mark:
    """How far a database's changes have come. Another epoch: another beginning, nothing known before counts.

    `vocabulary` is another number whenever words mean something else.
    """

    epoch: int | None
    seq: int
    vocabulary: int = 0


def present_mark(session: Session) -> Mark:
    """Where the changes stand now. One query."""
    query = select(Counter.name, Counter.value).where(Counter.name.in_((COUNTER, EPOCH, VOCABULARY)))
    values = {row.name: row.value for row in session.execute(query)}
    return Mark(values.get(EPOCH), values.get(COUNTER, 0), values.get(VOCABULARY, 0))


def changes_after(session: Session, seq: int, *, at_most: int) -> list[tuple[FedKind, int, int]]:
    """Kind, row id and place in line of what changed since, oldest first. One query."""
    query = select(MatchingChange.kind, MatchingChange.row_id, MatchingChange.seq).where(MatchingChange.seq > seq)
    rows = session.execute(query.order_by(MatchingChange.seq).limit(at_most))
    return [(row.kind, row.row_id, row.seq) for row in rows]


def all_people(session: Session, today: date) -> list[Person]:
    """All active residents."""
    return _people(session, select(Resident).where(Resident.active), today)


def people(session: Session, ids: Collection[int], today: date) -> list[Person]:
    """Those of the ids who are active residents."""
    return _people(session, select(Resident).where(Resident.active, Resident.id.in_(ids)), today) if ids else []


def _people(session: Session, query: Select[Resident], today: date) -> list[Person]:
    rows: Iterable[Resident] = session.scalars(query.options(*PROFILE).order_by(Resident.id))
    return [
        Person(candidate_of(row, today), row.id, row.organisation_id, row.counsellor_id, changes_on(row, today))
        for row in rows
    ]


def all_jobs(session: Session) -> list[Job]:
    """All orders that are not closed; task ideas and orders on hold are ranked too, but proposed to nobody."""
    return _jobs(session, select(JobOrder).where(JobOrder.state.in_(RANKED_STATES)))


def jobs(session: Session, ids: Collection[int], company_ids: Collection[int]) -> list[Job]:
    """Those of the ids, and of the companies' orders, that are not closed."""
    if not (ids or company_ids):
        return []
    wanted = JobOrder.id.in_(ids) | JobOrder.company_id.in_(company_ids)
    return _jobs(session, select(JobOrder).where(JobOrder.state.in_(RANKED_STATES), wanted))


def _jobs(session: Session, query: Select[JobOrder]) -> list[Job]:
    rows: Iterable[JobOrder] = session.scalars(query.options(joinedload(JobOrder.company)).order_by(JobOrder.id))
    return [Job(opening_of(row), row.id, row.state is OrderState.OPEN) for row in rows]
