"""Works out an undo of many rows while others may write, and asks, once the lock is held, whether it is true still.

On SQLite alone: there one writer keeps all others waiting, and the numbers of the log's lines rise in the order of
commits, so that what was written since is what has a higher number. On PostgreSQL the rows are locked one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import Counter, Database
from app.history.models import Action, Change
from app.history.net import chunks, images_of
from app.history.plan_model import Effect, Plan
from app.history.planning import plan_undo
from app.history.swift import Swift
from app.history.tables import Key, referred_by, unique_keys

# Of fewer rows the lock is held for a moment only, also when all of it is worked out under it.
MANY = 1_000
TRIES = 3
# Rises when a person is taken out of lines of the log that were written before.
ERASURES = "erasures"


@dataclass(frozen=True)
class Watch:
    """What must not have changed: rows acted upon or referred to, rows that go, tables that get values back."""

    rows: frozenset[Key]
    going: frozenset[Key]
    filled: frozenset[str]

    @classmethod
    def over(cls, session: Session, plan: Plan) -> Watch:
        """What the plan rests on."""
        acted = {(t, row.row_id) for by in plan.effects.values() for t, rows in by.items() for row in rows}
        going = {(table, row.row_id) for table, rows in plan.effects[Effect.DELETE].items() for row in rows}
        filled = {table for effect in (Effect.PUT_BACK, Effect.RESTORE) for table in plan.effects[effect]}
        return cls(frozenset(acted | _targets(session, plan)), frozenset(going), frozenset(filled))

    def concerns(self, table: str, row_id: str, after: Mapping[str, Any] | None) -> bool:
        """Whether this change of a row may make the plan untrue; in doubt it does."""
        if (table, row_id) in self.rows:
            return True
        values = after or {}
        if any((each.target, str(values.get(each.column))) in self.going for each in referred_by(table)):
            return True
        unique = {name for key in unique_keys(table) for name in key}
        return table in self.filled and any(values.get(name) is not None for name in unique)


def _targets(session: Session, plan: Plan) -> set[Key]:
    """The rows that restored and former values refer to: they must be there."""
    found: set[Key] = set()
    for effect in (Effect.PUT_BACK, Effect.RESTORE):
        for table, rows in plan.effects[effect].items():
            for piece in chunks(rows):
                for images in images_of(session, table, piece).values():
                    leading = ((each.target, images.before.get(each.column)) for each in referred_by(table))
                    found |= {(target, str(value)) for target, value in leading if value is not None}
    return found


@dataclass(frozen=True)
class Prepared:
    """An undo worked out on a view of the database as it was; `last` is the latest line of the log in it."""

    plan: Plan
    swift: Swift
    watch: Watch
    last: int
    erasures: int

    @classmethod
    def of(cls, reading: Session, action_id: str, *, acting: Session) -> Prepared:
        """Work it out; the acting session is asked only who acts, and when."""
        # All in one view of the database: SQLite's reading transaction begins with the first of these.
        erasures, last = _erasures(reading), reading.scalar(select(func.max(Change.id))) or 0
        plan = plan_undo(reading, action_id)
        return cls(plan, Swift.of(reading, plan, acting=acting), Watch.over(reading, plan), last, erasures)

    def holds(self, session: Session) -> bool:
        """Whether nothing has happened since that the plan rests on; the session has the lock from here on."""
        if _erasures(session) != self.erasures:
            return False
        columns = (Change.table_name, Change.row_id, Change.after)
        since = session.execute(select(*columns).where(Change.id > self.last))
        return not any(self.watch.concerns(*line) for line in since)


def prepare(database: Database, session: Session, action_id: str) -> Prepared | None:
    """Work out the undo of an action before `session` does anything; None where it is worked out as it is done.

    Afterwards the session has the lock, if anything was worked out. Tried again when somebody was at these rows.
    """
    if database.engine.dialect.name != "sqlite":
        return None
    for _try in range(TRIES):
        with database.reading() as reading:
            rows = reading.scalar(select(Action.rows).where(Action.action_id == action_id)) or 0
            prepared = Prepared.of(reading, action_id, acting=session) if rows >= MANY else None
        if prepared is None or prepared.holds(session):
            return prepared
        session.rollback()
    return None


def _erasures(session: Session) -> int:
    return session.scalar(select(Counter.value).where(Counter.name == ERASURES)) or 0


def hold_erasures(session: Session) -> None:
    """Wait for who takes a person out of the log, and let the next one wait for this transaction's end.

    On PostgreSQL: an undo that has read a line may otherwise bring back whom somebody erases meanwhile. On SQLite who
    writes is alone. First of all locks, whoever takes it.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    first = insert(Counter).values(name=ERASURES, value=0)
    session.execute(first.on_conflict_do_nothing(index_elements=["name"]))
    session.get(Counter, ERASURES, with_for_update=True)


def note_erased(session: Session) -> None:
    """Values were taken out of lines of the log: what was worked out from them must not be written any more."""
    Counter.rise(session, ERASURES)
