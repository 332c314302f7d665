"""The sweep (`jobloft duplicates`): reads all companies, works out which may be one, writes the proposals anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.companies.models import Company
from app.merging.blocking import proposals
from app.merging.likeness import Known, Likeness, Reason, known
from app.merging.models import DoubleProposal, NotSame

CHUNK = 1_000
MOST = 5_000
PARTS = ("cvr", "p_number", "phone", "email", "website", "street", "postal_code", "own_operation_of_id")


def read_companies(session: Session, among: Collection[int] | None = None) -> list[Known]:
    """All companies, or those of these numbers, as they are compared."""
    columns = [getattr(Company, name) for name in PARTS]
    query = select(Company.id, Company.folded_name, *columns).order_by(Company.id)
    rows = session.execute(query if among is None else query.where(Company.id.in_(among)))
    return [known(row[0], row[1], **dict(zip(PARTS, row[2:], strict=True))) for row in rows]


def told_apart(session: Session) -> frozenset[tuple[int, int]]:
    """Pairs of which somebody has said that they are not the same."""
    return frozenset(
        (row.first_id, row.second_id) for row in session.execute(select(NotSame.first_id, NotSame.second_id))
    )


def work_out(session: Session, *, among: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The proposals as rows, without writing anything: this takes the time, and holds no lock."""
    found = proposals(read_companies(session, among), but=told_apart(session))
    return [_row(one, other, weighed) for one, other, weighed in found[:MOST]]


def _row(one: Known, other: Known, weighed: Likeness) -> dict[str, Any]:
    reasons = [[r.value, weighed.percent] if r == Reason.LIKE_NAME else [r.value] for r in weighed.reasons]
    return {"first_id": one.id, "second_id": other.id, "score": weighed.score, "reasons": reasons}


def keep(session: Session, rows: list[dict[str, Any]], *, now: datetime) -> int:
    """Write the proposals in place of the former ones; what has been merged or told apart meanwhile is left out."""
    apart = told_apart(session)
    there = set(session.scalars(select(Company.id)))
    fit = [
        row | {"found_at": now}
        for row in rows
        if {row["first_id"], row["second_id"]} <= there and (row["first_id"], row["second_id"]) not in apart
    ]
    session.execute(delete(DoubleProposal), execution_options={"synchronize_session": False})
    for piece in _pieces(fit):
        session.execute(insert(DoubleProposal), piece)
    return len(fit)


def _pieces(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while piece := list(islice(waiting, CHUNK)):
        yield piece
