"""Reads of imports and of the companies that a file is compared with."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from app.companies.models import Company, ContactPerson, SupplierRelation
from app.companies.supplier_numbers import numbers_in
from app.db import is_writing
from app.history.models import Action, Change
from app.imports.differences import FieldChange, Held, Record
from app.imports.fields import TARGETS, Table
from app.imports.identifying import Entry, Registry, Why
from app.imports.models import ImportBatch, ImportRow, RowState

CHUNK = 500
MOST_LEFT = 50
# What is wrong in other rows changes nothing of what comes in.
COMING = (RowState.NEW, RowState.CHANGED)
COMPANY_COLUMNS = [target.column for target in TARGETS.values() if target.table is Table.COMPANY]
Place = tuple[Table, int | None, str]


def registry(session: Session, organisation_id: int | None) -> Registry:
    """Everything that rows are recognised by."""
    columns = (
        Company.id, Company.name, Company.folded_name, Company.cvr, Company.postal_code, Company.city, Company.phone,
        Company.email,
    )  # fmt: skip
    entries = (Entry(*row) for row in session.execute(select(*columns).order_by(Company.id)))
    numbers = select(SupplierRelation.supplier_number, SupplierRelation.company_id).where(
        SupplierRelation.organisation_id == organisation_id, SupplierRelation.supplier_number != ""
    )
    rows = session.execute(numbers).all() if organisation_id else []
    # Another company's whole number is never taken for one of several.
    known = {number: row.company_id for row in rows for number in numbers_in(row.supplier_number)}
    known |= {row.supplier_number: row.company_id for row in rows}
    return Registry.of(entries, known)


def records(session: Session, ids: Iterable[int], organisation_id: int | None) -> dict[int, Record]:
    """These companies in full, as they stand now; one that is gone is not in it."""
    found: dict[int, Record] = {}
    for chunk in _chunks(sorted(set(ids))):
        contacts: dict[int, list[dict[str, Any]]] = {}
        for contact in _plain_rows(session, _contacts(chunk)):
            contacts.setdefault(contact.pop("company_id"), []).append(contact)
        supplied = _plain_rows(session, _suppliers(chunk, organisation_id)) if organisation_id else []
        suppliers = {row.pop("company_id"): row for row in supplied}
        for company in _plain_rows(session, _companies(chunk)):
            one = company["id"]
            found[one] = Record(company, tuple(contacts.get(one, ())), suppliers.get(one))
    return found


def _companies(ids: Sequence[int]) -> Any:
    columns = [getattr(Company, name) for name in COMPANY_COLUMNS]
    return select(Company.id, Company.version, *columns).where(Company.id.in_(ids))


def _contacts(ids: Sequence[int]) -> Any:
    person = ContactPerson
    columns = (person.company_id, person.id, person.version, person.name, person.job_title, person.phone, person.email)
    return select(*columns, person.left_on).where(person.company_id.in_(ids)).order_by(person.id)


def _suppliers(ids: Sequence[int], organisation_id: int | None) -> Any:
    bought = SupplierRelation
    columns = (bought.company_id, bought.id, bought.supplier_number, bought.social_clauses, bought.agreement_ends_on)
    return select(*columns).where(bought.company_id.in_(ids), bought.organisation_id == organisation_id)


def _plain_rows(session: Session, query: Any) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in session.execute(query)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def held_by_people(session: Session, changes: Sequence[FieldChange]) -> dict[Place, Held]:
    """The fields among these whose present value somebody has given by hand, not an import; by row and column."""
    wanted: dict[Table, dict[int, set[str]]] = {table: {} for table in Table}
    for change in changes:
        if change.row_id is not None:
            wanted[change.table].setdefault(change.row_id, set()).add(change.column)
    imports = set(session.scalars(select(ImportBatch.action_id).where(ImportBatch.action_id != "")))
    old = {(change.table, change.row_id, change.column): change.old for change in changes}
    found: dict[Place, Held] = {}
    for table, rows in wanted.items():
        for last in _last_writes(session, table, rows):
            place, log = last
            by_hand = log.action_id not in imports and (old[place] not in (None, "", False) or log.before is not None)
            if by_hand:
                found[place] = Held(log.actor_id, log.at.isoformat())
    return found


def _last_writes(session: Session, table: Table, rows: dict[int, set[str]]) -> Iterator[tuple[Place, Any]]:
    columns = (Change.row_id, Change.action_id, Change.actor_id, Change.at, Change.before, Change.after)
    for chunk in _chunks(list(rows)):
        last: dict[Place, Any] = {}
        query = select(*columns).where(Change.table_name == table.value, Change.row_id.in_([str(one) for one in chunk]))
        for log in session.execute(query.order_by(Change.id)):
            for column in rows[int(log.row_id)] & (log.after or {}).keys():
                last[table, int(log.row_id), column] = log
        yield from last.items()


def names_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """What these companies are called."""
    found: dict[int, str] = {}
    for chunk in _chunks(sorted(set(ids))):
        found |= {
            row.id: row.name for row in session.execute(select(Company.id, Company.name).where(Company.id.in_(chunk)))
        }
    return found


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    remaining = iter(ids)
    while chunk := list(itertools.islice(remaining, CHUNK)):
        yield chunk


def get_batch(session: Session, batch_id: int) -> ImportBatch:
    """An import; all who may import see everybody's.

    Raises:
        NotFound: there is none.
    """
    query = select(ImportBatch).where(ImportBatch.id == batch_id)
    query = query.options(joinedload(ImportBatch.user), joinedload(ImportBatch.organisation))
    batch = session.scalar(query.with_for_update(of=ImportBatch) if is_writing(session) else query)
    if batch is None:
        raise NotFound
    return batch


def batches() -> Select[ImportBatch]:
    """All imports, latest first."""
    query = select(ImportBatch).options(joinedload(ImportBatch.user), joinedload(ImportBatch.organisation))
    return query.order_by(ImportBatch.id.desc())


def counts(session: Session, batch_id: int) -> dict[str, int]:
    """How many rows there are of each state, and how many have a fault, a held-back change, another's CVR number."""
    query = select(
        ImportRow.state,
        func.count(),
        func.count().filter(ImportRow.has_faults),
        func.count().filter(ImportRow.has_kept),
        func.count().filter(of_another()),
    )
    found: dict[str, int] = {state.value: 0 for state in RowState} | {"faults": 0, "kept": 0, "of_another": 0}
    for state, total, faulty, kept, others in session.execute(
        query.where(ImportRow.batch_id == batch_id).group_by(ImportRow.state)
    ):
        found[state.value] = total
        found["faults"] += faulty if state in COMING else 0
        found["kept"] += kept
        found["of_another"] += others
    return found


