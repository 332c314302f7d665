"""Runs migrations on SQLite and PostgreSQL without losing the children of an altered parent."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event

from app.db import UtcDateTime
from app.models import Base

url: str = context.config.attributes["url"]


def run() -> None:
    """Migrate in one transaction."""
    engine = _engine()
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_plain_types,
        )
        with context.begin_transaction():
            context.run_migrations()
            _check_foreign_keys(connection)
        connection.commit()
    engine.dispose()


def _engine() -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _keep_children)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _plain_types(kind: str, item: object, _context: object) -> str | bool:
    # A migration must read the same in ten years: our own type is written as what the database sees.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _keep_children(raw: object, _entry: object) -> None:
    # A batch migration drops and renames the parent: with foreign keys on, ON DELETE CASCADE would take
    # all children with it. The pragma does nothing inside a transaction, so it comes before BEGIN.
    raw.isolation_level = None  # type: ignore[attr-defined]
    raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"migration left rows without parent: {broken[:5]}")


run()
