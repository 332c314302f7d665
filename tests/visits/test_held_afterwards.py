"""A day that has passed: nobody plans it by mistake, and what was held can be registered afterwards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_visit
from tests.wheel.factories import make_contact

YESTERDAY = {"day": "2026-11-23", "starts": "9.00", "ends": "10.00"}


@pytest.fixture
def company_id(app, personas) -> int:
    """A company with a contact of this week in the wheel: a visit that was held ticks it off."""
    with app.database.transaction() as session:
        company, monday = make_company(session), NOW.date() - timedelta(days=1)
        make_contact(session, company=company, responsible_id=personas.id_of["consultant"], on_date=monday)
        return company.id


def visits(app) -> list[Visit]:
    with app.database.reading() as session:
        return list(session.scalars(select(Visit)))


def test_a_day_that_has_passed_is_asked_about_and_kept_as_held(app, as_user, personas, company_id) -> None:
    browser, path = as_user("consultant"), f"/visits/new?company_id={company_id}"
    assert 'id="been"' not in browser.get(path).text
    asked = browser.submit(path, **YESTERDAY)
    assert (asked.status_code, "Vil du registrere et afholdt besøg?" in asked.text) == (422, True)
    assert ('id="day-error"' in asked.text, 'id="been"' in asked.text, visits(app)) == (True, True, [])
    kept = browser.submit(path, **YESTERDAY, been="y")
    (visit,) = visits(app)
    assert (kept.status_code, kept.location) == (303, f"/visits/{visit.id}/notes")
    assert (visit.state, visit.starts_at.hour) == (VisitState.HELD, 8)
    with app.database.reading() as session:
        assert session.scalars(select(PlannedContact.state)).all() == [PlannedState.HELD]


def test_what_lies_ahead_was_not_held(app, as_user, company_id) -> None:
    answer = as_user("consultant").submit(
        f"/visits/new?company_id={company_id}&been=y", day="2026-12-01", starts="9.00", been="y"
    )
    assert (answer.status_code, 'id="been-error"' in answer.text, visits(app)) == (422, True, [])


def test_a_planned_visit_that_was_held_on_another_day(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        at = {"starts_at": NOW + timedelta(days=7), "created_at": NOW - timedelta(days=9)}
        company = make_company(session, name="Gudenå Rengøring")
        visit_id = make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **at).id
    browser, path = as_user("consultant"), f"/visits/{visit_id}/edit"
    assert browser.submit(path, **YESTERDAY, move_reason="Vi var der i forvejen").status_code == 422
    assert browser.submit(path, **YESTERDAY, been="y").status_code == 303
    assert [visit.state for visit in visits(app)] == [VisitState.HELD]


def test_a_visit_that_was_held_is_not_moved_to_a_day_ahead(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        at = {"starts_at": NOW - timedelta(days=7), "state": VisitState.HELD}
        company = make_company(session, name="Gudenå Rengøring")
        visit_id = make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **at).id
    browser, path = as_user("consultant"), f"/visits/{visit_id}/edit"
    ahead = browser.submit(path, day="2026-12-01", starts="9.00", ends="10.00")
    assert (ahead.status_code, 'id="day-error"' in ahead.text) == (422, True)
    assert browser.submit(path, **YESTERDAY).status_code == 303
    assert [(visit.state, visit.starts_at.day) for visit in visits(app)] == [(VisitState.HELD, 23)]


def test_the_wheel_leads_from_a_week_that_has_passed_to_what_was_held(as_user, company_id) -> None:
    browser = as_user("consultant")
    asked = browser.submit(
        f"/year-wheel/new?company_id={company_id}", span="day", day="2026-11-20", purpose="Sommer", way="call"
    )
    link = f"/visits/new?company_id={company_id}&amp;day=2026-11-20&amp;way=call&amp;purpose=Sommer&amp;been=y"
    assert (asked.status_code, link in asked.text) == (422, True)
    typed, _action = form_fields(browser.get(link.replace("&amp;", "&")).text)
    assert {name: typed[name] for name in ("day", "been", "way")} == {"day": "2026-11-20", "been": "y", "way": "call"}


def test_a_long_purpose_makes_no_address_that_the_server_refuses(as_user, company_id) -> None:
    asked = as_user("consultant").submit(
        f"/year-wheel/new?company_id={company_id}", span="day", day="2026-11-20", purpose="ø" * 1900, way="call"
    )
    (link,) = re.findall(r'href="(/visits/new\?[^"]*been=y)"', asked.text)
    assert link.count("%C3%B8") == 200


@pytest.mark.parametrize("way", ["held", "close", "notes"])
def test_a_visit_that_was_put_forward_within_its_day_is_held_from_its_own_page(
    app, as_user, personas, company_id, way: str
) -> None:
    with app.database.transaction() as session:
        company = make_company(session, name="Gudenå Rengøring")
        at = {"starts_at": NOW + timedelta(hours=3), "ends_at": NOW + timedelta(hours=4)}
        visit_id = make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **at).id
    browser = as_user("consultant")
    assert "Det blev holdt tidligere i dag" in browser.get(f"/visits/{visit_id}").text
    path = f"/visits/{visit_id}" if way == "held" else f"/visits/{visit_id}/{way}"
    typed = {"been": "y"} if way == "notes" else {}
    assert browser.submit(path, to=f"/visits/{visit_id}/held" if way == "held" else None, **typed).status_code == 303
    (visit,) = visits(app)
    # It keeps its length, and does not lie ahead.
    assert (visit.state, visit.starts_at, visit.ends_at) == (VisitState.HELD, NOW - timedelta(hours=1), NOW)
    assert visit.sequence == 1
