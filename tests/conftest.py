"""Real databases, real requests: one application a database, emptied after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from app import clock, create_app, migrating
from app.config import Config
from app.db import Base
from app.history import record
from app.web import Jobloft
from tests.browser_client import Browser
from tests.databases import POSTGRES, SECRET, Originals, PostgresDatabase
from tests.factories import Personas, make_personas

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Denmark
WITHOUT_POSTGRES = "PostgreSQL: JOBLOFT_TEST_POSTGRES_URL is not set"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches a database runs on both."""
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize(
            "database_kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], scope="session"
        )


@pytest.fixture(scope="session")
def database_url(database_kind: str, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> str:
    """An address of a migrated, empty database of its own."""
    if database_kind == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.db'}"
    elif not POSTGRES:
        pytest.skip(WITHOUT_POSTGRES)
    else:
        database = PostgresDatabase()
        # Dropped when everything is over, not when this fixture is: no test may lose it under its feet.
        pytestconfig.add_cleanup(database.drop)
        url = database.url
    migrating.upgrade(url)
    return url


@pytest.fixture
def scratch_url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """An address of an empty, not yet migrated database, of the same kind, for one test."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'scratch.db'}"
    else:
        database = PostgresDatabase()
        yield database.url
        database.drop()


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Originals:
    """Demonstrations to copy."""
    return Originals(tmp_path_factory.mktemp("originals"), pytestconfig.add_cleanup)


@pytest.fixture(scope="session")
def application(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jobloft]:
    """The application over that database, with cheap password hashes."""
    config = Config(
        database_url=database_url,
        secret_key=SECRET,
        instance=tmp_path_factory.mktemp("instance"),
        secure_cookies=False,
        testing=True,
        password_cost=(1, 8),
        calendar_domain="test.jobloft.dk",
    )
    app = create_app(config)
    yield app
    app.database.engine.dispose()


@pytest.fixture
def app(application: Jobloft) -> Iterator[Jobloft]:
    """The application at noon of a Tuesday; all rows are gone after the test."""
    with clock.frozen(NOON):
        yield application
    empty(application)


def empty(application: Jobloft) -> None:
    """Delete all rows of all tables; a test fills few of them, and only those are touched."""
    with application.database.transaction() as session:
        filled = _filled(session)
        if not filled:
            return
        if session.get_bind().dialect.name == "postgresql":
            # One statement: foreign keys are looked at when all rows are gone. TRUNCATE takes several times as long.
            deletions = ", ".join(f'd{place} AS (DELETE FROM "{name}")' for place, name in enumerate(filled))
            session.execute(text(f"WITH {deletions} SELECT 1"))
        else:
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
            for name in filled:
                session.execute(text(f'DELETE FROM "{name}"'))


def _filled(session: Session) -> list[str]:
    """The tables that hold rows, children before parents."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    found = {name for (name,) in session.execute(text(" UNION ALL ".join(map(_asks_for_a_row, names))))}
    return [name for name in names if name in found]


def _asks_for_a_row(name: str) -> str:
    return f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")"


@pytest.fixture
def session(app: Jobloft) -> Iterator[Session]:
    """A writing session; `commit(session)` (of app.db) makes its rows visible to requests.

    Close or commit it before sending a request: on SQLite it holds the write lock while its transaction is open.
    """
    with app.database.writing_session() as opened:
        record.begin_action(opened, actor_id=None, now=NOON)
        yield opened


@pytest.fixture(scope="session")
def made_personas(application: Jobloft) -> tuple[Personas, list[tuple[Table, list[dict[str, Any]]]]]:
    """The people as they are registered once a database, with all rows that makes."""
    database, passwords = application.database, application.extensions["passwords"]
    with database.transaction() as opened:
        record.begin_action(opened, actor_id=None, now=NOON)
        made = make_personas(opened, passwords, now=NOON)
    with database.reading() as opened:
        filled = set(_filled(opened))
        tables = [table for table in Base.metadata.sorted_tables if table.name in filled]
        rows = [(table, [dict(row) for row in opened.execute(table.select()).mappings()]) for table in tables]
    empty(application)
    return made, rows


@pytest.fixture
def personas(app: Jobloft, made_personas: tuple[Personas, list[tuple[Table, list[dict[str, Any]]]]]) -> Personas:
    """The people of the work: consultant, counsellor, colleague, broker, manager … and a stranger; committed."""
    made, rows = made_personas
    with app.database.transaction() as opened:
        for table, held in rows:
            opened.execute(table.insert(), held)
    # A test may add people of its own.
    return Personas(dict(made.id_of), dict(made.organisation_of))


@pytest.fixture
def as_user(app: Jobloft, personas: Personas) -> Callable[[str], Browser]:
    """A signed-in browser of a persona: `as_user("consultant").get("/")`."""
    return lambda name: Browser(app).signed_in(personas.email(name))


@pytest.fixture
def visitor(app: Jobloft) -> Browser:
    """A browser of nobody."""
    return Browser(app)
