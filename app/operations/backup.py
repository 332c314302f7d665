"""A consistent copy while people work, and the way back.

SQLite: the driver's own backup in one step (in steps it never ended under load). PostgreSQL: pg_dump and
pg_restore, which must be installed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy.engine import URL, make_url


class BackupError(RuntimeError):
    """A copy that could not be made or read back; the message is one line."""


def backup(url: str, destination: Path) -> None:
    """Write a copy of the database to a file, whole or not at all.

    Raises:
        BackupError: the database is not there, or the copy could not be written.
    """
    parsed = make_url(url)
    handle, name = tempfile.mkstemp(dir=destination.resolve().parent, prefix=".jobloft-backup-")
    os.close(handle)
    part = Path(name)
    try:
        _copy_sqlite(_sqlite_file(parsed), part) if _is_sqlite(parsed) else _dump(parsed, part)
        os.replace(part, destination)
    finally:
        part.unlink(missing_ok=True)


def restore(url: str, source: Path) -> None:
    """Put a copy back in place of the present database. Web processes must be stopped.

    Raises:
        BackupError: the copy is damaged or of another kind.
    """
    parsed = make_url(url)
    if not source.is_file():
        raise BackupError(f"{source}: no such file")
    _restore_sqlite(source, _sqlite_file(parsed)) if _is_sqlite(parsed) else _restore_postgres(parsed, source)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _sqlite_file(url: URL) -> Path:
    return Path(url.database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise BackupError(f"{source}: no database there")
    with _open(source) as database, sqlite3.connect(target) as copy:
        database.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)


def _restore_sqlite(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.restoring")
    shutil.copyfile(source, part)
    try:
        _check_sqlite(part)
        for leftover in (f"{target}-wal", f"{target}-shm"):
            Path(leftover).unlink(missing_ok=True)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _check_sqlite(path: Path) -> None:
    try:
        connection = sqlite3.connect(path)
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
        connection.close()
    except sqlite3.DatabaseError as fault:
        raise BackupError(f"not a whole SQLite database ({fault})") from None
    if verdict != "ok" or not known:
        raise BackupError("not a whole Jobløft database")


def _dump(url: URL, target: Path) -> None:
    _run(url, ["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])


def _restore_postgres(url: URL, source: Path) -> None:
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    _run(url, ["pg_restore", *options, f"--dbname={url.database}", str(source)])


def _run(url: URL, command: list[str]) -> None:
    settings = {
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": url.password or "",
        "PGDATABASE": url.database or "",
    }
    environment = os.environ | {name: value for name, value in settings.items() if value}
    try:
        subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise BackupError(f"{command[0]} is not installed") from None
    except subprocess.CalledProcessError as fault:
        raise BackupError(f"{command[0]}: {(fault.stderr or '').strip().splitlines()[-1:]}") from None
