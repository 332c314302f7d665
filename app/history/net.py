"""What an action did to each row, taken together: a row may have been written several times on the way."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from app.history.models import Change
from app.history.tables import PARTS, RISING, image_values

# Rows that are read, compared and written together: enough to be quick, few enough to be small.
CHUNK = 500
# In an image whose values were taken out, because somebody was erased.
ERASED = "erased"
Item = TypeVar("Item")


class Deed(enum.StrEnum):
    """What became of a row in the end."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(slots=True)
class Net:
    """One row's part in an action: what became of it, and the numbers of the change rows that tell."""

    row_id: str
    deed: Deed
    change_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Images:
    """A row's values before and after the whole action, as Python values; empty where there was no row."""

    before: dict[str, Any]
    after: dict[str, Any]
    erased: bool = False


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """The items in pieces."""
    pieces = iter(items)
    while piece := list(islice(pieces, size)):
        yield piece


def net_of(session: Session, action_id: str) -> dict[str, list[Net]]:
    """What the action did, by table, without the values: these are read in pieces with `images_of`."""
    query = (
        select(Change.id, Change.table_name, Change.row_id, Change.before.is_(null()), Change.after.is_(null()))
        .where(Change.action_id == action_id)
        .order_by(Change.id)
    )
    rows: dict[tuple[str, str], tuple[bool, bool, tuple[int, ...]]] = {}
    for change_id, table, row_id, came, went in session.execute(query):
        key = (table, row_id)
        began, _ended, ids = rows.get(key, (came, went, ()))
        rows[key] = (began, went, (*ids, change_id))
    return _by_table(rows)


def _by_table(rows: dict[tuple[str, str], tuple[bool, bool, tuple[int, ...]]]) -> dict[str, list[Net]]:
    found: dict[str, list[Net]] = {}
    # By number, so that two who lock the same rows wait for each other in one order.
    for (table, row_id), (came, went, ids) in sorted(rows.items(), key=lambda row: (row[0][0], len(row[0][1]), row[0])):
        if came and went:
            continue
        deed = Deed.CREATED if came else Deed.DELETED if went else Deed.CHANGED
        found.setdefault(table, []).append(Net(row_id, deed, ids))
    return found


def images_of(session: Session, table: str, rows: Collection[Net]) -> dict[str, Images]:
    """The values of these rows before and after the action, by row."""
    ids = [change_id for row in rows for change_id in row.change_ids]
    query = select(Change.row_id, Change.before, Change.after).where(Change.id.in_(ids)).order_by(Change.id)
    before: dict[str, dict[str, Any]] = {}
    after: dict[str, dict[str, Any]] = {}
    for row_id, was, became in session.execute(query):
        before[row_id] = (was or {}) | before.get(row_id, {})
        after[row_id] = after.get(row_id, {}) | (became or {})
    return {row.row_id: _images(table, before[row.row_id], after[row.row_id]) for row in rows}


def _images(table: str, before: dict[str, Any], after: dict[str, Any]) -> Images:
    return Images(image_values(table, before), image_values(table, after), ERASED in before or ERASED in after)


def changed_columns(images: Images) -> dict[str, Any]:
    """The columns that the action changed, with their former values; not those that only ever rise."""
    return {
        name: value
        for name, value in images.before.items()
        if name not in RISING and value != images.after.get(name, value)
    }


def still_so(table: str, images: Images, present: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Of what the action changed: former values of the columns to put back, and the columns edited since, which stay
    as they are together with those that they make sense with."""
    former = changed_columns(images)
    edited = {name for name in former if getattr(present, name) != images.after[name]}
    if table not in PARTS:
        return ({}, tuple(sorted(edited))) if edited else (former, ())
    staying = set(edited).union(*(part for part in PARTS[table] if part & edited))
    return {name: value for name, value in former.items() if name not in staying}, tuple(sorted(edited))
