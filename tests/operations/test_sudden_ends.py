"""What must survive: the server killed while people write, PostgreSQL's connections cut, migrations under data."""

from __future__ import annotations

import itertools
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest
from sqlalchemy import create_engine, inspect, select, text

from app import migrating
from app.companies.models import ContactPerson
from app.db import Database
from app.demo.start import fill
from app.history.models import Change
from app.operations import setup
from app.web import Jobloft
from tests.demo.test_demonstration import contents
from tests.factories import NOW
from tests.operations.running import Installation, Running

ROUNDS = int(os.environ.get("JOBLOFT_TEST_KILLS", "2"))
WRITERS, BEFORE_THE_END = 6, 20
PASSWORD = "jobloft-demo"


class Registrar:
    """People who register contact persons until the server is gone; knows which of them were acknowledged."""

    def __init__(self, server: Running, mark: str) -> None:
        self.server, self.mark, self.acknowledged = server, mark, list[str]()
        self.cookie = server.sign_in("konsulent@demo.jobloft.dk", PASSWORD)
        self.enough = threading.Event()

    def write(self, writer: int) -> None:
        """Register one after the other by the form, each writer at a company of their own."""
        try:
            for number in itertools.count():
                name = f"{self.mark}-{writer}-{number}"
                answer = self.server.submit(f"/companies/{writer + 1}/contacts/new", self.cookie, name=name)
                assert answer.status == 303, answer.text
                self.acknowledged.append(name)
                if len(self.acknowledged) >= BEFORE_THE_END:
                    self.enough.set()
        except (OSError, HTTPException):
            return
        finally:
            self.enough.set()


def kill_while_writing(place: Installation, mark: str) -> list[str]:
    """The names that were acknowledged before every process of the server was killed at once."""
    with place.serving() as server, ThreadPoolExecutor(WRITERS) as pool:
        registrar = Registrar(server, mark)
        writers = [pool.submit(registrar.write, number) for number in range(WRITERS)]
        assert registrar.enough.wait(120)
        os.killpg(server.process.pid, signal.SIGKILL)
        for writer in writers:
            writer.result(60)
    return registrar.acknowledged


def test_a_killed_server_loses_nothing_that_was_acknowledged(demonstration: Installation) -> None:
    for round_ in range(ROUNDS):
        mark = f"Runde {round_}"
        acknowledged = kill_while_writing(demonstration, mark)
        database = Database(demonstration.url)
        with database.reading() as session:
            kept = set(session.scalars(select(ContactPerson.name).where(ContactPerson.name.startswith(f"{mark}-"))))
            told = select(Change.row_id).where(Change.table_name == "contact_person", Change.before.is_(None))
            changes = set(session.scalars(told))
            rows = {str(row_id) for row_id in session.scalars(select(ContactPerson.id))}
        database.engine.dispose()
        assert len(acknowledged) >= BEFORE_THE_END
        assert [name for name in acknowledged if name not in kept] == []
        assert rows == changes
        said = demonstration.jobloft("check")
        assert (said.returncode, said.stderr) == (0, "")


def test_cut_connections_cost_at_most_one_request(app: Jobloft, as_user) -> None:
    if app.database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite: a file has no connections to cut")
    browser = as_user("consultant")
    assert browser.get("/companies").status_code == 200
    for page in ("/companies", "/companies/new"):
        _cut_all(app)
        answers = [browser.get(page).status_code for _ in range(5)]
        assert [status for status in answers[1:] if status != 200] == []
        assert answers[0] in (200, 503)


def _cut_all(app: Jobloft) -> None:
    admin = create_engine(app.database.url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cut = connection.execute(text(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {others}"))
        assert cut.scalar_one() >= 1
    admin.dispose()


def test_down_and_up_again_with_the_demonstration_in_it(scratch_url: str, application: Jobloft) -> None:
    database = Database(scratch_url)
    found = []
    for _ in range(2):
        setup.prepare(database, now=NOW)
        with database.transaction() as session:
            fill(session, application.extensions["passwords"], NOW)
        found.append(contents(database))
        assert len(found[-1]["company"]) == 44
        database.engine.dispose()
        migrating.downgrade(scratch_url, "base")
        assert tables_of(scratch_url) == {"alembic_version"}
    assert found[0] == found[1]
    database.engine.dispose()


def tables_of(url: str) -> set[str]:
    engine = create_engine(url)
    names = {name for name in inspect(engine).get_table_names() if not name.startswith("sqlite_")}
    engine.dispose()
    return names
