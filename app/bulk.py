"""Inserts thousands of rows of a table at once: by COPY on PostgreSQL, past SQLAlchemy on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, insert, select
from sqlalchemy.orm import Session

# Of fewer rows there is nothing to gain, and faults of the database come as SQLAlchemy's.
FEW = 50
Row = Mapping[str, Any]


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all hold the same columns; defaults of Python are not filled in.

    On PostgreSQL every statement of an executemany is planned and answered by itself; a COPY is one.
    """
    if len(rows) <= FEW:
        if rows:
            session.execute(insert(table), rows)
        return
    connection = session.connection()
    names = [column.name for column in table.columns if column.name in rows[0]]
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows)
    else:
        statement = str(insert(table).compile(dialect=connection.dialect, column_keys=names))
        connection.exec_driver_sql(statement, list(_values(connection.dialect, table, names, rows)))


def next_ids(session: Session, table: Table, number: int) -> list[int]:
    """So many ids that nobody else gets, for rows that are inserted with them; needs a writing transaction."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = func.generate_series(1, number).table_valued("number")
        return list(session.scalars(select(func.nextval(sequence)).select_from(numbers)))
    # The lock for writing is held: nobody else takes numbers until this transaction ends.
    highest = session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
    first = (highest.scalar() or 0) + 1
    return list(range(first, first + number))


def _copy(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    quoted = connection.dialect.identifier_preparer
    columns = ", ".join(quoted.quote(name) for name in names)
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY {quoted.format_table(table)} ({columns}) FROM STDIN") as copy:
            for values in _values(connection.dialect, table, names, rows):
                copy.write_row(values)
    finally:
        cursor.close()


def _values(dialect: Dialect, table: Table, names: Sequence[str], rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver takes them, as SQLAlchemy would have handed them over."""
    readied = [(name, _processor(dialect, table, name)) for name in names]
    for row in rows:
        yield tuple([make(row[name]) if make else row[name] for name, make in readied])


def _processor(dialect: Dialect, table: Table, name: str) -> Callable[[Any], Any] | None:
    kind = table.c[name].type.dialect_impl(dialect)
    processor: Callable[[Any], Any] | None = kind.bind_processor(dialect)
    return processor
