"""Whether the process is alive and ready, for those who watch it."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from app.migrating import head_revision
from app.web import application

blueprint = Blueprint("health", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/healthz")
def alive() -> tuple[str, int, dict[str, str]]:
    """The process answers."""
    return "ok\n", 200, PLAIN


@blueprint.get("/readyz")
def ready() -> tuple[str, int, dict[str, str]]:
    """The database answers and is migrated."""
    try:
        with application().database.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return "database does not answer\n", 503, PLAIN
    return ("ok\n", 200, PLAIN) if found == head_revision() else ("database is not migrated\n", 503, PLAIN)
