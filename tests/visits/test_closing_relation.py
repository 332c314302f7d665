"""The closing step's part on the relation: proposed, skipped, stopped with a reason, changed by a colleague."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.companies.models import Company, ContactPerson, Stage, StageChange
from app.visits.models import Visit, VisitState
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_visit


@pytest.fixture
def visit_id(app, personas) -> int:
    """A held first visit, the consultant's, at a possible company of the counsellor's."""
    with app.database.transaction() as session:
        company = make_company(session, fixed_contact_id=personas.id_of["counsellor"])
        over = {"starts_at": NOW - timedelta(days=1), "state": VisitState.HELD}
        return make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **over).id


def rows(app, table):
    with app.database.reading() as session:
        return session.scalars(select(table).order_by(table.id)).all()


def stands(app) -> tuple[Stage, int | None, list[tuple[Stage, str]]]:
    (company,) = rows(app, Company)
    return company.stage, company.fixed_contact_id, [(row.stage, row.reason) for row in rows(app, StageChange)]


def test_the_first_visit_leads_to_a_first_meeting_and_to_a_fixed_contact(app, as_user, personas, visit_id) -> None:
    with app.database.transaction() as session:
        session.get_one(Company, session.get_one(Visit, visit_id).company_id).fixed_contact_id = None
    browser, path, me = as_user("consultant"), f"/visits/{visit_id}/close", personas.id_of["consultant"]
    typed, _action = form_fields(browser.get(path).text)
    proposed = {name: typed[name] for name in ("relation_stage", "relation_contact", "contact_fixed")}
    assert proposed == {"relation_stage": "first_meeting", "relation_contact": str(me), "contact_fixed": "y"}
    assert browser.submit(path).status_code == 303
    assert stands(app) == (Stage.FIRST_MEETING, me, [(Stage.FIRST_MEETING, "")])
    # Closed again, nothing more is proposed.
    assert browser.submit(path, contact_name="Lone Bach").status_code == 303
    assert stands(app) == (Stage.FIRST_MEETING, me, [(Stage.FIRST_MEETING, "")])
    assert rows(app, ContactPerson)[0].is_fixed


def test_the_relation_can_be_left_as_it_is_or_stopped_with_a_reason(app, as_user, personas, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/close"
    assert browser.submit(path, relation_stage="candidate").status_code == 303
    assert stands(app) == (Stage.CANDIDATE, personas.id_of["counsellor"], [])
    silent = browser.submit(path, relation_stage="paused")
    assert (silent.status_code, 'id="relation_reason-error"' in silent.text) == (422, True)
    assert browser.submit(path, relation_stage="paused", relation_reason="Flytter").status_code == 303
    assert stands(app)[2] == [(Stage.PAUSED, "Flytter")]


def test_a_colleagues_change_of_the_relation_is_told_before_it_is_overwritten(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/close"
    typed, _action = form_fields(browser.get(path).text)
    company_id = rows(app, Company)[0].id
    as_user("broker").submit(f"/companies/{company_id}/stage", stage="declined", reason="Vil ikke")
    told = browser.client.post(path, data=typed)
    assert (told.status_code, 'id="relation_stage-error"' in told.text) == (422, True)
    assert browser.client.post(path, data=form_fields(told.text)[0]).status_code == 303
    assert [stage for stage, _reason in stands(app)[2]] == [Stage.DECLINED, Stage.FIRST_MEETING]
