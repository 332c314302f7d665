"""Real databases, real requests: one application a database, emptied after each test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from app import clock, create_app, migrating
from app.config import Config
from app.db import Base
from app.history import record
from app.web import Jobloft
from tests.browser_client import Browser
from tests.factories import Personas, make_personas

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Denmark
POSTGRES = os.environ.get("JOBLOFT_TEST_POSTGRES_URL", "")
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
        database = _PostgresDatabase()
        # Dropped when everything is over, not when this fixture is: no test may lose it under its feet.
        pytestconfig.add_cleanup(database.drop)
        url = database.url
    migrating.upgrade(url)
    return url


class _PostgresDatabase:
    """A database of its own in the cluster."""

    def __init__(self) -> None:
        self._name = f"jobloft_{uuid.uuid4().hex[:12]}"
        self._admin(f"CREATE DATABASE {self._name}")
        self.url = make_url(POSTGRES).set(database=self._name).render_as_string(hide_password=False)

    def drop(self) -> None:
        """Away with it, whoever is connected."""
        self._admin(f"DROP DATABASE {self._name} WITH (FORCE)")

    @staticmethod
    def _admin(statement: str) -> None:
        engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture
def scratch_url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """An address of an empty, not yet migrated database, of the same kind, for one test."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'scratch.db'}"
    else:
        database = _PostgresDatabase()
        yield database.url
        database.drop()


@pytest.fixture(scope="session")
def application(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jobloft]:
    """The application over that database, with cheap password hashes."""
    config = Config(
        database_url=database_url,
        secret_key="only-for-tests-" * 4,
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
    """Delete all rows of all tables."""
    with application.database.transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            session.execute(text(f"TRUNCATE {names} CASCADE"))
        else:
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())


@pytest.fixture
def session(app: Jobloft) -> Iterator[Session]:
    """A writing session; `commit(session)` (of app.db) makes its rows visible to requests.

    Close or commit it before sending a request: on SQLite it holds the write lock while its transaction is open.
    """
    with app.database.writing_session() as opened:
        record.begin_action(opened, actor_id=None, now=NOON)
        yield opened


@pytest.fixture
def personas(app: Jobloft) -> Personas:
    """The people of the work: consultant, counsellor, colleague, broker, manager … and a stranger; committed."""
    with app.database.transaction() as opened:
        record.begin_action(opened, actor_id=None, now=NOON)
        return make_personas(opened, app.extensions["passwords"], now=NOON)


@pytest.fixture
def as_user(app: Jobloft, personas: Personas) -> Callable[[str], Browser]:
    """A signed-in browser of a persona: `as_user("consultant").get("/")`."""
    return lambda name: Browser(app).signed_in(personas.email(name))


@pytest.fixture
def visitor(app: Jobloft) -> Browser:
    """A browser of nobody."""
    return Browser(app)
