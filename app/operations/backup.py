"""A consistent copy while people work, and the way back.

SQLite: the driver's own backup in one step (in steps it never ended under load). PostgreSQL: pg_dump, pg_restore
and psql, which must be installed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url

OWNER_ONLY = 0o600
# What the copy does not know (tables of a newer version) must not be left beside what it brings.
EMPTY_SCHEMA = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE %I CASCADE', found.tablename);
  END LOOP;
END $$;
"""


class BackupError(RuntimeError):
    """A copy that could not be made or read back; the message is one line."""


def backup(url: str, destination: Path) -> None:
    """Write a copy of the database to a file, whole or not at all, readable by its owner only.

    Raises:
        BackupError: the database is not there, or the copy could not be written.
    """
    parsed = make_url(url)
    if not destination.resolve().parent.is_dir():
        raise BackupError(f"{destination.parent}: no such folder")
    with _scratch(destination.resolve().parent) as part:
        _copy_sqlite(_sqlite_file(parsed), part) if _is_sqlite(parsed) else _dump(parsed, part)
        os.replace(part, destination)


def restore(url: str, source: Path) -> None:
    """Put a copy back in place of the present database, whole or not at all. Web processes must be stopped.

    Raises:
        BackupError: the copy is damaged or of another kind.
    """
    parsed = make_url(url)
    if not source.is_file():
        raise BackupError(f"{source}: no such file")
    _restore_sqlite(source, _sqlite_file(parsed)) if _is_sqlite(parsed) else _restore_postgres(parsed, source)


@contextmanager
def _scratch(folder: Path | None = None) -> Iterator[Path]:
    # In the folder of what it becomes: only within one file system is a file put in place in one step.
    handle, name = tempfile.mkstemp(dir=folder, prefix=".jobloft-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _sqlite_file(url: URL) -> Path:
    return Path(url.database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise BackupError(f"{source}: no database there")
    try:
        with closing(_open(source)) as database, closing(sqlite3.connect(target)) as copy:
            database.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as fault:
        raise BackupError(f"{source}: {fault}") from None


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=20)


def _restore_sqlite(source: Path, target: Path) -> None:
    with _scratch(target.resolve().parent) as part:
        shutil.copyfile(source, part)
        _check_sqlite(source, part)
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else OWNER_ONLY)
        for leftover in (f"{target}-wal", f"{target}-shm"):
            Path(leftover).unlink(missing_ok=True)
        os.replace(part, target)


def _check_sqlite(source: Path, copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.Error as fault:
        raise BackupError(f"{source}: not a whole SQLite database ({fault})") from None
    if verdict != "ok" or not known[0]:
        raise BackupError(f"{source}: not a whole Jobløft database")


def _dump(url: URL, target: Path) -> None:
    _run(url, ["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])


def _restore_postgres(url: URL, source: Path) -> None:
    if " alembic_version " not in _run(url, ["pg_restore", "--list", str(source)]):
        raise BackupError(f"{source}: not a Jobløft database")
    with _scratch() as emptying, _scratch() as filling:
        emptying.write_text(EMPTY_SCHEMA, encoding="ascii")
        # The whole copy is read before anything is touched: a damaged one ends here.
        _run(url, ["pg_restore", "--no-owner", f"--file={filling}", str(source)])
        files = [f"--file={emptying}", f"--file={filling}"]
        _run(url, ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files])


def _run(url: URL, command: list[str]) -> str:
    settings = {
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": url.password or "",
        "PGDATABASE": url.database or "",
    }
    environment = os.environ | {name: value for name, value in settings.items() if value}
    try:
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise BackupError(f"{command[0]} is not installed") from None
    except subprocess.CalledProcessError as fault:
        said = (fault.stderr or "").strip().splitlines() or [f"{command[0]} failed"]
        raise BackupError(said[-1]) from None
    return done.stdout
