"""Everything that happened between us and a company: one line of time, paged, by kind; a constant number of queries."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Date, Select, func, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from app.attempts.models import Attempt
from app.companies.models import CompanyWarning, StageChange
from app.matches.models import Match, MatchState, MatchStateChange
from app.orders.models import JobOrder
from app.paging import Page, page_number
from app.visits.models import NextStep, Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

PER_PAGE = 40
# What the company itself notices of a match; everything else is between us and the resident.
SEEN_BY_COMPANY = (MatchState.PUT_FORWARD, MatchState.INTERVIEW, MatchState.AGREEMENT)


class MomentKind(enum.StrEnum):
    """What happened."""

    STAGE = "stage"
    VISIT = "visit"
    CONTACT = "contact"
    ATTEMPT = "attempt"
    ORDER = "order"
    PROMISE = "promise"
    MATCH = "match"
    WARNING = "warning"


# Not for those who buy from the company: why it hesitates, what was promised, who was put forward.
INSIDE = frozenset({MomentKind.ATTEMPT, MomentKind.PROMISE, MomentKind.MATCH, MomentKind.WARNING})


@dataclass(frozen=True)
class Moment:
    """One line: on which day, what, the row that tells more, and of matches how many people and how far."""

    on: date
    kind: MomentKind
    row: Any
    number: int = 0
    word: str = ""


def kinds_for(*, inside: bool) -> list[MomentKind]:
    """The kinds that a person may see; `inside` are those who work with the companies."""
    return [kind for kind in MomentKind if inside or kind not in INSIDE]


def moments_page(session: Session, company_id: int, kinds: Collection[MomentKind], number: int) -> Page[Moment]:
    """One page of the line, newest first; a number beyond the end gives the last page. Ten queries at most."""
    line = _line(company_id, kinds).subquery()
    total = session.scalar(select(func.count()).select_from(line)) or 0
    number = page_number(number, total, PER_PAGE)
    ordered = select(line).order_by(line.c.day.desc(), line.c.kind, line.c.row_id.desc())
    found = session.execute(ordered.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).all()
    rows = {kind: _rows(session, kind, [row.row_id for row in found if row.kind == kind]) for kind in kinds}
    moments = [
        Moment(row.day, MomentKind(row.kind), rows[MomentKind(row.kind)][row.row_id], row.number, row.word)
        for row in found
    ]
    return Page(moments, number, total, PER_PAGE)


def _line(company_id: int, kinds: Collection[MomentKind]) -> CompoundSelect[Any]:
    return union_all(*(SOURCES[kind](company_id) for kind in MomentKind if kind in kinds))


def _source(kind: MomentKind, at: Any, row_id: Any, *, number: Any = None, word: Any = None) -> Select[Any]:
    return select(
        literal(kind.value).label("kind"),
        func.date(at, type_=Date()).label("day"),
        row_id.label("row_id"),
        (literal(0) if number is None else number).label("number"),
        (literal("") if word is None else word).label("word"),
    )


def _visits(company_id: int) -> Select[Any]:
    source = _source(MomentKind.VISIT, Visit.starts_at, Visit.id)
    return source.where(Visit.company_id == company_id, Visit.state != VisitState.PLANNED)


def _contacts(company_id: int) -> Select[Any]:
    source = _source(MomentKind.CONTACT, PlannedContact.on_date, PlannedContact.id)
    # A planned contact that became a visit is told once, as the visit.
    return source.where(
        PlannedContact.company_id == company_id,
        PlannedContact.state != PlannedState.PLANNED,
        PlannedContact.visit_id.is_(None),
    )


def _promises(company_id: int) -> Select[Any]:
    source = _source(MomentKind.PROMISE, NextStep.done_at, NextStep.id)
    return source.where(NextStep.company_id == company_id, NextStep.done_at.is_not(None))


def _matches(company_id: int) -> Select[Any]:
    # By order and how far: how many, never who.
    at, number = func.max(MatchStateChange.at), func.count()
    source = _source(MomentKind.MATCH, at, JobOrder.id, number=number, word=MatchStateChange.state)
    joined = source.join(Match, Match.job_order_id == JobOrder.id)
    return (
        joined.join(MatchStateChange, MatchStateChange.match_id == Match.id)
        .where(JobOrder.company_id == company_id, MatchStateChange.state.in_(SEEN_BY_COMPANY))
        .group_by(JobOrder.id, MatchStateChange.state)
    )


def _plain(kind: MomentKind, table: Any, at: Any) -> Callable[[int], Select[Any]]:
    return lambda company_id: _source(kind, at, table.id).where(table.company_id == company_id)


SOURCES: dict[MomentKind, Callable[[int], Select[Any]]] = {
    MomentKind.STAGE: _plain(MomentKind.STAGE, StageChange, StageChange.at),
    MomentKind.VISIT: _visits,
    MomentKind.CONTACT: _contacts,
    MomentKind.ATTEMPT: _plain(MomentKind.ATTEMPT, Attempt, Attempt.at),
    MomentKind.ORDER: _plain(MomentKind.ORDER, JobOrder, JobOrder.created_at),
    MomentKind.PROMISE: _promises,
    MomentKind.MATCH: _matches,
    MomentKind.WARNING: _plain(MomentKind.WARNING, CompanyWarning, CompanyWarning.at),
}
TOLD_BY: dict[MomentKind, tuple[Any, Any]] = {
    MomentKind.STAGE: (StageChange, StageChange.user),
    MomentKind.VISIT: (Visit, Visit.responsible),
    MomentKind.CONTACT: (PlannedContact, PlannedContact.responsible),
    MomentKind.ATTEMPT: (Attempt, Attempt.user),
    MomentKind.ORDER: (JobOrder, None),
    MomentKind.PROMISE: (NextStep, NextStep.owner),
    MomentKind.MATCH: (JobOrder, None),
    MomentKind.WARNING: (CompanyWarning, CompanyWarning.user),
}


def _rows(session: Session, kind: MomentKind, ids: Collection[int]) -> dict[int, Any]:
    if not ids:
        return {}
    table, person = TOLD_BY[kind]
    query = select(table).where(table.id.in_(ids))
    return {row.id: row for row in session.scalars(query if person is None else query.options(joinedload(person)))}
