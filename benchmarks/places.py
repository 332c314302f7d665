"""Where benchmarks measure: a fresh database of each kind, and the settings of a server on it."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app.config import Config
from app.db import Database
from tests.operations.running import SECRET, Installation


def databases() -> Iterator[tuple[str, Any]]:
    """SQLite always, PostgreSQL when there is one."""
    yield "SQLite", _sqlite()
    postgres = os.environ.get("JOBLOFT_TEST_POSTGRES_URL")
    if postgres:
        yield "PostgreSQL", _postgres(postgres)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/jobloft.db"


@contextmanager
def _postgres(server: str) -> Iterator[str]:
    name = f"jobloft_bench_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def config_of(place: Installation) -> Config:
    """The same settings as the server's."""
    return Config(place.url, SECRET, instance=place.folder, secure_cookies=False)


def settle(database: Database) -> None:
    """Let PostgreSQL count what was filled in, as it does by itself after a while."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
