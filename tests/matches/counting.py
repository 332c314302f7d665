"""Counts the statements that a request sends."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from app.web import Jobloft

NOT_QUERIES = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


def statements(app: Jobloft, act: Callable[[], object]) -> list[str]:
    """What was sent to the database while acting."""
    sent: list[str] = []

    def note(_connection, _cursor, statement: str, _parameters, _context, _many) -> None:
        if not statement.startswith(NOT_QUERIES):
            sent.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(app.database.engine, "before_cursor_execute", note)
    return sent


def counting(app: Jobloft, act: Callable[[], object]) -> int:
    """How many statements were sent while acting."""
    return len(statements(app, act))
