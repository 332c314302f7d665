"""Whether former values still fit: what they refer to is there or comes back, what must be unique is free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import null, select, tuple_
from sqlalchemy.orm import Session

from app.history.models import Change
from app.history.net import Net
from app.history.plan_model import Effect, Left, Plan, Reason
from app.history.tables import Reference, referred_by, row_id_of, table_of, unique_keys


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that an undo would write: the values, and the row as it stands now (None: it would come back)."""

    row: Net
    values: dict[str, Any]
    present: Any

    def part(self, name: str) -> Any:
        """The value that the column would have."""
        if name in self.values or self.present is None:
            return self.values.get(name)
        return getattr(self.present, name)


def misfits(session: Session, plan: Plan, table: str, wanted: list[Wanted]) -> Iterator[Left]:
    """The rows that can't be written again, each with why."""
    for reference in referred_by(table):
        yield from _target_gone(session, plan, reference, wanted)
    for key in unique_keys(table):
        yield from _taken(session, plan, table, key, wanted)


def _target_gone(session: Session, plan: Plan, reference: Reference, wanted: list[Wanted]) -> Iterator[Left]:
    leading = {each.row.row_id: each.values[reference.column] for each in wanted if each.values.get(reference.column)}
    if not leading:
        return
    target = table_of(reference.target).c.id
    found = set(session.scalars(select(target).where(target.in_(set(leading.values())))))
    found |= {int(row.row_id) for row in plan.rows(Effect.RESTORE, reference.target)}
    if reference.target == reference.table:
        found |= {int(each.row.row_id) for each in wanted}
    for row_id, value in leading.items():
        if value not in found:
            yield Left(reference.table, row_id, Reason.TARGET_GONE, (reference.column,))


def _taken(session: Session, plan: Plan, table: str, key: tuple[str, ...], wanted: list[Wanted]) -> Iterator[Left]:
    """Rows whose value another row has and keeps; an empty part collides with nothing."""
    writing = [each for each in wanted if any(name in each.values for name in key)]
    asked = {tuple(each.part(name) for name in key): each.row.row_id for each in writing}
    asked = {parts: row_id for parts, row_id in asked.items() if None not in parts}
    if not asked:
        return
    source = table_of(table)
    columns = [source.c[name] for name in key]
    query = select(*source.primary_key, *columns).where(tuple_(*columns).in_(list(asked)))
    free = {each.row.row_id for each in writing} | {row.row_id for row in plan.rows(Effect.PUT_BACK, table)}
    free |= _created(session, plan.action_id, table)
    for row in session.execute(query):
        identity, row_id = row_id_of(table, row), asked[tuple(row[-len(key) :])]
        if identity != row_id and identity not in free:
            yield Left(table, row_id, Reason.TAKEN, key, other=(table, identity))


def _created(session: Session, action_id: str, table: str) -> set[str]:
    query = select(Change.row_id).where(Change.action_id == action_id, Change.table_name == table)
    return set(session.scalars(query.where(Change.before.is_(null()))))
