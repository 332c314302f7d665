"""Engine, declarative base, column types and the only place that commits."""

from __future__ import annotations

import enum
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, Engine, MetaData, String, create_engine, event, inspect
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, sessionmaker
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# An import of 20,000 rows holds the one write lock for seconds, on a busy machine for 20; others wait rather than
# lose their text.
SQLITE_BUSY_MS = 45_000


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refused when naive, stored in UTC, read back aware on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive instant refused: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_type(kind: type[enum.StrEnum], name: str) -> SqlEnum:
    """A string column that holds the enum's values, guarded by a check constraint of that name."""
    return SqlEnum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """All tables: naming convention for constraints, ids that are never handed out twice."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 (SQLAlchemy passes the class)
        return table_args()


def table_args(*constraints: Any) -> Any:
    """Table arguments with SQLite's AUTOINCREMENT: without it a deleted highest id is given out again."""
    return (*constraints, {"sqlite_autoincrement": True})


def named_check(condition: str, name: str) -> CheckConstraint:
    """A check constraint with a name, so that a migration can drop it."""
    return CheckConstraint(condition, name=name)


def new_uid() -> str:
    """A random public identity: stable for ever in calendars, tells nothing about order or number."""
    return secrets.token_hex(16)


class Identified:
    """A row with a number for addresses."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)


class Uid:
    """A row that may appear in a calendar or outside the system."""

    uid: Mapped[str] = mapped_column(String(32), unique=True, default=new_uid)


class Versioned:
    """A row people edit: `version` rises by one with every change, forms carry the one they were made from."""

    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy passes the class)
        return {"version_id_col": cls.version}


class Counter(Base):
    """Numbers that rise when something changed, so that caches in several processes notice."""

    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)

    @classmethod
    def rise(cls, session: Session, name: str) -> None:
        """Let a number rise by one with this transaction; it begins with 1."""
        counter = session.get(cls, name, with_for_update=True)
        if counter is None:
            session.add(cls(name=name, value=1))
        else:
            counter.value += 1
        session.flush()


def make_engine(url: str) -> Engine:
    """An engine for SQLite (foreign keys, WAL, own BEGIN) or PostgreSQL."""
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": SQLITE_BUSY_MS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling begins too late and never IMMEDIATE: switched off.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A reader that turns writer half-way gets "database is locked" at once; writers take the lock first.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class ReadOnlyViolation(RuntimeError):
    """Something tried to write during a reading request."""


class Database:
    """One engine and its two kinds of session: reading and writing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._reading = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)
        writing_engine = self.engine.execution_options(writing=True)
        self._writing = sessionmaker(writing_engine, expire_on_commit=False)

    def reading_session(self) -> Session:
        """A session that refuses to flush."""
        session = self._reading()
        event.listen(session, "before_flush", _refuse_flush)
        return session

    def writing_session(self) -> Session:
        """A session whose transaction takes the write lock first; row look-ups in it lock the row."""
        session = self._writing()
        session.info["writing"] = True
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Everything inside is committed together at the end, or not at all."""
        with self.writing_session() as session:
            yield session
            commit(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A reading session that is closed at the end."""
        with self.reading_session() as session:
            yield session


def commit(session: Session) -> None:
    """Commit; no other line of the project does."""
    session.commit()


def _refuse_flush(session: Session, _context: object, _instances: object) -> None:
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        raise ReadOnlyViolation("a reading request tried to write")


def is_writing(session: Session) -> bool:
    """Whether look-ups in this session should lock the rows that they find."""
    return bool(session.info.get("writing"))


Loaded = list[tuple[Any, str, Any]]


def loaded_relationships(session: Session) -> Loaded:
    """What hangs on the rows of a session now: a savepoint that is rolled back empties the rows changed in it."""
    found: Loaded = []
    for row in session.identity_map.values():
        for name in inspect(row).mapper.relationships.keys() & row.__dict__.keys():
            value = row.__dict__[name]
            found.append((row, name, list(value) if isinstance(value, list) else value))
    return found


def put_back(loaded: Loaded) -> None:
    """Hang it on them again: columns are read anew by themselves, relationships never (`lazy="raise"`)."""
    for row, name, value in loaded:
        if name not in row.__dict__:
            set_committed_value(row, name, value)
