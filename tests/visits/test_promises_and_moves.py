"""Promises end as kept, not kept or no longer relevant; visits are moved with a reason; a plan becomes a visit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.visits.models import NextStep, StepOutcome, Visit, VisitMove, VisitState
from app.wheel.models import PlannedContact, PlannedState
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_visit
from tests.visits.factories import make_step
from tests.wheel.factories import make_contact as make_planned


@pytest.fixture
def promise_id(app, personas) -> int:
    with app.database.transaction() as session:
        company = make_company(session)
        over = {"company_id": company.id, "by_company": True, "due_on": date(2026, 11, 20), "title": "Sende vagtplan"}
        return make_step(session, owner_id=personas.id_of["consultant"], **over).id


def the_steps(app) -> list[NextStep]:
    with app.database.reading() as session:
        return list(session.scalars(select(NextStep).order_by(NextStep.id)))


def test_a_promise_is_ended_with_how_and_a_word(app, as_user, promise_id) -> None:
    browser = as_user("consultant")
    browser.submit(f"/next-steps/{promise_id}/end", outcome="not_kept", outcome_note="De havde glemt det")
    (step,) = the_steps(app)
    assert (step.outcome, step.outcome_note, step.done_at) == (StepOutcome.NOT_KEPT, "De havde glemt det", NOW)
    listed = browser.get("/next-steps?state=done").text
    assert ("Ikke holdt" in listed, "De havde glemt det" in listed) == (True, True)
    browser.submit("/next-steps?state=done", to=f"/next-steps/{promise_id}/reopen")
    (step,) = the_steps(app)
    assert (step.outcome, step.outcome_note, step.done_at) == (None, "", None)
    browser.submit("/next-steps", to=f"/next-steps/{promise_id}/finish")
    assert the_steps(app)[0].outcome == StepOutcome.KEPT


def test_an_overdue_promise_of_the_companys_proposes_one_call(app, as_user, personas, promise_id) -> None:
    browser, remind = as_user("consultant"), f"/next-steps/{promise_id}/remind"
    typed, _action = form_fields(browser.get("/next-steps").text, to=remind)
    for once in ("en", "to"):
        assert browser.client.post(remind, data=typed | {"once": once}).status_code == 303
    call = the_steps(app)[1]
    assert len(the_steps(app)) == 2
    assert (call.title, call.due_on) == ("Ring og mind dem om: Sende vagtplan", date(2026, 11, 24))
    assert (call.owner_id, call.by_company, call.reminder_of_id) == (personas.id_of["consultant"], False, promise_id)
    # Nobody is asked to do it again while it waits; afterwards the promise can be reminded of once more.
    waiting, told = [browser.get(page).text for page in ("/", "/next-steps")], "minder dem om det senest 24. nov. 2026"
    assert [(remind in page, told in page) for page in waiting] == [(False, True)] * 2
    browser.submit("/next-steps", to=f"/next-steps/{call.id}/finish")
    assert [remind in browser.get(page).text for page in ("/", "/next-steps")] == [True, True]


@pytest.fixture
def visit_id(app, personas) -> int:
    with app.database.transaction() as session:
        over = {"created_at": NOW - timedelta(days=3)}
        return make_visit(
            session, company=make_company(session), responsible_id=personas.id_of["consultant"], **over
        ).id


def test_a_visit_is_moved_with_a_reason_and_calendars_follow(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/edit"
    refused = browser.submit(path, day="2026-12-01")
    assert (refused.status_code, "Skriv hvorfor det flyttes" in refused.text) == (422, True)
    browser.submit(path, day="2026-12-01", move_reason="Virksomheden bad om det")
    with app.database.reading() as session:
        visit, move = session.get_one(Visit, visit_id), session.scalars(select(VisitMove)).one()
        assert (visit.starts_at, visit.sequence) == (datetime(2026, 12, 1, 11, 0, tzinfo=UTC), 1)
        assert (move.from_starts_at, move.reason) == (NOW + timedelta(days=1), "Virksomheden bad om det")
    assert "Virksomheden bad om det" in browser.get(f"/visits/{visit_id}").text
    assert browser.submit(path, purpose="Kun formålet").status_code == 303


def test_the_responsible_is_not_offered_as_coming_along(as_user, personas, visit_id) -> None:
    page = as_user("consultant").get(f"/visits/{visit_id}/edit").text
    hidden = page.split('<div class="form-check" hidden>')
    assert len(hidden) == 2
    assert f'value="{personas.id_of["consultant"]}"' in hidden[1].split("</div>")[0]


def test_a_planned_contact_becomes_a_visit_and_is_done_when_that_is_held(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        planned_id = make_planned(session, company=company, responsible_id=personas.id_of["consultant"]).id
    browser = as_user("consultant")
    page = browser.get(f"/planned-contacts/{planned_id}").text
    assert f"planned_id={planned_id}" in page
    begun = f"/visits/new?company_id={company.id}&planned_id={planned_id}"
    answer = browser.submit(begun, day="2026-11-24", starts="11:30", ends="13:00")
    with app.database.reading() as session:
        planned = session.get_one(PlannedContact, planned_id)
        assert (planned.state, answer.location) == (PlannedState.PLANNED, f"/visits/{planned.visit_id}")
    browser.submit(begun, day="2026-12-24", starts="11:30", ends="13:00", outreach_reason="De spurgte selv")
    browser.submit(
        f"/companies/{company.id}/call?planned_id={planned_id}", quick_note="Vi ses", outreach_reason="Et spørgsmål"
    )
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 3
        assert f"/visits/{session.get_one(PlannedContact, planned_id).visit_id}" == answer.location
    browser.submit(answer.location, to=f"{answer.location}/held")
    with app.database.reading() as session:
        assert session.get_one(PlannedContact, planned_id).state == PlannedState.HELD


def test_my_day_asks_for_what_a_held_visit_became_and_reminds_of_promises(app, as_user, visit_id, promise_id) -> None:
    with app.database.transaction() as session:
        visit = session.get_one(Visit, visit_id)
        visit.state, visit.starts_at, visit.ends_at = VisitState.HELD, NOW - timedelta(days=2), NOW - timedelta(days=2)
    browser = as_user("consultant")
    page = browser.get("/").text
    assert (f"/visits/{visit_id}/close" in page, f"/next-steps/{promise_id}/remind" in page) == (True, True)
    browser.submit(f"/visits/{visit_id}/close")
    assert f"/visits/{visit_id}/close" not in browser.get("/").text
