"""What undoing has to know of tables: their rows, who refers to them, which values must be unique, whose they are."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Select, Table, UniqueConstraint, select, tuple_
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import Session

from app.db import Base, UtcDateTime, is_writing
from app.history.record import UNRECORDED

Key = tuple[str, str]
# They rise with every change, also with an undo; they never go back.
RISING = frozenset({"version", "updated_at", "sequence"})
# People, places and secrets of the installation: never taken back in bulk.
OF_THE_INSTALLATION = frozenset({"organisation", "user", "user_role", "feed"})

# Elsewhere a row is put back whole or not at all; of these tables each part by itself, so that a new telephone number
# does not keep all else from coming back. A part is columns that only make sense together; others stand alone.
PARTS: dict[str, tuple[frozenset[str], ...]] = {
    "company": (
        frozenset({"name", "folded_name"}),
        frozenset({"street", "postal_code", "city"}),
        frozenset({"good_partner", "often_hiring", "socially_minded", "marks_missing"}),
    )
}


@dataclass(frozen=True)
class Reference:
    """A column of one table that refers to a row of another."""

    table: str
    column: str
    target: str
    cascades: bool


def table_of(name: str) -> Table:
    """The table of that name."""
    return Base.metadata.tables[name]


@functools.cache
def model_of(name: str) -> type[Any]:
    """The class whose rows the table holds."""
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == name)


@functools.cache
def in_order() -> tuple[str, ...]:
    """Names of all tables, those that others refer to first."""
    return tuple(table.name for table in Base.metadata.sorted_tables)


@functools.cache
def references() -> tuple[Reference, ...]:
    """Every foreign key whose table is logged, or whose rows would stand in the way of a deletion."""
    return tuple(
        Reference(table.name, key.parent.name, key.column.table.name, key.ondelete == "CASCADE")
        for table in Base.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.ondelete is None or table.name not in UNRECORDED
    )


@functools.cache
def referring_to(name: str) -> tuple[Reference, ...]:
    """Foreign keys that lead to the table."""
    return tuple(reference for reference in references() if reference.target == name)


@functools.cache
def referred_by(name: str) -> tuple[Reference, ...]:
    """Foreign keys that the table has."""
    return tuple(reference for reference in references() if reference.table == name)


def is_leaf(name: str) -> bool:
    """Whether no other table refers to this one."""
    return not referring_to(name)


@functools.cache
def is_company_side(name: str) -> bool:
    """Whether the table speaks of companies and the work with them: not of residents, people who sign in, secrets."""
    if name in OF_THE_INSTALLATION or name == "resident" or name not in Base.metadata.tables:
        return False
    table = table_of(name)
    needed = {key.column.table.name for key in table.foreign_keys if not key.parent.nullable} - {name}
    return "resident_id" not in table.c and all(
        owner in OF_THE_INSTALLATION or is_company_side(owner) for owner in needed
    )


@functools.cache
def unique_keys(name: str) -> tuple[tuple[str, ...], ...]:
    """The columns, or groups of columns, whose values no two rows may share; random identities aside."""
    table = table_of(name)
    groups = [tuple(c.name for c in u.columns) for u in table.constraints if isinstance(u, UniqueConstraint)]
    groups += [(column.name,) for column in table.columns if column.unique]
    groups += [tuple(c.name for c in index.columns) for index in table.indexes if index.unique]
    return tuple(sorted(set(groups) - {("uid",)}))


def _as_is(kept: Any) -> Any:
    return kept


@functools.cache
def _readers(name: str) -> dict[str, Callable[[Any], Any]]:
    """How a kept value becomes each column's Python value."""
    return {column.name: _reader(column) for column in table_of(name).columns}


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, SqlEnum) and column.type.enum_class is not None:
        return column.type.enum_class
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(column.type, Date) else _as_is


def image_values(name: str, image: dict[str, Any]) -> dict[str, Any]:
    """An image as Python values, by column; columns that the table has no longer are left out."""
    readers = _readers(name)
    return {key: kept if kept is None else readers[key](kept) for key, kept in image.items() if key in readers}


@functools.cache
def key_names(name: str) -> tuple[str, ...]:
    """The columns of the primary key."""
    return tuple(column.name for column in table_of(name).primary_key)


def row_id_of(name: str, row: Any) -> str:
    """The row's identity as the change log writes it."""
    parts = [getattr(row, key) for key in key_names(name)]
    return "/".join([str(part.value if isinstance(part, enum.Enum) else part) for part in parts])


def among(name: str, row_ids: Collection[str]) -> Any:
    """The condition that picks these rows of the table."""
    keys = list(table_of(name).primary_key)
    if len(keys) == 1:
        return keys[0].in_([_typed(keys[0], row_id) for row_id in row_ids])
    split = [row_id.split("/") for row_id in row_ids]
    typed = [tuple(_typed(key, part) for key, part in zip(keys, parts, strict=True)) for parts in split]
    return tuple_(*keys).in_(typed)


def _typed(column: Column[Any], part: str) -> Any:
    return int(part) if column.type.python_type is int else _reader(column)(part)


def present_rows(session: Session, name: str, row_ids: Collection[str]) -> dict[str, Any]:
    """The rows as they stand now, by their identity; locked, in the order of their keys, when the session writes."""
    table = table_of(name)
    query: Select[Any] = select(table).where(among(name, row_ids)).order_by(*table.primary_key)
    rows = session.execute(query.with_for_update() if is_writing(session) else query)
    return {row_id_of(name, row): row for row in rows}