def of_another() -> ColumnElement[bool]:
    """The condition that picks rows which are asked about because their CVR number is a company's of another name."""
    asked = cast(ImportRow.candidates, String).contains(f'"{Why.CVR_OF_ANOTHER.value}"')
    return (ImportRow.state == RowState.UNSURE) & asked


def get_row(session: Session, batch: ImportBatch, row_id: int) -> ImportRow:
    """A row of an import that was looked up (and locked) first.

    Raises:
        NotFound: it has none such.
    """
    row = session.scalar(select(ImportRow).where(ImportRow.id == row_id, ImportRow.batch_id == batch.id))
    if row is None:
        raise NotFound
    return row


def examples(session: Session, batch: ImportBatch, most: int) -> list[list[str]]:
    """The first different values of each column."""
    query = select(ImportRow.cells).where(ImportRow.batch_id == batch.id).order_by(ImportRow.number).limit(100)
    found: list[dict[str, None]] = [{} for _heading in batch.headings]
    for cells in session.scalars(query):
        for place, cell in zip(found, cells, strict=False):
            if cell and len(place) < most:
                place[" ".join(cell.split())[:60]] = None
    return [list(place) for place in found]


def action_of(session: Session, batch: ImportBatch) -> Action | None:
    """The action of the change log that wrote the import."""
    return session.scalar(select(Action).where(Action.action_id == batch.action_id)) if batch.action_id else None


def undone(session: Session, batches: Iterable[ImportBatch]) -> set[int]:
    """Which of these imports are undone, whoever did it from where."""
    actions = {batch.action_id: batch.id for batch in batches if batch.action_id}
    query = select(Action.action_id).where(Action.action_id.in_(list(actions)), Action.undone_by_id.is_not(None))
    return {actions[action_id] for action_id in session.scalars(query)} if actions else set()


@dataclass(frozen=True)
class Outcome:
    """Whether an import is undone, and what the undo left because somebody has built upon it: names and reasons."""

    undone_at: datetime | None = None
    left: tuple[tuple[Company, str], ...] = ()
    left_in_all: int = 0


def outcome(session: Session, action: Action | None) -> Outcome:
    """What became of an import's action afterwards. Two queries at most."""
    undoing = session.get(Action, action.undone_by_id) if action and action.undone_by_id else None
    if undoing is None:
        return Outcome()
    reasons = {int(left["row_id"]): left["reason"] for left in undoing.left if left["table"] == Table.COMPANY}
    query = select(Company).where(Company.id.in_(list(reasons)[:MOST_LEFT])).order_by(Company.folded_name)
    companies = session.scalars(query).all() if reasons else []
    return Outcome(undoing.at, tuple((company, reasons[company.id]) for company in companies), len(reasons))
