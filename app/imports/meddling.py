"""What has happened to companies since a file was compared with them: nothing is written that nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.companies.models import ContactPerson, SupplierRelation
from app.history.models import Change
from app.imports.comparing import Finding, Rules, compare
from app.imports.fields import Table
from app.imports.grid import Line
from app.imports.models import RowState

# A change is dated by the beginning of its request, and may have waited for the lock.
MARGIN = timedelta(minutes=5)


def hold_companies(session: Session) -> None:
    """Nobody else registers or changes a company until this transaction ends (SQLite's lock does it already).

    A weaker lock would let those in who have locked a company's row to change it: they would wait for this
    transaction and this one for them.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE company IN EXCLUSIVE MODE"))


def overtaken(
    session: Session,
    findings: Sequence[Finding],
    lines: Mapping[int, Line],
    rules: Rules,
    decisions: Mapping[int, str],
    *,
    since: datetime,
) -> set[int]:
    """The numbers of rows that would do something else now than what was found then."""
    touched, somebody_new = _touched(session, since - MARGIN)
    doubtful = [
        finding
        for finding in findings
        if finding.company_id in touched or (somebody_new and finding.state is RowState.NEW)
    ]
    if not doubtful:
        return set()
    again = compare(session, [lines[finding.number] for finding in doubtful], rules, decisions=decisions)
    return {old.number for old, new in zip(doubtful, again, strict=True) if not _equal(old, new)}


def _equal(old: Finding, new: Finding) -> bool:
    return (old.state, old.company_id, old.written) == (new.state, new.company_id, new.written)


def _touched(session: Session, since: datetime) -> tuple[set[int], bool]:
    """Companies with a change since, and whether there is a new one."""
    tables = [table.value for table in Table]
    logs = session.execute(
        select(Change.table_name, Change.row_id, Change.before).where(Change.at >= since, Change.table_name.in_(tables))
    ).all()
    ids: dict[str, set[int]] = {table: set() for table in tables}
    for log in logs:
        ids[log.table_name].add(int(log.row_id))
    found = set(ids[Table.COMPANY])
    for kind, table in ((ContactPerson, Table.CONTACT), (SupplierRelation, Table.SUPPLIER)):
        for chunk in _chunks(sorted(ids[table])):
            found.update(session.scalars(select(kind.company_id).where(kind.id.in_(chunk))))
    return found, any(log.table_name == Table.COMPANY and log.before is None for log in logs)


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]
