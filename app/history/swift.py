"""Carries out an undo's part in the tables that imports fill, in few statements instead of one object a row.

All that is written is made ready first, also the lines of the log and the words of rows that come back: whoever holds
the lock has only to insert, update and delete. What the session would have told others is told here by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.bulk import Ready
from app.companies.models import Company, ContactPerson, StageChange, SupplierRelation
from app.db import Base, Versioned
from app.feeds.content import note_renamed
from app.history.models import Change
from app.history.net import Images, chunks, images_of, still_so
from app.history.plan_model import Effect, Plan
from app.history.record import insert_lines, lines_of
from app.history.tables import Key, present_rows, table_of, unique_keys
from app.matches.changes import COMPANY_READ, note_companies
from app.search.indexing import note_many, words_of_new
from app.search.models import Found, SearchWord

MODELS: dict[str, type[Base]] = {
    model.__tablename__: model for model in (Company, ContactPerson, SupplierRelation, StageChange)
}
FOUND_BY = {Company.__tablename__: Found.COMPANY, ContactPerson.__tablename__: Found.CONTACT}
Values = dict[str, Any]
# A row's number, and the columns that differ, before and after; None where there is no row.
Image = tuple[int, Values | None, Values | None]


@dataclass
class Part:
    """What is done in one table: rows that go and come back, and new values by row."""

    gone: list[int] = field(default_factory=list)
    back: list[Ready] = field(default_factory=list)
    changed: dict[int, Values] = field(default_factory=dict)


@dataclass
class Swift:
    """An undo's part in these tables, ready to be written."""

    parts: dict[str, Part] = field(default_factory=lambda: {table: Part() for table in MODELS})
    lines: list[Ready] = field(default_factory=list)
    words: list[Ready] = field(default_factory=list)
    touched: set[Key] = field(default_factory=set)
    companies: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, session: Session, plan: Plan, *, acting: Session) -> Swift:
        """Read with the one session what the plan will do; the other is asked only who acts, and when."""
        made = cls()
        for table, part in made.parts.items():
            for images in (
                _gone(session, plan, table, part),
                _back(session, plan, table, part, made, acting),
                _changed(session, plan, table, part),
            ):
                made._log(acting, table, images)
        companies = made.parts[Company.__tablename__]
        made.companies |= {*companies.gone, *(one for one, new in companies.changed.items() if COMPANY_READ & set(new))}
        made.renamed = {one for one, values in companies.changed.items() if "name" in values}
        return made

    def _log(self, acting: Session, table: str, images: Iterator[Image]) -> None:
        """Rows that come back bring their words themselves; those of the others are looked at before the commit."""
        for piece in chunks(list(images)):
            dialect = acting.get_bind().dialect
            self.lines.append(Ready.of(dialect, table_of(Change.__tablename__), lines_of(acting, MODELS[table], piece)))
            self.touched |= {(table, str(row_id)) for row_id, before, _after in piece if before is not None}

    def let_go(self, session: Session, table: str) -> None:
        """Empty unique columns where rows go or change while others come back or change."""
        part, source = self.parts[table], table_of(table)
        names = [key[0] for key in unique_keys(table) if len(key) == 1 and source.c[key[0]].nullable]
        for name in names:
            changing = [row_id for row_id, values in part.changed.items() if name in values]
            if changing or part.back:
                for piece in chunks([*part.gone, *changing]):
                    session.execute(update(source).where(source.c.id.in_(piece)).values({name: None}))

    def delete(self, session: Session, table: str) -> None:
        """The rows that go."""
        source = table_of(table)
        for piece in chunks(self.parts[table].gone):
            session.execute(delete(source).where(source.c.id.in_(piece)))

    def put_back(self, session: Session, table: str) -> None:
        """Former values of rows that stay."""
        alike: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for row_id, values in self.parts[table].changed.items():
            alike[tuple(sorted(values))].append({"of": row_id} | {f"new_{name}": to for name, to in values.items()})
        for names, rows in alike.items():
            _update(session, table, names, rows)

    def restore(self, session: Session, table: str) -> None:
        """Rows that come back."""
        for ready in self.parts[table].back:
            ready.insert(session)

    def tell(self, session: Session) -> None:
        """The log, the words, the matcher and calendars."""
        insert_lines(session, self.lines, self.touched)
        for ready in self.words:
            ready.insert(session)
        if self.words:
            note_many(session)
        note_companies(session, self.companies)
        note_renamed(session, self.renamed)


def _gone(session: Session, plan: Plan, table: str, part: Part) -> Iterator[Image]:
    for piece in chunks(plan.rows(Effect.DELETE, table)):
        for row in present_rows(session, table, [row.row_id for row in piece]).values():
            part.gone.append(row.id)
            yield row.id, dict(row._mapping), None


def _back(session: Session, plan: Plan, table: str, part: Part, made: Swift, acting: Session) -> Iterator[Image]:
    dialect, now = acting.get_bind().dialect, acting.info.get("now")
    for piece in chunks(plan.rows(Effect.RESTORE, table)):
        rows = [_risen(table, images, now) for images in images_of(session, table, piece).values()]
        part.back.append(Ready.of(dialect, table_of(table), rows))
        if table in FOUND_BY:
            words = words_of_new(FOUND_BY[table], rows)
            made.words.append(Ready.of(dialect, table_of(SearchWord.__tablename__), words))
        if table == Company.__tablename__:
            made.companies |= {row["id"] for row in rows}
        yield from ((row["id"], None, row) for row in rows)


def _risen(table: str, images: Images, now: Any) -> Values:
    """A row that comes back has a version beyond its last, so that a form from before it went is noticed."""
    values = _defaults(table) | images.before
    if issubclass(MODELS[table], Versioned):
        values |= {"version": values["version"] + 1, "updated_at": now or values["updated_at"]}
    return values


def _defaults(table: str) -> Values:
    columns = table_of(table).columns
    return {c.name: c.default.arg if isinstance(c.default, ScalarElementColumnDefault) else None for c in columns}


def _changed(session: Session, plan: Plan, table: str, part: Part) -> Iterator[Image]:
    for piece in chunks(plan.rows(Effect.PUT_BACK, table)):
        images = images_of(session, table, piece)
        for row_id, row in present_rows(session, table, [each.row_id for each in piece]).items():
            values = still_so(table, images[row_id], row)[0]
            part.changed[row.id] = values
            yield row.id, {name: getattr(row, name) for name in values}, values


def _update(session: Session, table: str, names: Iterable[str], rows: Sequence[Values]) -> None:
    source = table_of(table)
    values: Values = {name: bindparam(f"new_{name}") for name in names}
    if issubclass(MODELS[table], Versioned):
        values |= {"version": source.c.version + 1, "updated_at": session.info["now"]}
    statement = update(source).where(source.c.id == bindparam("of")).values(values)
    for piece in chunks(rows):
        session.connection().execute(statement, list(piece))
