"""Killed in the middle of writing: nothing is half done, and the preview is there to say yes to again."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

from sqlalchemy import func, select

from app import clock
from app.companies.models import Company
from app.history.models import Action, Change
from app.imports import services
from app.imports.models import BatchState, ImportBatch
from app.operations import check
from app.search.models import SearchWord
from app.web import Jobloft
from tests.factories import NOW, Personas
from tests.imports.importer import Importer
from tests.imports.lists import MALER, TOEMRER, supplier_list
from tests.operations.running import ROOT

# The worker's own work, stopped when everything is inserted and nothing committed.
STOPPED_HALF_WAY = """
import sys
import app.models
from app.db import Database
from app.imports import jobs, writing
from app.imports.models import BatchState

def stop(*_arguments):
    print("half way", flush=True)
    sys.stdin.read()

writing._touch = stop
jobs.run(Database(sys.argv[1]), BatchState.WRITING, int(sys.argv[2]), sys.argv[3], None)
"""


def test_killed_half_way_nothing_is_written_and_it_can_be_begun_again(
    app: Jobloft, as_user, personas: Personas
) -> None:
    importer = Importer(app, as_user("consultant"), personas.organisation_of["landlord"])
    shown = importer.preview(supplier_list(MALER, TOEMRER))
    with app.database.transaction() as session:
        batch = session.scalars(select(ImportBatch)).one()
        mark = services.begin(session, batch, BatchState.WRITING, now=NOW)
    killed(app.database.url, str(batch.id), mark)
    with app.database.reading() as session:
        for table in (Company, Action, SearchWord):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert session.scalar(select(func.count()).where(Change.table_name == "company")) == 0
    assert list(check.problems(app.database)) == []
    with clock.frozen(NOW + timedelta(hours=1)):
        importer.posted(shown, to=f"{shown}/again")
        importer.posted(shown, to=f"{shown}/confirm")
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 2


def killed(*arguments: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STOPPED_HALF_WAY, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline() == "half way\n"
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    process.stdout.close()
    process.stdin.close()
