"""One-button actions, considerations, assignment, and what the change log tells."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from app.history.models import Change
from app.residents.models import Considerations, Resident
from tests.browser_client import form_fields
from tests.residents.factories import loaded, profile_of


@pytest.fixture
def resident_id(app, personas):
    return profile_of(app, personas)


def test_a_talk_today_is_noted(app, as_user, resident_id) -> None:
    with app.database.transaction() as session:
        session.get_one(Resident, resident_id).last_contact_on = None
    page = f"/residents/{resident_id}"
    assert as_user("counsellor").submit(page, to=f"{page}/talked-today").status_code == 303
    assert loaded(app, resident_id).last_contact_on == date(2026, 11, 24)


def test_archive_and_reopen(app, as_user, resident_id) -> None:
    browser, page = as_user("counsellor"), f"/residents/{resident_id}"
    assert browser.submit(page, to=f"{page}/archive").status_code == 303
    assert loaded(app, resident_id).active is False
    assert "Fatima" not in browser.get("/residents").text
    assert "Fatima" in browser.get("/residents?archived=1").text
    assert browser.submit(page, to=f"{page}/reopen").status_code == 303
    assert loaded(app, resident_id).active is True


def test_an_archive_button_of_a_page_from_before_is_refused(app, as_user, resident_id) -> None:
    browser, page = as_user("counsellor"), f"/residents/{resident_id}"
    fields, action = form_fields(browser.get(page).text, to=f"{page}/archive")
    browser.submit(f"{page}/wishes", wishes="Lager")
    assert browser.client.post(action, data=fields).status_code == 409
    assert loaded(app, resident_id).active is True


def test_somebody_without_counsellor_is_taken_over_once(app, personas, as_user) -> None:
    resident_id = profile_of(app, personas, counsellor_id=None)
    browser, page = as_user("colleague"), f"/residents/{resident_id}"
    assert browser.get(f"{page}/edit").status_code == 403
    assert browser.submit(page, to=f"{page}/take-over").status_code == 303
    assert loaded(app, resident_id).counsellor_id == personas.id_of["colleague"]
    assert browser.get(f"{page}/edit").status_code == 200
    assert as_user("counsellor").post(f"{page}/take-over", once="second", version="2").status_code == 422


def test_considerations_need_the_residents_own_yes_and_go_when_emptied(app, as_user, resident_id) -> None:
    browser, page = as_user("counsellor"), f"/residents/{resident_id}/considerations"
    shown = browser.get(page).text
    assert "Hensyn-hemmelig" in shown
    assert browser.submit(f"{page}/edit", avoid=None, note="", consented_on="").status_code == 303
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Considerations)) == 0
    assert browser.submit(f"{page}/edit", avoid=["heights"], note="").status_code == 422
    answer = browser.submit(f"{page}/edit", avoid=["heights", "cold"], note="", consented_on="2026-11-20")
    assert answer.status_code == 303
    with app.database.reading() as session:
        kept = session.scalars(select(Considerations)).one()
        assert (kept.avoid, kept.note, kept.consented_on) == (["heights", "cold"], "", date(2026, 11, 20))


def test_only_own_brokers_and_counsellors_can_be_chosen(app, personas, as_user, resident_id) -> None:
    browser, page = as_user("counsellor"), f"/residents/{resident_id}/edit"
    stranger = str(personas.id_of["stranger"])
    assert browser.submit(page, counsellor_id=stranger).status_code == 422
    chosen = {"broker_id": str(personas.id_of["broker"]), "case_officer_id": str(personas.id_of["job_consultant"])}
    assert browser.submit(page, **chosen).status_code == 303
    resident = loaded(app, resident_id)
    assigned = (resident.broker_id, resident.case_officer_id)
    assert assigned == (personas.id_of["broker"], personas.id_of["job_consultant"])


def test_every_change_of_a_list_is_told_in_the_change_log_of_the_resident(app, personas, as_user, resident_id) -> None:
    as_user("counsellor").submit(f"/residents/{resident_id}/skills", **{"skills-1-text": "Køre truck"})
    with app.database.reading() as session:
        told = session.execute(
            select(Change.table_name, Change.actor_id, Change.resident_id).where(Change.table_name == "skill")
        ).all()
    assert told == [("skill", personas.id_of["counsellor"], resident_id)]
