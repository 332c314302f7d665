"""What other features know of a company, and whom a new contact could collide with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.companies import outreach
from app.companies.models import Stage
from app.companies.queries import get_company_page_for
from app.companies.story import story_of, time_line
from app.orders.models import OrderState
from app.visits.models import VisitParticipant, VisitState
from app.wheel.models import PlannedState
from tests.companies.factories import make_planned, make_stage_change, make_step
from tests.factories import NOW, make_company, make_order, make_visit, user_of

DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)


@pytest.fixture
def company(personas, session):
    """The company."""
    return make_company(session)


def test_the_story_knows_what_is_next_last_and_open(session, company, personas) -> None:
    me = personas.id_of["consultant"]
    other = make_company(session, name="Byens Bager")
    make_visit(session, company=other, responsible_id=me)
    held = make_visit(session, company=company, responsible_id=me, starts_at=NOW - 30 * DAY, state=VisitState.HELD)
    make_visit(session, company=company, responsible_id=me, starts_at=NOW - 60 * DAY, state=VisitState.HELD)
    later = make_visit(session, company=company, responsible_id=me, starts_at=NOW + 9 * DAY)
    sooner = make_visit(session, company=company, responsible_id=me, starts_at=NOW + 2 * DAY)
    make_visit(session, company=company, responsible_id=me, starts_at=NOW + DAY, state=VisitState.CANCELLED)
    waiting = make_order(session, company=company, responsible_id=me)
    make_order(session, company=company, responsible_id=me, state=OrderState.FILLED)
    second = make_step(session, owner_id=me, company=company, due_on=TODAY + DAY)
    first = make_step(session, owner_id=me, company=company, due_on=TODAY - DAY)
    make_step(session, owner_id=me, company=company, done_at=NOW)
    march = make_planned(session, company=company, responsible_id=me, on_date=date(2027, 3, 1))
    make_planned(
        session, company=company, responsible_id=me, state=PlannedState.SKIPPED, state_reason="De holder ferie"
    )
    story = story_of(session, company.id)
    assert (story.last_visit, story.next_visits) == (held, [sooner, later])
    assert (story.open_orders, story.steps, story.coming_contacts) == ([waiting], [first, second], [march])


def test_the_time_line_tells_newest_first_and_each_thing_once(session, company, personas) -> None:
    me = personas.id_of["consultant"]
    make_stage_change(session, company, Stage.CANDIDATE, at=NOW - 90 * DAY)
    visit = make_visit(session, company=company, responsible_id=me, starts_at=NOW - 5 * DAY, state=VisitState.HELD)
    make_visit(session, company=company, responsible_id=me)
    make_order(session, company=company, responsible_id=me, created_at=NOW - 4 * DAY)
    make_planned(
        session,
        company=company,
        responsible_id=me,
        on_date=TODAY - 5 * DAY,
        state=PlannedState.HELD,
        visit_id=visit.id,
    )
    make_planned(session, company=company, responsible_id=me, on_date=TODAY - 50 * DAY, state=PlannedState.HELD)
    page = get_company_page_for(session, user_of(session, personas, "consultant"), company.id)
    moments = time_line(page.stage_changes, story_of(session, company.id))
    assert [(moment.kind.value, (TODAY - moment.on).days) for moment in moments] == [
        ("order", 4),
        ("visit", 5),
        ("contact", 50),
        ("stage", 90),
    ]


def warned(session, company, personas, name: str) -> list[tuple[str, int, bool]]:
    found = outreach.warnings_for(session, company_id=company.id, user_id=personas.id_of[name], today=TODAY)
    return [(row.who, (row.first_day - TODAY).days, row.held) for row in found]


def test_a_colleagues_visits_and_planned_contacts_are_warned_of(session, company, personas) -> None:
    broker = personas.id_of["broker"]
    visit = make_visit(session, company=company, responsible_id=broker, starts_at=NOW - 14 * DAY, state=VisitState.HELD)
    session.add(VisitParticipant(visit_id=visit.id, user_id=personas.id_of["counsellor"]))
    make_visit(session, company=company, responsible_id=broker, starts_at=NOW + DAY, state=VisitState.CANCELLED)
    make_visit(session, company=company, responsible_id=broker, starts_at=NOW + 15 * DAY)
    make_visit(session, company=make_company(session, name="Byens Bager"), responsible_id=broker)
    make_planned(session, company=company, responsible_id=broker, on_date=date(2026, 12, 7))
    make_planned(session, company=company, responsible_id=broker, on_date=date(2026, 11, 2))
    session.flush()
    visited, planned = ("Navn broker", -14, True), ("Navn broker", 13, False)
    assert warned(session, company, personas, "consultant") == [visited, planned]
    assert warned(session, company, personas, "counsellor") == [planned]
    assert warned(session, company, personas, "broker") == []


def test_a_planned_contact_that_became_a_visit_warns_once(session, company, personas) -> None:
    broker = personas.id_of["broker"]
    visit = make_visit(session, company=company, responsible_id=broker, starts_at=NOW - DAY, state=VisitState.HELD)
    make_planned(session, company=company, responsible_id=broker, visit_id=visit.id, state=PlannedState.HELD)
    assert warned(session, company, personas, "consultant") == [("Navn broker", -1, True)]
