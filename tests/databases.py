"""Databases of a test's own, on both kinds; what takes seconds to fill is filled once and copied."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app.config import Config
from app.demo.start import make_ready

POSTGRES = os.environ.get("JOBLOFT_TEST_POSTGRES_URL", "")
SECRET = "only-for-tests-" * 4


class PostgresDatabase:
    """A database of its own in the cluster."""

    def __init__(self) -> None:
        name = f"jobloft_{uuid.uuid4().hex[:12]}"
        self.url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        _admin(f"CREATE DATABASE {name}")

    def drop(self) -> None:
        """Away with it, whoever is connected."""
        _admin(f"DROP DATABASE {_name(self.url)} WITH (FORCE)")


def _name(url: str) -> str:
    return make_url(url).database or ""


def _admin(*statements: str) -> None:
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


class Originals:
    """Demonstrations as the program makes them: each made once a worker and kind of database, then copied.

    `at_the_end` is told what is to be done when everything is over.
    """

    def __init__(self, folder: Path, at_the_end: Callable[[Callable[[], None]], None]) -> None:
        self._folder, self._at_the_end = folder, at_the_end
        self._made: dict[tuple[str, datetime], str] = {}

    def demonstration(self, url: str, *, now: datetime) -> None:
        """Lay a demonstration of that moment into an empty database that nobody is connected to."""
        kind = make_url(url).get_backend_name()
        if (kind, now) not in self._made:
            original = self._empty(kind)
            make_ready(demonstration_config(original, self._folder), reset=False, now=now)
            self._made[kind, now] = original
        _copy(self._made[kind, now], url)

    def _empty(self, kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self._folder / f'{len(self._made)}.db'}"
        database = PostgresDatabase()
        self._at_the_end(database.drop)
        return database.url


def _copy(original: str, url: str) -> None:
    if url.startswith("sqlite"):
        shutil.copyfile(_name(original), _name(url))
    else:
        _admin(f"DROP DATABASE {_name(url)}", f"CREATE DATABASE {_name(url)} TEMPLATE {_name(original)}")


def demonstration_config(url: str, folder: Path) -> Config:
    """What a demonstration is started with, but with cheap password hashes."""
    return Config(url, SECRET, instance=folder, secure_cookies=False, demo=True, password_cost=(1, 8))
