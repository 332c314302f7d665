"""What other features know of a company, and whom a new contact could collide with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.companies.models import Stage
from app.companies.queries import get_company_page_for
from app.companies.story import ActionKind, story_of, time_line
from app.orders.models import OrderState
from app.visits.models import VisitState
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


def test_a_planned_visit_is_told_before_the_wheels_week_that_it_stands_in(session, company, personas) -> None:
    me = {"company": company, "responsible_id": personas.id_of["consultant"]}
    overdue = make_planned(session, on_date=TODAY - 29 * DAY, **me)
    assert story_of(session, company.id).next_contact(TODAY) is overdue
    this_week = make_planned(session, on_date=TODAY - DAY, **me)
    assert story_of(session, company.id).next_contact(TODAY) is this_week
    visit = make_visit(session, starts_at=NOW + 2 * DAY, **me)
    assert story_of(session, company.id).next_contact(TODAY) is visit
    call = make_planned(session, on_date=TODAY + DAY, whole_week=False, **me)
    assert story_of(session, company.id).next_contact(TODAY) is call


def test_what_waits_to_be_done_is_told_the_most_pressing_first(session, company, personas) -> None:
    me = {"company": company, "responsible_id": personas.id_of["consultant"]}

    def waits() -> tuple[ActionKind, object] | None:
        action = story_of(session, company.id).next_action(NOW)
        return (action.kind, action.row) if action else None

    assert waits() == (ActionKind.PLAN, None)
    assert story_of(session, company.id).next_action(NOW, at_rest=True) is None
    make_planned(session, on_date=TODAY + 90 * DAY, **me)
    assert waits() is None
    overdue = make_planned(session, on_date=TODAY - 29 * DAY, **me)
    assert waits() == (ActionKind.CONTACT, overdue)
    coming = make_visit(session, starts_at=NOW + 2 * DAY, **me)
    assert waits() == (ActionKind.PREPARE, coming)
    held = make_visit(session, starts_at=NOW - 3 * DAY, state=VisitState.HELD, **me)
    assert waits() == (ActionKind.CLOSE, held)
    passed = make_visit(session, starts_at=NOW - DAY, **me)
    assert waits() == (ActionKind.NOTE, passed)
