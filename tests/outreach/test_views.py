"""Two colleagues and one company: the second is warned, joins, or goes on with a reason."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.companies.models import Company
from app.visits.models import Visit, VisitParticipant, VisitState, Way
from app.wheel.models import PlannedContact, PlannedParticipant
from tests.browser_client import form_fields
from tests.companies.factories import make_planned
from tests.factories import NOW, make_company

# A fortnight and a day from today, eight days from the visit that is being planned.
LATER = NOW + timedelta(days=15)
VISIT = {"day": "2026-12-01", "starts": "09:00"}
CALL = {"span": "day", "day": "2026-12-01", "purpose": "Spørge til foråret"}


@pytest.fixture
def company_id(app, personas) -> int:
    with app.database.transaction() as session:
        return make_company(session, name="Gudenå Rengøring").id


def brokers_visit(app, personas, company_id: int, **over) -> int:
    with app.database.transaction() as session:
        broker = personas.id_of["broker"]
        values = {"company_id": company_id, "responsible_id": broker, "starts_at": NOW, "ends_at": NOW} | over
        visit = Visit(**values, purpose="Om vinduespudsning", created_at=NOW, updated_at=NOW)
        session.add(visit)
        session.flush()
        return visit.id


def kept(app, table=Visit) -> list[str]:
    """The reasons of all rows, in the order they were made."""
    with app.database.reading() as session:
        return list(session.scalars(select(table.outreach_reason).order_by(table.id)))


def test_the_second_is_warned_with_what_was_typed_and_goes_on_with_a_reason(app, as_user, personas, company_id) -> None:
    path, browser = f"/visits/new?company_id={company_id}", as_user("consultant")
    brokers_visit(app, personas, company_id, starts_at=LATER, ends_at=LATER)
    answer = browser.submit(path, **VISIT, purpose="Lærlinge til sommer")
    assert answer.status_code == 422
    assert "<strong>Navn broker</strong>, Org plan" in answer.text
    assert "Om vinduespudsning" in answer.text
    fields, _action = form_fields(answer.text)
    assert (fields["day"], fields["purpose"]) == ("2026-12-01", "Lærlinge til sommer")
    assert browser.client.post(path, data=fields).status_code == 422
    went_on = browser.client.post(path, data=fields | {"outreach_reason": "Vi har aftalt det"})
    assert went_on.status_code == 303
    assert kept(app) == ["", "Vi har aftalt det"]


def test_joining_theirs_by_one_click(app, as_user, personas, company_id) -> None:
    visit_id = brokers_visit(app, personas, company_id, starts_at=LATER, ends_at=LATER)
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        plan_id = make_planned(session, company=company, responsible_id=personas.id_of["broker"]).id
    page = f"/visits/new?company_id={company_id}&day=2026-12-01"
    for path in (f"/visits/{visit_id}/join", f"/planned-contacts/{plan_id}/join"):
        assert as_user("consultant").submit(page, to=path).status_code == 303
    with app.database.reading() as session:
        me = personas.id_of["consultant"]
        assert list(session.scalars(select(VisitParticipant.user_id))) == [me]
        assert list(session.scalars(select(PlannedParticipant.user_id))) == [me]
        assert (session.get_one(Visit, visit_id).sequence, session.get_one(PlannedContact, plan_id).sequence) == (1, 1)
    assert "Navn consultant" in as_user("broker").get(f"/planned-contacts/{plan_id}").text
    assert 'id="outreach"' not in as_user("consultant").get(page).text


@pytest.mark.parametrize(
    ("name", "status"),
    [("consultant", 303), ("counsellor", 303), ("stranger", 303), ("job_consultant", 403), ("manager", 403)],
)
def test_who_may_join(app, as_user, personas, company_id, name, status) -> None:
    visit_id = brokers_visit(app, personas, company_id)
    assert as_user(name).post(f"/visits/{visit_id}/join", once="a", page="/account").status_code == status


def test_what_was_held_cannot_be_joined(app, as_user, personas, company_id) -> None:
    visit_id = brokers_visit(app, personas, company_id, state=VisitState.HELD)
    assert as_user("consultant").post(f"/visits/{visit_id}/join", once="a", page="/account").status_code == 422


def test_the_wheel_warns_when_planning_and_moving_and_keeps_why(app, as_user, personas, company_id) -> None:
    brokers_visit(app, personas, company_id, starts_at=LATER, ends_at=LATER)
    path, browser = f"/year-wheel/new?company_id={company_id}", as_user("consultant")
    me = str(personas.id_of["consultant"])
    answer = browser.submit(path, **CALL, responsible_id=me)
    assert answer.status_code == 422
    far = browser.submit(path, **(CALL | {"day": "2027-03-01"}), responsible_id=me)
    assert far.status_code == 303
    move = f"{far.location}/move"
    refused = browser.submit(move, span="day", day="2026-12-03")
    assert (refused.status_code, "Navn broker" in refused.text) == (422, True)
    fields, _action = form_fields(refused.text)
    assert browser.client.post(move, data=fields | {"outreach_reason": "Kunden bad om det"}).status_code == 303
    assert kept(app, PlannedContact) == ["Kunden bad om det"]
    # What was agreed once is not asked again.
    assert browser.submit(f"{far.location}/edit", preparation="Læs noten").status_code == 303
    assert kept(app, PlannedContact) == ["Kunden bad om det"]


def test_a_call_about_a_match_bothers_nobody(app, as_user, personas, company_id) -> None:
    brokers_visit(app, personas, company_id)
    assert as_user("consultant").submit(
        f"/visits/new?company_id={company_id}", **VISIT, about_match="y").status_code == 303  # fmt: skip
    assert as_user("counsellor").get(f"/companies/{company_id}").text.count("Navn consultant</strong>") == 0


def test_a_reason_given_for_one_colleague_does_not_cover_the_next(app, as_user, personas, company_id) -> None:
    brokers_visit(app, personas, company_id, starts_at=LATER, ends_at=LATER)
    path, browser = f"/visits/new?company_id={company_id}", as_user("consultant")
    fields, _action = form_fields(browser.submit(path, **VISIT).text)
    brokers_visit(app, personas, company_id, responsible_id=personas.id_of["counsellor"])
    again = browser.client.post(path, data=fields | {"outreach_reason": "Aftalt med broker"})
    assert (again.status_code, "Navn counsellor" in again.text) == (422, True)


def test_of_two_who_plan_at_once_the_second_is_warned(app, as_user, personas, company_id) -> None:
    path = f"/visits/new?company_id={company_id}"
    people = {name: as_user(name) for name in ("consultant", "broker")}
    sent = {name: form_fields(browser.get(path).text)[0] | VISIT for name, browser in people.items()}
    gate, statuses = threading.Barrier(2), []

    def send(name: str) -> None:
        gate.wait()
        statuses.append(people[name].client.post(path, data=sent[name]).status_code)

    threads = [threading.Thread(target=send, args=(name,)) for name in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 422]
    assert kept(app) == [""]


def test_a_manager_sees_who_and_when_but_not_what_for(app, as_user, personas, company_id) -> None:
    brokers_visit(app, personas, company_id)
    page = as_user("manager").get(f"/companies/{company_id}").text
    assert ("Navn broker" in page, "Om vinduespudsning" in page) == (True, False)


def test_a_call_now_is_kept_as_a_contact_that_was_held(app, as_user, personas, company_id) -> None:
    brokers_visit(app, personas, company_id)
    path, browser = f"/companies/{company_id}/call", as_user("consultant")
    assert "<strong>Navn broker</strong>" in browser.get(path).text
    refused = browser.submit(path, quick_note="De mangler to til juni")
    assert (refused.status_code, "De mangler to til juni" in refused.text) == (422, True)
    kept_call = browser.submit(path, quick_note="De mangler to til juni", outreach_reason="De ringede selv")
    assert kept_call.status_code == 303
    with app.database.reading() as session:
        call = session.scalars(select(Visit).where(Visit.quick_note != "")).one()
        assert (call.way, call.state, call.outreach_reason) == (Way.CALL, VisitState.HELD, "De ringede selv")
    assert as_user("manager").get(path).status_code == 403
