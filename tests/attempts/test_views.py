"""Nobody reached: kept by one tap, told to colleagues, no outreach, and the next try by one more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.attempts.models import Attempt, Outcome
from app.attempts.rules import Proposal, Try, proposals, working_day
from app.companies.models import Company
from app.outreach.queries import contacts_between
from app.visits.models import NextStep, Visit, VisitState
from app.wheel.models import PlannedContact
from tests.factories import NOW, make_company, make_visit
from tests.wheel.factories import make_contact as make_planned

TUESDAY = date(2026, 11, 24)


def test_next_tries_fall_on_working_days() -> None:
    assert proposals(Outcome.NO_ANSWER, TUESDAY)[0] == Proposal(Try.CALL, date(2026, 11, 25))
    assert proposals(Outcome.CALL_LATER, TUESDAY)[0] == Proposal(Try.CALL, date(2026, 12, 1))
    assert proposals(Outcome.WRONG_NUMBER, TUESDAY)[0] == Proposal(Try.FIND_NUMBER, TUESDAY)
    # Over a weekend, and over Christmas: 25 and 26 December are holidays, then comes a weekend.
    assert working_day(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert working_day(date(2026, 12, 24), 1) == date(2026, 12, 28)


@pytest.fixture
def company_id(app, personas) -> int:
    with app.database.transaction() as session:
        return make_company(session).id


def try_it(browser, company_id: int, **sent: object):
    kept = browser.submit(f"/companies/{company_id}/attempts/new", outcome="no_answer", **sent)
    return kept.location


def first_proposal(browser, address: str):
    return browser.submit(address, to=f"{address}/next", form=0)


def test_one_tap_keeps_it_and_one_more_makes_a_next_step(app, as_user, personas, company_id) -> None:
    browser = as_user("consultant")
    address = try_it(browser, company_id)
    first_proposal(browser, address)
    with app.database.reading() as session:
        attempt, step = session.scalars(select(Attempt)).one(), session.scalars(select(NextStep)).one()
        assert (attempt.outcome, attempt.user_id, attempt.at) == (Outcome.NO_ANSWER, personas.id_of["consultant"], NOW)
        assert (step.title, step.due_on) == ("Ring igen: Maler Madsen ApS", date(2026, 11, 25))
        # A colleague may call: nobody at the company was spoken with.
        assert contacts_between(session, company_id, TUESDAY, TUESDAY) == []


def test_a_planned_contact_is_moved_to_the_next_try(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        company = make_company(session, name="Anden")
        planned_id = make_planned(session, company=company, responsible_id=personas.id_of["consultant"]).id
        other_id = company.id
    browser = as_user("consultant")
    refused = browser.submit(f"/companies/{company_id}/attempts/new", outcome="no_answer", planned_id=str(planned_id))
    assert refused.status_code == 422
    first_proposal(browser, try_it(browser, other_id, planned_id=str(planned_id)))
    with app.database.reading() as session:
        planned = session.get_one(PlannedContact, planned_id)
        assert (planned.on_date, planned.whole_week, planned.sequence) == (date(2026, 11, 25), False, 1)
        assert session.scalars(select(NextStep)).all() == []


def test_a_call_is_moved_at_its_time_of_day_with_what_happened_as_reason(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        company = make_company(session, name="Anden")
        over = {"starts_at": NOW - timedelta(hours=3), "created_at": NOW - timedelta(days=9)}
        visit_id = make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **over).id
        other_id = company.id
    browser = as_user("consultant")
    assert f'name="visit_id" value="{visit_id}"' in browser.get(f"/visits/{visit_id}").text
    first_proposal(browser, try_it(browser, other_id, visit_id=str(visit_id)))
    with app.database.reading() as session:
        visit = session.get_one(Visit, visit_id)
        assert (visit.starts_at, visit.sequence) == (datetime(2026, 11, 25, 8, 0, tzinfo=UTC), 1)
    assert "Ringede, intet svar" in browser.get(f"/visits/{visit_id}").text


def test_only_the_one_who_tried_changes_it_or_takes_it_back(app, as_user, company_id) -> None:
    browser = as_user("consultant")
    address = try_it(browser, company_id)
    assert browser.submit(address, form=-2, note="Spørg efter Lone").status_code == 303
    seen = as_user("broker").get(address).text
    assert ("Spørg efter Lone" in seen, f"{address}/undo" in seen) == (True, False)
    assert browser.submit(address, to=f"{address}/undo").location == f"/companies/{company_id}"
    with app.database.reading() as session:
        assert session.scalars(select(Attempt)).all() == []


@pytest.mark.parametrize(("role", "told"), [("counsellor", True), ("manager", False)])
def test_those_who_buy_from_the_company_are_not_told_of_attempts(
    app, as_user, personas, company_id, role, told
) -> None:
    """What is noted in passing may be why a company hesitates."""
    browser = as_user("consultant")
    browser.submit(try_it(browser, company_id), form=-2, note="Lød træt af os")
    with app.database.transaction() as session:
        visit_id = make_visit(
            session,
            company=session.get_one(Company, company_id),
            responsible_id=personas.id_of["consultant"],
            starts_at=NOW + timedelta(days=2),
            ends_at=NOW + timedelta(days=2, hours=1),
            state=VisitState.PLANNED,
        ).id
    pages = [as_user(role).get(path).text for path in (f"/companies/{company_id}", f"/visits/{visit_id}")]
    assert ["Lød træt af os" in page for page in pages] == [told, told]
