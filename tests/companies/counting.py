"""Counts the statements that a request sends to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.web import Jobloft


@contextmanager
def statements(app: Jobloft) -> Iterator[list[str]]:
    """The statements sent while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(app.database.engine, "before_cursor_execute", note)
