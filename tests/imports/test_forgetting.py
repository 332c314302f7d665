"""Rows of old lists go by themselves, with the daily command, whether or not mails are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.imports.models import ImportBatch, ImportRow
from app.imports.services import KEPT_DAYS
from app.web import Jobloft
from tests.factories import NOW, Personas
from tests.imports.factories import make_import, make_row
from tests.merging.test_commands import run


def test_the_daily_command_forgets_what_is_older_than_thirty_days(
    app: Jobloft, personas: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.database.transaction() as session:
        for days, name in ((KEPT_DAYS - 1, "ny.csv"), (KEPT_DAYS + 1, "gammel.csv")):
            made = NOW - timedelta(days=days)
            batch = make_import(session, user_id=personas.id_of["consultant"], filename=name, created_at=made)
            make_row(session, batch)
    with clock.frozen(NOW):
        _code, first = run(app, monkeypatch, "remind")
        _code, again = run(app, monkeypatch, "remind")
    said = "the rows of 1 old lists deleted\n"
    assert [text.count(said) for text in (first, again)] == [1, 0]
    with app.database.reading() as session:
        kept = session.scalars(select(ImportBatch.filename).join(ImportRow, ImportRow.batch_id == ImportBatch.id)).all()
        dates = session.execute(select(ImportBatch.filename, ImportBatch.rows_deleted_at)).all()
    assert (kept, dict(tuple(row) for row in dates)) == (["ny.csv"], {"ny.csv": None, "gammel.csv": NOW})
