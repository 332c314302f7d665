"""The administrator sees what an action did, what an undo would do and leave, and takes it back with one button."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.companies.models import Company
from app.history import ahead, record
from app.history.models import Action
from app.web import Jobloft
from tests.factories import NOW, Personas
from tests.history.factories import make_action
from tests.history.test_undo import act, make_mixed


@pytest.mark.parametrize("many", [1, ahead.MANY])
def test_an_import_is_looked_at_and_undone_once(
    app: Jobloft, personas: Personas, as_user, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Worked out before the lock, or under it: the same."""
    monkeypatch.setattr(ahead, "MANY", many)
    work, ids = make_mixed(app, personas)
    number = act(app, work, label="Leverandører 2026.xlsx", who=personas.id_of["consultant"])
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["broker"], now=NOW)
        company = session.get_one(Company, ids["old"])
        company.name, company.folded_name = "Rettet A/S", "rettet"
    admin = as_user("admin")
    assert "Leverandører 2026.xlsx" in admin.get("/admin/changes").text
    page = admin.get(f"/admin/changes/{number}").text
    assert "Én post bliver helt eller delvist stående" in page
    assert "Er ændret siden: Navn" in page
    assert "Rettet A/S" in page
    assert "Navn broker" in page
    assert "Navn consultant" in page
    answer = admin.submit(f"/admin/changes/{number}")
    assert answer.status_code == 303
    after = admin.get(answer.location).text
    assert "Hvad der blev stående" in after
    assert "Rettet A/S" in after
    with app.database.reading() as session:
        assert session.get(Company, ids["new"]) is None
        assert len(session.scalars(select(Action)).all()) == 2
    # A page from before: the action has another version now.
    assert "Det blev fortrudt" in admin.get(f"/admin/changes/{number}").text


def test_a_large_action_is_compared_only_when_asked_for(app: Jobloft, personas: Personas, as_user) -> None:
    with app.database.transaction() as session:
        number = make_action(session, rows=20_000).id
    admin = as_user("admin")
    assert "op til et minut" in admin.get(f"/admin/changes/{number}").text
    assert "Intet af dette kan fortrydes" in admin.get(f"/admin/changes/{number}?preview=1").text
