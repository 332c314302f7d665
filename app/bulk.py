"""Inserts thousands of rows of a table at once: by COPY on PostgreSQL, past SQLAlchemy on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

# Of fewer rows there is nothing to gain.
FEW = 50
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Ready:
    """Rows of one table as the driver takes them: made without the database, so that no lock is held meanwhile."""

    table: Table
    names: tuple[str, ...]
    values: Sequence[tuple[Any, ...]]

    @classmethod
    def of(cls, dialect: Dialect, table: Table, rows: Sequence[Row]) -> Ready:
        """Rows that all hold the same columns."""
        names = tuple(column.name for column in table.columns if rows and column.name in rows[0])
        readied = [(name, _processor(dialect, table, name)) for name in names]
        return cls(table, names, [tuple([make(row[n]) if make else row[n] for n, make in readied]) for row in rows])

    def insert(self, session: Session) -> None:
        """Write them."""
        connection = session.connection()
        if not self.values:
            return
        if connection.dialect.name == "postgresql":
            _copy(connection, self)
        else:
            compiled = insert(self.table).compile(dialect=connection.dialect, column_keys=list(self.names))
            connection.exec_driver_sql(str(compiled), list(self.values))


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all hold the same columns; defaults of Python are not filled in.

    On PostgreSQL every statement of an executemany is planned and answered by itself; a COPY is one.
    """
    if len(rows) <= FEW:
        if rows:
            session.execute(insert(table), rows)
        return
    Ready.of(session.get_bind().dialect, table, rows).insert(session)


def take_ids(session: Session, table: Table, number: int) -> list[int]:
    """So many ids that nobody else gets, for rows that are inserted with them, in this transaction or a later one."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = func.generate_series(1, number).table_valued("number")
        return list(session.scalars(select(func.nextval(sequence)).select_from(numbers)))
    connection = session.connection()
    held = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
    if held is None:
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, number))
    else:
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (held + number, table.name))
    first = (held or 0) + 1
    return list(range(first, first + number))


def _copy(connection: Connection, ready: Ready) -> None:
    quoted = connection.dialect.identifier_preparer
    columns = ", ".join(quoted.quote(name) for name in ready.names)
    statement = f"COPY {quoted.format_table(ready.table)} ({columns}) FROM STDIN"
    error = connection.dialect.loaded_dbapi.Error
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            for values in ready.values:
                copy.write_row(values)
    except error as fault:
        # As of every other statement: what tells a conflict or a lost server from our own fault knows these kinds only.
        raise DBAPIError.instance(statement, None, fault, error, dialect=connection.dialect) from fault
    finally:
        cursor.close()


def _processor(dialect: Dialect, table: Table, name: str) -> Callable[[Any], Any] | None:
    kind = table.c[name].type.dialect_impl(dialect)
    processor: Callable[[Any], Any] | None = kind.bind_processor(dialect)
    return processor
