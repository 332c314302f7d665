"""An import that begins to write while a colleague is at one of its companies: both get through, and one is first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.companies.models import Company
from app.imports import jobs, services
from app.imports.models import BatchState, ImportBatch, ImportRow, RowState
from app.web import Jobloft
from tests.factories import NOW, Personas
from tests.imports.importer import Importer
from tests.imports.lists import MALER, supplier_list

LONGEST_WAIT, A_MOMENT = 1_000, 0.02


def test_a_colleague_who_was_first_at_a_company_is_not_thrown_out(app: Jobloft, as_user, personas: Personas) -> None:
    importer = Importer(app, as_user("consultant"), personas.organisation_of["landlord"])
    importer.confirmed(supplier_list(MALER))
    importer.preview(supplier_list(MALER.replace("86 62 12 34", "86 62 99 99")))
    with app.database.transaction() as session:
        batch = session.scalars(select(ImportBatch).where(ImportBatch.state == BatchState.READY)).one()
        mark = services.begin(session, batch, BatchState.WRITING, now=NOW)
    with ThreadPoolExecutor(1) as pool:
        with app.database.transaction() as session:
            company = session.scalars(select(Company).with_for_update()).one()
            # The rows are read in a transaction of their own, which waits for nobody.
            work = pool.submit(jobs.run, app.database, BatchState.WRITING, batch.id, mark, None)
            _until_somebody_waits(session)
            company.website = "maler.dk"
        work.result(60)
    with app.database.reading() as session:
        assert session.scalars(select(Company.website)).one() == "maler.dk"
        assert session.get_one(ImportBatch, batch.id).state is BatchState.DONE
        assert session.scalars(select(ImportRow.state).where(ImportRow.batch_id == batch.id)).one() is RowState.CHANGED


def _until_somebody_waits(session: Session) -> None:
    """On SQLite there is nothing to wait for: this transaction has the one lock for writing."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for _again in range(LONGEST_WAIT):
        if session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            return
        threading.Event().wait(A_MOMENT)
    raise AssertionError("nobody waits")
