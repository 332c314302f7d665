"""Notes, in the transaction that changes it, every row that feeds the matcher, so that each web process hears of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from app.companies.models import Company
from app.db import Base, Counter
from app.matches.models import FedKind, MatchingChange
from app.orders.models import JobOrder
from app.residents.models import (
    Certificate,
    Considerations,
    LanguageSkill,
    PersonalSkill,
    Resident,
    Skill,
    Wish,
)

COUNTER, EPOCH = "matching", "matching_epoch"
PENDING = "matching_changes"
PARTS_OF_A_RESIDENT = (Wish, Skill, PersonalSkill, Certificate, LanguageSkill, Considerations)
# Columns that no ranking reads: a talk or a new phone number is no reason to look again.
UNREAD = frozenset(
    "version updated_at name folded_name phone email housing_area goal goal_note support_kind channel interpreter "
    "hours_note transport last_contact_on".split()
)
COMPANY_PLACE = frozenset({"postal_code"})
Fed = tuple[FedKind, int]


def install(session_class: type[Session]) -> None:
    """Listen to all sessions of a class; doing it twice changes nothing."""
    if not event.contains(session_class, "after_flush", _collect):
        event.listen(session_class, "after_flush", _collect)
        event.listen(session_class, "before_commit", _note)
        event.listen(session_class, "after_rollback", _forget)


def _collect(session: Session, _context: UOWTransaction) -> None:
    found: set[Fed] = session.info.setdefault(PENDING, set())
    found.update(fed for row in (*session.new, *session.deleted) for fed in _fed_by(row))
    found.update(fed for row in session.dirty if _differs(row) for fed in _fed_by(row))


def _fed_by(row: object) -> Iterable[Fed]:
    if isinstance(row, Resident):
        yield FedKind.RESIDENT, row.id
    elif isinstance(row, PARTS_OF_A_RESIDENT) and row.resident_id is not None:
        yield FedKind.RESIDENT, row.resident_id
    elif isinstance(row, JobOrder):
        yield FedKind.ORDER, row.id
    elif isinstance(row, Company):
        yield FedKind.COMPANY, row.id


def _differs(row: object) -> bool:
    if not isinstance(row, (Resident, JobOrder, Company, *PARTS_OF_A_RESIDENT)):
        return False
    state: InstanceState[Any] = inspect(row)
    names = [column.key for column in state.mapper.column_attrs if column.key not in UNREAD]
    read = [name for name in names if not isinstance(row, Company) or name in COMPANY_PLACE]
    return any(state.attrs[name].history.has_changes() for name in read)


def _note(session: Session) -> None:
    """Last thing before the commit: whoever holds the counter's row waits for nothing else any more."""
    session.flush()
    pending: set[Fed] = session.info.pop(PENDING, set())
    if pending:
        last = _raised(session, len(pending))
        places = [
            {"kind": kind, "row_id": row_id, "seq": last - position}
            for position, (kind, row_id) in enumerate(sorted(pending))
        ]
        _put(session, places)


def _forget(session: Session) -> None:
    session.info.pop(PENDING, None)


def note_everything(session: Session) -> None:
    """Tell all processes to build anew: for those who write rows past the session's flush (bulk loading)."""
    session.info.pop(PENDING, None)
    _raised(session, 1)
    epoch = session.get_one(Counter, EPOCH)
    epoch.value = _random()


def _raised(session: Session, by: int) -> int:
    """The counter after adding; its row stays locked until the commit. The first time also begins an epoch."""
    table, insert = Base.metadata.tables[Counter.__tablename__], _insert(session)
    first = insert(table).values(name=EPOCH, value=_random()).on_conflict_do_nothing(index_elements=["name"])
    statement = insert(table).values(name=COUNTER, value=by)
    raised = statement.on_conflict_do_update(
        index_elements=["name"], set_={"value": table.c.value + statement.excluded.value}
    )
    value: int = session.execute(raised.returning(table.c.value)).scalar_one()
    if value == by:
        session.execute(first)
    return value


def _put(session: Session, places: list[dict[str, Any]]) -> None:
    table: Table = Base.metadata.tables[MatchingChange.__tablename__]
    statement = _insert(session)(table)
    kept = statement.on_conflict_do_update(index_elements=["kind", "row_id"], set_={"seq": statement.excluded.seq})
    session.execute(kept, places)


def _insert(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def _random() -> int:
    return secrets.randbelow(2**31 - 1)
