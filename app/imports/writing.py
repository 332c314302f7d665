"""Plans what was confirmed, and writes it in one short transaction past the session's unit of work.

Twenty thousand companies with contact persons and supplier relations are a hundred thousand rows. As objects they would
hold SQLite's one write lock for longer than others wait for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.companies.models import Company, ContactPerson, Stage, StageChange, SupplierRelation
from app.companies.rules import folded
from app.db import Base, Versioned, new_uid
from app.feeds.content import note_renamed
from app.history.record import note_changed
from app.imports.comparing import Finding
from app.imports.differences import BUYER, FieldChange, as_day, values_for
from app.imports.fields import Table
from app.imports.models import RowState
from app.imports.staging import KINDS, Row, Staged, table_of
from app.matches.changes import COMPANY_READ, note_companies

CHUNK = 1_000


@dataclass
class Plan:
    """The rows to write, made ready before the lock is taken. New companies' children wait for their ids."""

    now: datetime
    actor_id: int | None
    organisation_id: int | None
    companies: list[Row] = field(default_factory=list)
    children: list[list[tuple[Table, Row]]] = field(default_factory=list)
    loose: list[tuple[Table, Row]] = field(default_factory=list)
    updates: dict[Table, dict[int, list[FieldChange]]] = field(default_factory=lambda: defaultdict(dict))
    touched: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls, findings: Iterable[Finding], *, now: datetime, actor_id: int | None, organisation_id: int | None
    ) -> Plan:
        """What these rows write; rows that write nothing are passed over."""
        plan = cls(now, actor_id, organisation_id)
        for finding in findings:
            if finding.state is RowState.NEW:
                plan._new_company(finding)
            elif finding.state is RowState.CHANGED and finding.company_id is not None:
                plan._changed_company(finding, finding.company_id)
        return plan

    def _new_company(self, finding: Finding) -> None:
        company = self._blank(Company) | values_for(finding.values, Table.COMPANY)
        company |= {"folded_name": folded(company["name"]), "created_at": self.now, "uid": new_uid()}
        self.companies.append(company)
        below: list[tuple[Table, Row]] = []
        if contact := values_for(finding.values, Table.CONTACT):
            below.append((Table.CONTACT, self._blank(ContactPerson) | contact))
        if self.organisation_id is not None:
            bought = {BUYER: self.organisation_id, **values_for(finding.values, Table.SUPPLIER)}
            below.append((Table.SUPPLIER, self._blank(SupplierRelation) | _typed(bought)))
        self.children.append(below)

    def _changed_company(self, finding: Finding, company_id: int) -> None:
        made: dict[Table, Row] = {}
        for change in finding.written:
            if change.row_id is None:
                made.setdefault(change.table, {})[change.column] = change.new
            else:
                self.updates[change.table].setdefault(change.row_id, []).append(change)
            if change.table is Table.SUPPLIER:
                self.touched.add(company_id)
        for table, values in made.items():
            self.loose.append((table, self._blank(KINDS[table]) | _typed(values) | {"company_id": company_id}))

    def made(self) -> dict[type[Base], list[Row]]:
        """The rows to insert, by kind, without ids; `company` is the place of the new company that a row belongs to."""
        first = {"at": self.now, "user_id": self.actor_id, "stage": Stage.CANDIDATE}
        rows: dict[type[Base], list[Row]] = {Company: self.companies, ContactPerson: [], SupplierRelation: []}
        rows[StageChange] = [BLANK[StageChange] | first | {"company": place} for place in range(len(self.companies))]
        for place, below in enumerate(self.children):
            for table, row in below:
                rows[KINDS[table]].append(row | {"company": place})
        for table, row in self.loose:
            rows[KINDS[table]].append(row)
        return rows

    def _blank(self, kind: type[Base]) -> Row:
        row = dict(BLANK[kind])
        return row | {"updated_at": self.now, "version": 1} if issubclass(kind, Versioned) else row


def _defaults(kind: type[Base]) -> Row:
    """A row's columns as the unit of work would fill them in, but for its id."""
    columns = [column for column in table_of(kind).columns if column.name != "id"]
    return {
        column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        for column in columns
    }


BLANK: dict[type[Base], Row] = {
    kind: _defaults(kind) for kind in (Company, ContactPerson, SupplierRelation, StageChange)
}


def write(session: Session, plan: Plan, staged: Staged) -> dict[str, int]:
    """Carry the plan out; gives how many rows of each kind it made or changed."""
    staged.insert(session)
    _touch(session, plan)
    for table, rows in plan.updates.items():
        _update(session, plan, table, rows)
    fed = [one for one, changes in plan.updates[Table.COMPANY].items() if _feeds(changes)]
    # Of a new company without a trade nothing is known yet that could be asked for.
    fed += [company["id"] for company in staged.rows[Company] if company["industry"]]
    note_companies(session, fed)
    renamed = [one for one, changes in plan.updates[Table.COMPANY].items() if any(c.column == "name" for c in changes)]
    note_renamed(session, renamed)
    return {
        "companies": len(staged.rows[Company]),
        "contacts": len(staged.rows[ContactPerson]),
        "suppliers": len(staged.rows[SupplierRelation]),
        "updated": len(plan.updates[Table.COMPANY].keys() | plan.touched),
    }


def _touch(session: Session, plan: Plan) -> None:
    """A supplier relation has no version of its own: its company's rises, so that a stale form of it is noticed."""
    untouched = sorted(plan.touched - plan.updates[Table.COMPANY].keys())
    _raise_versions(session, Company, [{"row_id": one} for one in untouched], plan.now)


def _update(session: Session, plan: Plan, table: Table, rows: dict[int, list[FieldChange]]) -> None:
    kind = KINDS[table]
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    images = []
    for row_id, changes in rows.items():
        before = {change.column: change.old for change in changes}
        after = {change.column: change.new for change in changes}
        if kind is Company and "name" in after:
            before["folded_name"], after["folded_name"] = folded(str(before["name"])), folded(str(after["name"]))
        images.append((row_id, before, after))
        alike[tuple(sorted(after))].append({"row_id": row_id, **_typed(after)})
    for columns, parameters in alike.items():
        _raise_versions(session, kind, parameters, plan.now, columns)
    note_changed(session, kind, images)


def _raise_versions(
    session: Session, kind: type[Base], parameters: list[Row], now: datetime, columns: Iterable[str] = ()
) -> None:
    table = table_of(kind)
    values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
    if issubclass(kind, Versioned):
        values |= {"version": table.c.version + 1, "updated_at": now}
    statement = update(table).where(table.c.id == bindparam("row_id")).values(values)
    for chunk in _chunks(parameters):
        named = [{key if key == "row_id" else f"new_{key}": value for key, value in row.items()} for row in chunk]
        session.connection().execute(statement, named)


def _typed(values: Row) -> Row:
    return {key: as_day(value) if key == "agreement_ends_on" else value for key, value in values.items()}


def _feeds(changes: Iterable[FieldChange]) -> bool:
    return any(change.column in COMPANY_READ for change in changes)


def _chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), CHUNK):
        yield list(rows[start : start + CHUNK])
