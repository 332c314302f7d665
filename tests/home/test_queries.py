"""Each list of My day holds one's own rows, and only those that wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import User
from app.home import queries
from app.home.rules import Horizon
from app.matches.models import Inquiry, InquiryAnswer, Match, MatchState
from app.orders.models import OrderState
from app.residents.models import Consent
from app.visits.models import VisitParticipant, VisitState
from app.wheel.models import PlannedParticipant, PlannedState
from tests.companies.factories import make_planned, make_step
from tests.factories import NOW, Personas, make_company, make_order, make_resident, make_visit

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
HORIZON = Horizon(TODAY)


def user_of(session: Session, personas: Personas, name: str) -> User:
    """A persona with roles, as a request has them."""
    query = select(User).where(User.id == personas.id_of[name]).options(selectinload(User.role_rows))
    return session.scalars(query).one()


@pytest.fixture
def rows(personas, session):
    """A session with people in it and a company."""
    return session, personas, make_company(session)


def test_visits_are_todays_the_next_weeks_and_earlier_ones_without_a_note(rows) -> None:
    session, personas, company = rows
    me, broker = personas.id_of["consultant"], personas.id_of["broker"]

    def visit(days: float, state: VisitState = VisitState.PLANNED, who: int = me):
        return make_visit(session, company=company, responsible_id=who, starts_at=NOW + days * DAY, state=state)

    kept = [visit(-30), visit(-0.4, VisitState.HELD), visit(0.4), visit(7)]
    joined = visit(1, who=broker)
    session.add(VisitParticipant(visit_id=joined.id, user_id=me))
    for other in ((-30, VisitState.HELD), (0.1, VisitState.CANCELLED), (8, VisitState.PLANNED)):
        visit(*other)
    visit(0.2, who=broker)
    session.flush()
    found = queries.visits(session, user_of(session, personas, "consultant"), HORIZON)
    assert found == [*kept[:3], joined, kept[3]]


def test_steps_are_my_open_ones_until_a_fortnight_ahead(rows) -> None:
    session, personas, company = rows
    me = personas.id_of["counsellor"]
    overdue = make_step(session, owner_id=me, due_on=TODAY - DAY)
    last = make_step(session, owner_id=me, company=company, due_on=TODAY + 14 * DAY)
    make_step(session, owner_id=me, due_on=TODAY + 15 * DAY)
    make_step(session, owner_id=me, done_at=NOW)
    make_step(session, owner_id=personas.id_of["colleague"])
    assert queries.steps(session, user_of(session, personas, "counsellor"), HORIZON) == [overdue, last]


def test_planned_contacts_are_those_still_to_be_made_this_month(rows) -> None:
    session, personas, company = rows
    me = personas.id_of["consultant"]

    def planned(on_date: date, **over):
        return make_planned(session, company=company, responsible_id=over.pop("who", me), on_date=on_date, **over)

    kept = [planned(date(2026, 9, 7)), planned(date(2026, 11, 2)), planned(date(2026, 11, 30))]
    planned(date(2026, 12, 1))
    planned(date(2026, 11, 9), state=PlannedState.HELD)
    planned(date(2026, 11, 16), state=PlannedState.SKIPPED, state_reason="Ferie")
    brokers = planned(date(2026, 11, 9), who=personas.id_of["broker"])
    assert queries.planned_contacts(session, user_of(session, personas, "consultant"), HORIZON) == kept
    session.add(PlannedParticipant(planned_contact_id=brokers.id, user_id=me))
    session.flush()
    joined = queries.planned_contacts(session, user_of(session, personas, "consultant"), HORIZON)
    assert joined == [*kept[:2], brokers, kept[2]]


def test_orders_without_a_candidate_are_open_ones_of_mine_or_my_companies(rows) -> None:
    session, personas, company = rows
    me, broker = personas.id_of["consultant"], personas.id_of["broker"]
    mine = make_company(session, name="Byens Bager", fixed_contact_id=me)
    resident = make_resident(session, organisation_id=personas.organisation_of["plan"])

    def order(days: int, state: MatchState | None = None, **over):
        made = make_order(
            session, **({"company": company, "responsible_id": me, "created_at": NOW - days * DAY} | over)
        )
        if state:
            values = {"motive": "Vil gerne", "matcher_version": "1", "kept_ranking": {}, "chosen_at": NOW}
            chosen = {"chosen_by_id": broker, "updated_at": NOW, "state": state}
            session.add(Match(job_order_id=made.id, resident_id=resident.id, **values, **chosen))
            session.flush()
        return made

    kept = [order(9), order(8, MatchState.RESIDENT_NO), order(7, company=mine, responsible_id=broker)]
    order(6, MatchState.PROPOSED)
    order(5, state=None, responsible_id=broker)
    for closed in (OrderState.DRAFT, OrderState.ON_HOLD, OrderState.FILLED):
        make_order(session, company=company, responsible_id=me, state=closed)
    assert queries.orders_without_candidate(session, user_of(session, personas, "consultant")) == kept


def test_questions_are_those_that_wait_for_my_answer(rows) -> None:
    session, personas, company = rows
    me, asker = personas.id_of["counsellor"], personas.id_of["consultant"]

    def asked(
        user_id: int = me, *, state: OrderState = OrderState.OPEN, closed: bool = False, answer: bool | None = None
    ):
        order = make_order(session, company=company, responsible_id=asker, state=state)
        closed_at = NOW if closed else None
        inquiry = Inquiry(job_order_id=order.id, asked_by_id=asker, asked_at=NOW, closed_at=closed_at, updated_at=NOW)
        session.add(inquiry)
        session.flush()
        row = InquiryAnswer(inquiry_id=inquiry.id, user_id=user_id, has_someone=answer, updated_at=NOW)
        session.add(row)
        session.flush()
        return row

    kept = [asked(), asked()]
    asked(answer=False)
    asked(closed=True)
    asked(state=OrderState.FILLED)
    asked(personas.id_of["colleague"])
    assert queries.questions(session, user_of(session, personas, "counsellor")) == kept


def test_what_the_counsellors_answered_is_told_to_the_one_who_asked(rows) -> None:
    session, personas, company = rows
    me, other = personas.id_of["consultant"], personas.id_of["broker"]

    def asked(
        *said: bool | None, by: int = me, state: OrderState = OrderState.OPEN, closed: bool = False, days: int = 0
    ):
        order = make_order(session, company=company, responsible_id=me, state=state)
        closed_at = NOW if closed else None
        inquiry = Inquiry(job_order_id=order.id, asked_by_id=by, asked_at=NOW, closed_at=closed_at, updated_at=NOW)
        session.add(inquiry)
        session.flush()
        for user, one in zip(("counsellor", "colleague"), said, strict=False):
            at = None if one is None else NOW - days * DAY
            given = {"has_someone": one, "answered_at": at, "updated_at": NOW}
            session.add(InquiryAnswer(inquiry_id=inquiry.id, user_id=personas.id_of[user], **given))
        session.flush()
        return inquiry

    older, newer = asked(True, None, days=2), asked(False, days=1)
    asked(None, None)
    asked(True, by=other)
    asked(True, closed=True)
    asked(True, state=OrderState.FILLED)
    assert queries.answered(session, user_of(session, personas, "consultant")) == [newer, older]


@pytest.mark.parametrize(
    ("name", "column"),
    [("counsellor", "counsellor_id"), ("broker", "broker_id"), ("job_consultant", "case_officer_id")],
)
def test_residents_long_since_are_ones_own_in_ones_role(rows, name, column) -> None:
    session, personas, _company = rows
    me, place = personas.id_of[name], user_of(session, personas, name).organisation_id

    def resident(days: int | None, **over):
        last = TODAY - days * DAY if days is not None else None
        return make_resident(session, **({"organisation_id": place, "last_contact_on": last, column: me} | over))

    kept = [resident(None, created_at=NOW - 32 * DAY), resident(90), resident(31)]
    resident(30)
    resident(None, created_at=NOW - 20 * DAY)
    resident(90, active=False)
    resident(90, organisation_id=personas.organisation_of["other_plan"])
    resident(90, **{column: None})
    resident(90, **{column: personas.id_of["stranger"]})
    assert queries.residents_long_since(session, user_of(session, personas, name), HORIZON) == kept


@pytest.mark.parametrize("name", ["consultant", "manager", "admin", "steering", "stranger"])
def test_being_named_at_a_resident_without_the_role_shows_nothing(rows, name) -> None:
    session, personas, _company = rows
    me = personas.id_of[name]
    everything = {"counsellor_id": me, "broker_id": me, "case_officer_id": me}
    make_resident(session, organisation_id=personas.organisation_of["plan"], created_at=NOW - 90 * DAY, **everything)
    assert queries.residents_long_since(session, user_of(session, personas, name), HORIZON) == []


def test_consents_run_out_unless_replaced_or_withdrawn(rows) -> None:
    session, personas, _company = rows
    me, place = personas.id_of["counsellor"], personas.organisation_of["plan"]
    receivers = [personas.organisation_of["municipality"], personas.organisation_of["landlord"]]
    mine = make_resident(session, organisation_id=place, counsellor_id=me)
    others = make_resident(session, organisation_id=place, counsellor_id=personas.id_of["colleague"])

    def consent(days: int, *, resident=mine, receiver: int = 0, **over):
        row = Consent(
            resident_id=resident.id,
            receiver_id=receivers[receiver],
            purpose="Match",
            scope=["wishes"],
            text_version="1",
            given_on=TODAY - 300 * DAY,
            valid_until=TODAY + days * DAY,
            updated_at=NOW,
            **over,
        )
        session.add(row)
        session.flush()
        return row

    kept = consent(0)
    consent(5, receiver=1)
    consent(300, receiver=1)
    consent(9, resident=others)
    for days, over in ((-1, {}), (31, {"withdrawn_at": NOW}), (12, {"withdrawn_at": NOW})):
        consent(days, **over)
    found = queries.consents_running_out(session, user_of(session, personas, "counsellor"), HORIZON)
    assert found == [(kept, mine)]
    last = consent(30)
    found = queries.consents_running_out(session, user_of(session, personas, "counsellor"), HORIZON)
    assert found == [(last, mine)]
