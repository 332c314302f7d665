"""Takes one whole action back, as an action of its own: in one transaction, in an order that foreign keys allow.

What must be unique is let go of first. Then, tables that others refer to before those that refer: rows come back and
former values are put back; at last what the action created is deleted, in the opposite order. The tables that imports
fill are written in bulk (`swift`), all others through the session, so that the change log, calendars and the matcher
hear of it as of every other change.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.history.actions import note_undone, register
from app.history.ahead import Prepared, hold_erasures
from app.history.models import Action, ActionKind
from app.history.net import Net, changed_columns, chunks, images_of, still_so
from app.history.plan_model import Effect, Plan
from app.history.planning import plan_undo
from app.history.swift import MODELS, Swift
from app.history.tables import among, in_order, is_leaf, model_of, row_id_of, table_of, unique_keys
from app.i18n import lazy_gettext as _
from app.refusals import Refused

# What an undo left is kept with it, so that it can be read later; a list beyond this is no longer read by anybody.
MOST_LEFT = 500
# What stood in columns that were emptied, by row and column.
Emptied = dict[str, dict[str, Any]]


def undo(session: Session, action: Action, prepared: Prepared | None = None) -> Action:
    """Take the action back as far as nobody has built upon it; the new action says what was left.

    `prepared`: what was worked out before the lock was taken, and holds still.

    Raises:
        Refused: it has been taken back already, or nothing of it can be.
    """
    if action.undone_by_id is not None:
        raise Refused(_("This has been undone already."))
    hold_erasures(session)
    plan = prepared.plan if prepared else plan_undo(session, action.action_id)
    if not plan.does_something:
        raise Refused(_("Nothing of this can be undone any more."))
    carry_out(session, plan, prepared.swift if prepared else Swift.of(session, plan, acting=session))
    undoing = register(session, ActionKind.UNDO, action.label)
    undoing.left = [left.as_kept() for left in plan.left[:MOST_LEFT]]
    note_undone(session, action, undoing)
    session.flush()
    return undoing


def carry_out(session: Session, plan: Plan, swift: Swift) -> None:
    """Do what was planned, in this same transaction."""
    tables = in_order()
    emptied = {table: _let_go(session, plan, table, swift) for table in tables}
    for table in tables:
        work = _in_bulk(session, table, swift) if table in MODELS else _by_row(session, plan, table, emptied[table])
        # What nothing refers to goes first: others may need its place.
        steps = (work.delete, work.put_back, work.restore) if is_leaf(table) else (work.restore, work.put_back)
        for step in steps:
            step()
    for table in reversed(tables):
        if not is_leaf(table):
            work = _in_bulk(session, table, swift) if table in MODELS else _by_row(session, plan, table, emptied[table])
            work.delete()
    swift.tell(session)


@dataclass(frozen=True)
class Steps:
    """What is done in one table, in the order that its place among the others asks for."""

    delete: Callable[[], None]
    put_back: Callable[[], None]
    restore: Callable[[], None]


def _in_bulk(session: Session, table: str, swift: Swift) -> Steps:
    steps = (swift.delete, swift.put_back, swift.restore)
    return Steps(*(functools.partial(step, session, table) for step in steps))


def _by_row(session: Session, plan: Plan, table: str, emptied: Emptied) -> Steps:
    rows = {effect: plan.rows(effect, table) for effect in Effect}
    return Steps(
        functools.partial(_delete, session, table, rows[Effect.DELETE], emptied),
        functools.partial(_put_back, session, table, rows[Effect.PUT_BACK], emptied),
        functools.partial(_restore, session, table, rows[Effect.RESTORE]),
    )


def _let_go(session: Session, plan: Plan, table: str, swift: Swift) -> Emptied:
    """Empty unique columns that may be empty, where a row will go or change while others come back or change."""
    source = table_of(table)
    emptied: Emptied = {}
    if table in MODELS:
        swift.let_go(session, table)
        return emptied
    changing = plan.rows(Effect.PUT_BACK, table)
    if not changing and not plan.rows(Effect.RESTORE, table):
        return emptied
    names = [key[0] for key in unique_keys(table) if len(key) == 1 and source.c[key[0]].nullable]
    for name in names:
        for piece in chunks(plan.rows(Effect.DELETE, table)):
            _empty(session, table, name, [row.row_id for row in piece], emptied)
        for piece in chunks(changing):
            images = images_of(session, table, piece)
            differing = {row_id: both.after[name] for row_id, both in images.items() if name in changed_columns(both)}
            _empty(session, table, name, differing, emptied)
    return emptied


def _empty(session: Session, table: str, name: str, row_ids: Collection[str], emptied: Emptied) -> None:
    """Past the session, which is told later what stood there: the log shall know nothing of this step on the way.

    Where `row_ids` says which value stands there, another value (that somebody has put there since) is left.
    """
    source = table_of(table)
    stands = row_ids if isinstance(row_ids, Mapping) else {}
    query = select(*source.primary_key, source.c[name]).where(among(table, row_ids), source.c[name].is_not(None))
    held = {row_id_of(table, row): row[-1] for row in session.execute(query)} if row_ids else {}
    held = {row_id: value for row_id, value in held.items() if stands.get(row_id, value) == value}
    for row_id, value in held.items():
        emptied.setdefault(row_id, {})[name] = value
    if held:
        session.execute(update(source).where(among(table, held)).values({name: None}))


def _delete(session: Session, table: str, rows: list[Net], emptied: Emptied) -> None:
    for piece in chunks(sorted(rows, key=_age, reverse=True)):
        for row in _loaded(session, table, piece, emptied):
            _hang_nothing(row)
            session.delete(row)
        session.flush()


def _put_back(session: Session, table: str, rows: list[Net], emptied: Emptied) -> None:
    for piece in chunks(rows):
        images = images_of(session, table, piece)
        for row in _loaded(session, table, piece, emptied):
            for name, value in still_so(table, images[row_id_of(table, row)], row)[0].items():
                setattr(row, name, value)
            if hasattr(row, "sequence"):
                row.sequence += 1
        session.flush()


def _restore(session: Session, table: str, rows: list[Net]) -> None:
    model = model_of(table)
    for piece in chunks(sorted(rows, key=_age)):
        images = images_of(session, table, piece)
        made = []
        for row in piece:
            former = images[row.row_id].before
            made.append(model(**{name: value for name, value in former.items() if name != "version"}))
            if "sequence" in former:
                made[-1].sequence = former["sequence"] + 1
        session.add_all(made)
        session.flush()
        _raise_versions(session, table, made, [images[row.row_id].before for row in piece])


def _raise_versions(session: Session, table: str, made: list[Any], former: list[dict[str, Any]]) -> None:
    """A row that comes back has a version beyond its last, so that a form from before it went is noticed."""
    source = table_of(table)
    if "version" not in source.c or not made:
        return
    versions = [was.get("version", 1) + 1 for was in former]
    rows = [{"of": row.id, "risen": version} for row, version in zip(made, versions, strict=True)]
    raised = update(source).where(source.c.id == bindparam("of")).values(version=bindparam("risen"))
    session.connection().execute(raised, rows)
    for row, version in zip(made, versions, strict=True):
        set_committed_value(row, "version", version)


def _loaded(session: Session, table: str, rows: Sequence[Net], emptied: Emptied) -> list[Any]:
    model = model_of(table)
    query = select(model).where(among(table, [row.row_id for row in rows])).execution_options(populate_existing=True)
    found = list(session.scalars(query))
    for row in found if emptied else ():
        for name, stood in emptied.get(row_id_of(table, row), {}).items():
            set_committed_value(row, name, stood)
    return found


def _hang_nothing(row: Any) -> None:
    """The plan has seen to what belongs to the row: no need to ask for each of its lists before it goes."""
    for name, several in _relationships(row.__tablename__):
        if name not in row.__dict__:
            set_committed_value(row, name, [] if several else None)


@functools.cache
def _relationships(table: str) -> tuple[tuple[str, bool], ...]:
    return tuple((name, bool(found.uselist)) for name, found in inspect(model_of(table)).relationships.items())


def _age(row: Net) -> tuple[int, ...]:
    return tuple(int(part) for part in row.row_id.split("/") if part.isdecimal())
