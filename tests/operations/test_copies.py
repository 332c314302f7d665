"""Copies: taken while people write, put back whole, and refused when damaged."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.companies.models import Company
from app.db import Base, Database
from app.history import record
from app.history.models import Change
from app.operations import backup as copies
from tests.factories import NOW, make_company
from tests.operations.running import Installation

WRITERS = 4
# What grows with every company.
GROWING = dict.fromkeys(("company", "change", "counter", "matching_change", "search_word"), 0)


def counts(url: str) -> dict[str, int]:
    database = Database(url)
    with database.reading() as session:
        tables = Base.metadata.sorted_tables
        found = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    database.engine.dispose()
    return found


class Writers:
    """Colleagues who register companies without a pause, until the block ends."""

    def __init__(self, url: str) -> None:
        self._database, self._done = Database(url), threading.Event()
        self._begun = threading.Barrier(WRITERS + 1)
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(WRITERS)]

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        self._begun.wait(60)
        return self

    def __exit__(self, *_fault: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()
        self._database.engine.dispose()

    def _write(self, writer: int) -> None:
        number = 0
        while not self._done.is_set():
            with self._database.transaction() as session:
                record.begin_action(session, actor_id=None, now=NOW)
                make_company(session, name=f"Firma {writer}-{number}")
            if number == 0:
                self._begun.wait(60)
            number += 1


def test_a_copy_taken_while_people_write_is_whole(demonstration: Installation) -> None:
    copy = demonstration.folder / "copy"
    with Writers(demonstration.url):
        before = counts(demonstration.url)
        said = demonstration.jobloft("backup", str(copy))
        after = counts(demonstration.url)
    assert (said.returncode, said.stderr, copy.stat().st_mode & 0o777) == (0, "", 0o600)
    assert demonstration.jobloft("restore", str(copy)).returncode == 0
    restored = counts(demonstration.url)
    assert demonstration.jobloft("check").stderr == ""
    # Each company came with its change row in one transaction, and nothing but companies came.
    assert companies_told_of(demonstration.url) == restored["company"]
    assert before["company"] <= restored["company"] <= after["company"]
    assert {**restored, **GROWING} == {**before, **GROWING}


def companies_told_of(url: str) -> int:
    database = Database(url)
    with database.reading() as session:
        made = select(func.count(Change.id)).where(Change.table_name == "company", Change.before.is_(None))
        found = session.scalar(made) or 0
    database.engine.dispose()
    return found


def test_a_copy_brings_back_what_was_and_nothing_else(demonstration: Installation) -> None:
    copy = demonstration.folder / "copy"
    assert demonstration.begun("backup", str(copy)).returncode == 0
    before = counts(demonstration.url)
    database = Database(demonstration.url)
    with database.transaction() as session:
        make_company(session, name="Kom efter kopien")
        session.connection().exec_driver_sql("CREATE TABLE of_a_newer_version (id integer)")
    database.engine.dispose()
    said = demonstration.begun("restore", str(copy))
    assert (said.returncode, said.stdout) == (0, f"Restored from {copy}\n")
    assert counts(demonstration.url) == before
    database = Database(demonstration.url)
    with database.engine.connect() as connection:
        assert not database.engine.dialect.has_table(connection, "of_a_newer_version")
    database.engine.dispose()


def test_a_damaged_copy_is_refused_and_nothing_lost(demonstration: Installation) -> None:
    copy = demonstration.folder / "copy"
    demonstration.jobloft("backup", str(copy))
    whole = copy.read_bytes()
    before = counts(demonstration.url)
    for damaged in (b"", b"not a database at all\n" * 50, whole[: len(whole) // 2]):
        copy.write_bytes(damaged)
        said = demonstration.jobloft("restore", str(copy))
        assert (said.returncode, said.stderr.count("\n"), said.stderr[:7]) == (1, 1, "Error: "), said.stderr
        assert counts(demonstration.url) == before
    assert sorted(path.name for path in demonstration.folder.glob(".jobloft-*")) == []


def test_a_copy_of_something_else_is_refused(small_demonstration: Installation, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE notes (id integer)")
    connection.close()
    said = small_demonstration.jobloft("restore", str(other))
    assert (said.returncode, said.stderr) == (1, f"Error: {other}: not a whole Jobløft database\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("restore", "/no/such/copy"), "Error: /no/such/copy: no such file\n"),
        (("backup", "/no/such/folder/copy"), "Error: /no/such/folder: no such folder\n"),
    ],
)
def test_a_wrong_path_is_said_in_one_line(small: Installation, arguments: tuple[str, ...], words: str) -> None:
    said = small.jobloft(*arguments)
    assert (said.returncode, said.stderr) == (1, words)


def test_without_a_database_there_is_nothing_to_copy(small: Installation) -> None:
    said = small.jobloft("backup", str(small.folder / "copy"))
    assert (said.returncode, said.stderr) == (1, f"Error: {small.folder / 'jobloft.db'}: no database there\n")
    assert not (small.folder / "copy").exists()


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(copies.BackupError, match="pg_dump is not installed"):
        copies.backup("postgresql+psycopg://nobody@localhost/none", tmp_path / "copy")


def test_the_restored_file_is_as_private_as_the_one_it_replaces(small_demonstration: Installation) -> None:
    copy, file = small_demonstration.folder / "copy", small_demonstration.folder / "jobloft.db"
    small_demonstration.jobloft("backup", str(copy))
    file.chmod(0o640)
    small_demonstration.jobloft("restore", str(copy))
    assert file.stat().st_mode & 0o777 == 0o640
    database = Database(small_demonstration.url)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 44
    database.engine.dispose()
