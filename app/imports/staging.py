"""Makes an import's new rows ready with their lines of the log and their words, while others may still write.

Ids are taken first, in a transaction of a moment. Then everything is worked out without the database, so that the lock
is held for inserting alone. An import that stops in between has only used up some numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from app.bulk import Ready, take_ids
from app.companies.models import Company, ContactPerson, StageChange, SupplierRelation
from app.db import Base
from app.history.models import Change
from app.history.record import count_lines, lines_of_new
from app.imports.fields import Table
from app.search.indexing import note_many, words_of_new
from app.search.models import Found, SearchWord

Row = dict[str, Any]
Made = Mapping[type[Base], Sequence[Row]]
Ids = dict[type[Base], list[int]]
KINDS: dict[Table, type[Base]] = {
    Table.COMPANY: Company,
    Table.CONTACT: ContactPerson,
    Table.SUPPLIER: SupplierRelation,
}
# Those that others refer to come first.
ORDER: tuple[type[Base], ...] = (Company, ContactPerson, SupplierRelation, StageChange)
FOUND_BY: dict[type[Base], Found] = {Company: Found.COMPANY, ContactPerson: Found.CONTACT}


def table_of(kind: type[Base]) -> SqlTable:
    """A model's table."""
    table = kind.__table__
    assert isinstance(table, SqlTable)
    return table


def ids_for(session: Session, made: Made) -> Ids:
    """An id for each row; the session needs to be a writing one, and others wait from here to its end."""
    return {kind: take_ids(session, table_of(kind), len(made[kind])) for kind in ORDER}


@dataclass(frozen=True)
class Staged:
    """Rows by kind with their ids, and all that is inserted, as the driver takes it."""

    rows: dict[type[Base], list[Row]]
    lines: int
    ready: Sequence[Ready]

    @classmethod
    def of(cls, session: Session, made: Made, ids: Ids) -> Staged:
        """No statement: of the session only who acts is asked, and which database it is."""
        dialect = session.get_bind().dialect
        rows = {kind: _numbered(made[kind], ids[kind], ids[Company]) for kind in ORDER}
        ready = []
        # Kind by kind, so that lines and words do not all stand in memory twice at once.
        for kind in ORDER:
            ready.append(Ready.of(dialect, table_of(kind), rows[kind]))
            ready.append(Ready.of(dialect, table_of(Change), lines_of_new(session, kind, rows[kind])))
            if kind in FOUND_BY:
                ready.append(Ready.of(dialect, table_of(SearchWord), words_of_new(FOUND_BY[kind], rows[kind])))
        return cls(rows, sum(map(len, rows.values())), ready)

    def insert(self, session: Session) -> None:
        """Write them all."""
        for each in self.ready:
            each.insert(session)
        count_lines(session, self.lines)
        if self.lines:
            note_many(session)


def _numbered(made: Sequence[Row], ids: Sequence[int], companies: Sequence[int]) -> list[Row]:
    numbered = []
    for row_id, row in zip(ids, made, strict=True):
        values = {"id": row_id} | row
        if "company" in values:
            values["company_id"] = companies[values.pop("company")]
        numbered.append(values)
    return numbered
