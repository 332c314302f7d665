"""Plans the undo of one action: reads the change log and the rows as they stand now; changes nothing.

Rows that the action changed or deleted are looked at first, those that others refer to before those that refer; then
the rows that it created, which may go only when nothing that stays refers to them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.history.created import plan_created
from app.history.fitting import Wanted, misfits
from app.history.models import Change
from app.history.net import Deed, Images, Net, chunks, images_of, net_of, still_so
from app.history.plan_model import Effect, Left, Plan, Reason
from app.history.tables import Key, in_order, is_company_side, present_rows, referred_by, table_of


def plan_undo(session: Session, action_id: str) -> Plan:
    """What undoing the action would do now, and what it would leave. In a writing session the rows are locked."""
    net, plan = net_of(session, action_id), Plan(action_id)
    ours = [table for table in in_order() if table in net and is_company_side(table)]
    for table in net.keys() - set(ours):
        plan.left += [Left(table, row.row_id, Reason.NOT_COMPANY_SIDE) for row in net[table]]
    for table in ours:
        _plan_former(session, plan, table, net[table])
    plan_created(session, plan, {table: [row for row in net[table] if row.deed == Deed.CREATED] for table in ours})
    _name_who(session, plan)
    return plan


def _plan_former(session: Session, plan: Plan, table: str, rows: list[Net]) -> None:
    """Rows that had values before the action: put back, or brought back."""
    for piece in chunks([row for row in rows if row.deed != Deed.CREATED]):
        images = images_of(session, table, piece)
        present = present_rows(session, table, [row.row_id for row in piece])
        wanted = []
        for row in piece:
            both, now = images[row.row_id], present.get(row.row_id)
            left = _hindrance(table, row, both, now)
            if left is not None:
                plan.left.append(left)
            elif now is None:
                wanted.append(Wanted(row, both.before, None))
            else:
                wanted += _to_put_back(plan, table, row, both, now)
        _plan_wanted(session, plan, table, wanted)


def _to_put_back(plan: Plan, table: str, row: Net, images: Images, present: Any) -> list[Wanted]:
    values, edited = still_so(table, images, present)
    if edited:
        plan.left.append(Left(table, row.row_id, Reason.EDITED, edited))
    return [Wanted(row, values, present)] if values else []


def _plan_wanted(session: Session, plan: Plan, table: str, wanted: list[Wanted]) -> None:
    """Plan the rows whose former values still fit what stands around them."""
    unfit = {left.row_id: left for left in misfits(session, plan, table, wanted)}
    plan.left += unfit.values()
    leading = [reference.column for reference in referred_by(table)]
    for each in wanted:
        if each.row.row_id in unfit:
            continue
        plan.add(Effect.RESTORE if each.present is None else Effect.PUT_BACK, table, each.row)
        if each.present is not None:
            plan.led_elsewhere |= {(table, each.row.row_id, column) for column in leading if column in each.values}


def _hindrance(table: str, row: Net, images: Images, present: Any) -> Left | None:
    if images.erased:
        return Left(table, row.row_id, Reason.ERASED)
    if row.deed == Deed.DELETED:
        if present is not None:
            return Left(table, row.row_id, Reason.THERE_AGAIN)
        missing = _not_kept(table, images)
        return Left(table, row.row_id, Reason.NOT_KEPT, missing) if missing else None
    return Left(table, row.row_id, Reason.GONE) if present is None else None


def _not_kept(table: str, images: Images) -> tuple[str, ...]:
    """Columns without which the row can't be made again: secrets, which the log never holds."""
    return tuple(
        column.name
        for column in table_of(table).columns
        if not column.nullable and column.default is None and column.name not in images.before
    )


def _name_who(session: Session, plan: Plan) -> None:
    """Who has since changed what is left: the latest change of the row, or the one that built upon it."""
    last = session.scalar(select(func.max(Change.id)).where(Change.action_id == plan.action_id)) or 0
    asked = {left.other or (left.table, left.row_id) for left in plan.left}
    who: dict[Key, int | None] = {}
    for piece in chunks(sorted(asked)):
        query = select(Change.table_name, Change.row_id, Change.actor_id).where(
            Change.id > last, tuple_(Change.table_name, Change.row_id).in_(piece)
        )
        who |= {(table, row_id): actor for table, row_id, actor in session.execute(query.order_by(Change.id))}
    for left in plan.left:
        left.by = who.get(left.other or (left.table, left.row_id))
