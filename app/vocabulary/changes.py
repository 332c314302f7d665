"""Tells every web process that the vocabulary has become another one."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, event
from sqlalchemy.dialects import postgresql, sqlite

from app.db import Base, Counter
from app.vocabulary.models import ConfirmedTerm

COUNTER = "vocabulary"


def install() -> None:
    """Listen to confirmed terms, whoever writes them; doing it twice changes nothing."""
    for name in ("after_insert", "after_update", "after_delete"):
        if not event.contains(ConfirmedTerm, name, _changed):
            event.listen(ConfirmedTerm, name, _changed)


def _changed(_mapper: object, connection: Connection, _row: object) -> None:
    note_change(connection)


def note_change(connection: Connection) -> None:
    """Give the vocabulary's state a new number: a random one, so that no restored database repeats an old one."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(Base.metadata.tables[Counter.__tablename__]).values(
        name=COUNTER, value=1 + secrets.randbelow(2**31 - 2)
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )
