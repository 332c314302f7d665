"""Which rows that an action created may go: those that nobody has changed since, and that nothing which stays needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.history.net import Images, Net, chunks, images_of
from app.history.plan_model import Effect, Left, Plan, Reason
from app.history.tables import RISING, Key, present_rows, referred_by, referring_to, row_id_of, table_of


class _Created:
    """The rows that the action created and that are there still: who of them refers to whom, and why some stay."""

    def __init__(self, rows: dict[str, list[Net]]) -> None:
        self.rows = rows
        self.known = {(table, row.row_id) for table, found in rows.items() for row in found}
        self.there: set[Key] = set()
        self.parents: dict[Key, list[Key]] = defaultdict(list)
        self.belonging: dict[Key, list[Key]] = defaultdict(list)
        self.staying: dict[Key, Left] = {}

    def note(self, table: str, row_id: str, row: Any) -> None:
        """It is there; its parents among the created rows must stay if it does."""
        key = (table, row_id)
        self.there.add(key)
        for reference in referred_by(table):
            parent = (reference.target, str(getattr(row, reference.column)))
            if parent in self.known:
                self.parents[key].append(parent)
                if reference.cascades:
                    self.belonging[parent].append(key)

    def stay(self, left: Left) -> None:
        """This row stays, and so does what it refers to, and what belongs to it."""
        waiting = [left]
        while waiting:
            now = waiting.pop()
            key = (now.table, now.row_id)
            if key in self.staying:
                continue
            self.staying[key] = now
            waiting += [Left(*parent, Reason.BUILT_UPON, other=now.other or key) for parent in self.parents[key]]
            waiting += [Left(*child, Reason.BELONGS_TO_LEFT, other=now.other) for child in self.belonging[key]]


def plan_created(session: Session, plan: Plan, rows: dict[str, list[Net]]) -> None:
    """Plan the deletion of created rows, or name why they stay; needs what is put back to be planned already."""
    created = _Created(rows)
    edited = [left for table in rows for left in _compare(session, created, table)]
    built_upon = [left for table in rows for left in _built_upon(session, plan, created, table)]
    for left in (*edited, *built_upon):
        created.stay(left)
    for table, found in rows.items():
        for row in found:
            key = (table, row.row_id)
            if key in created.staying:
                plan.left.append(created.staying[key])
            elif key in created.there:
                plan.add(Effect.DELETE, table, row)


def _compare(session: Session, created: _Created, table: str) -> Iterator[Left]:
    for piece in chunks(created.rows[table]):
        images = images_of(session, table, piece)
        for row_id, row in present_rows(session, table, [row.row_id for row in piece]).items():
            created.note(table, row_id, row)
            columns = _edited(images[row_id], row)
            if columns:
                yield Left(table, row_id, Reason.EDITED, columns)


def _edited(images: Images, row: Any) -> tuple[str, ...]:
    return tuple(
        name for name, value in images.after.items() if name not in RISING and getattr(row, name, value) != value
    )


def _built_upon(session: Session, plan: Plan, created: _Created, table: str) -> Iterator[Left]:
    """Created rows that a row refers to which is neither created by the action nor led elsewhere by the undo."""
    for reference in referring_to(table):
        source = table_of(reference.table)
        column = source.c[reference.column]
        for piece in chunks(created.rows[table]):
            ids = [int(row.row_id) for row in piece]
            for row in session.execute(select(*source.primary_key, column).where(column.in_(ids))):
                other = (reference.table, row_id_of(reference.table, row))
                if other not in created.known and (*other, reference.column) not in plan.led_elsewhere:
                    yield Left(table, str(row[-1]), Reason.BUILT_UPON, other=other)
