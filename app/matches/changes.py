"""Notes, in the transaction that changes it, every row that feeds the matcher, so that each web process hears of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstanceState, Session, object_session

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
from app.visits.models import Visit, VisitAnswer

COUNTER, EPOCH = "matching", "matching_epoch"
PENDING, PENDING_VISITS = "matching_changes", "matching_visits"
PARTS_OF_A_RESIDENT = (Wish, Skill, PersonalSkill, Certificate, LanguageSkill, Considerations)
# Columns that no ranking reads: a talk or a new phone number is no reason to look again.
UNREAD = frozenset(
    "version updated_at name folded_name phone email housing_area goal goal_note support_kind channel interpreter "
    "hours_note transport last_contact_on".split()
)
COMPANY_READ = frozenset({"postal_code", "industry", "stage"})
Fed = tuple[FedKind, int]


def install(session_class: type[Session]) -> None:
    """Listen to the rows that feed the matcher and to all sessions of a class; doing it twice changes nothing."""
    if event.contains(session_class, "before_commit", _note):
        return
    # Events of the rows, not of the flush: a row that leaves its list is deleted without standing in `session.deleted`.
    for fed in (Resident, *PARTS_OF_A_RESIDENT, JobOrder, Company):
        event.listen(fed, "after_insert", _came_or_went)
        event.listen(fed, "after_delete", _came_or_went)
        event.listen(fed, "after_update", _changed)
    for moment in ("after_insert", "after_update", "after_delete"):
        event.listen(VisitAnswer, moment, _answered)
    event.listen(session_class, "before_commit", _note)
    event.listen(session_class, "after_rollback", _forget)


def _came_or_went(_mapper: object, _connection: object, row: object) -> None:
    session = object_session(row)
    if session is not None:
        session.info.setdefault(PENDING, set()).add(_fed_by(row))


def _changed(mapper: object, connection: object, row: object) -> None:
    if _differs(row):
        _came_or_went(mapper, connection, row)


def _answered(_mapper: object, _connection: object, row: VisitAnswer) -> None:
    """What a company said at a visit is part of it as a workplace; its company is looked up before the commit."""
    session = object_session(row)
    if session is not None:
        session.info.setdefault(PENDING_VISITS, set()).add(row.visit_id)


def _visited(session: Session) -> set[Fed]:
    visits: set[int] = session.info.pop(PENDING_VISITS, set())
    query = select(Visit.company_id).where(Visit.id.in_(visits))
    return {(FedKind.COMPANY, company_id) for company_id in session.scalars(query)} if visits else set()


def _fed_by(row: object) -> Fed:
    if isinstance(row, PARTS_OF_A_RESIDENT):
        return FedKind.RESIDENT, row.resident_id
    if isinstance(row, JobOrder):
        return FedKind.ORDER, row.id
    if isinstance(row, Company):
        return FedKind.COMPANY, row.id
    assert isinstance(row, Resident)
    return FedKind.RESIDENT, row.id


def _differs(row: object) -> bool:
    state: InstanceState[Any] = inspect(row)
    names = [column.key for column in state.mapper.column_attrs if column.key not in UNREAD]
    read = [name for name in names if not isinstance(row, Company) or name in COMPANY_READ]
    return any(state.attrs[name].history.has_changes() for name in read)


def _note(session: Session) -> None:
    """Last thing before the commit: whoever holds the counter's row waits for nothing else any more."""
    session.flush()
    pending: set[Fed] = session.info.pop(PENDING, set()) | _visited(session)
    if pending:
        last = _raised(session, len(pending))
        places = [
            {"kind": kind, "row_id": row_id, "seq": last - position}
            for position, (kind, row_id) in enumerate(sorted(pending))
        ]
        _put(session, places)


def _forget(session: Session) -> None:
    session.info.pop(PENDING, None)
    session.info.pop(PENDING_VISITS, None)


def note_companies(session: Session, company_ids: Iterable[int]) -> None:
    """Tell of companies that came past the session's flush, or of which something read was changed past it."""
    session.info.setdefault(PENDING, set()).update((FedKind.COMPANY, company_id) for company_id in company_ids)


def note_everything(session: Session) -> None:
    """Tell all processes to build anew: for those who write rows past the session's flush (bulk loading)."""
    _forget(session)
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
