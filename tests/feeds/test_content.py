"""A feed's version rises exactly when something in it has changed, also with many writers at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.companies.models import Company
from app.feeds.models import Feed
from app.feeds.queries import _contacts
from app.visits.models import NextStep, Visit, VisitAnswer, VisitParticipant
from app.web import Jobloft
from app.wheel.models import PlannedContact, PlannedParticipant
from tests.factories import NOW, make_company, make_visit
from tests.feeds.factories import make_feed, make_step
from tests.wheel.factories import make_contact

PEOPLE = ("consultant", "broker", "counsellor", "stranger")


@pytest.fixture
def rows(app: Jobloft, personas) -> dict[str, int]:
    """One of each for the consultant, and feeds of four people."""
    with app.database.transaction() as session:
        company = make_company(session)
        me = personas.id_of["consultant"]
        ids = {
            "company": company.id,
            "visit": make_visit(session, company=company, responsible_id=me).id,
            "contact": make_contact(session, company=company, responsible_id=me).id,
            "step": make_step(session, owner_id=me, company_id=company.id).id,
        }
    with app.database.transaction() as session:
        for name in PEOPLE:
            make_feed(session, user_id=personas.id_of[name], token=name, name=name)
    return ids


def changed_by(app: Jobloft, act) -> list[str]:
    """The names of the feeds whose version rose by one through what `act(session)` did; none rises by more."""
    before = versions(app)
    with app.database.transaction() as session:
        session.info["now"] = NOW
        act(session)
    after = versions(app)
    assert {after[name] - before[name] for name in after} <= {0, 1}
    return [name for name in PEOPLE if after[name] != before[name]]


def versions(app: Jobloft) -> dict[str, int]:
    """Each feed's version by its name."""
    with app.database.reading() as session:
        return {feed.name: feed.content_version for feed in session.scalars(select(Feed))}


def setting(table: type, row_id: int, **values):
    """An act that sets columns of a row."""

    def act(session: Session) -> None:
        row = session.get_one(table, row_id)
        for name, value in values.items():
            setattr(row, name, value)

    return act


def test_a_new_visit_concerns_those_who_go(app: Jobloft, rows, personas) -> None:
    def plan(session: Session) -> None:
        company = session.get_one(Company, rows["company"])
        visit = make_visit(session, company=company, responsible_id=personas.id_of["broker"])
        session.add(VisitParticipant(visit_id=visit.id, user_id=personas.id_of["counsellor"]))

    assert changed_by(app, plan) == ["broker", "counsellor"]


def test_moving_a_visit_concerns_also_who_comes_along_and_was_not_loaded(app: Jobloft, rows, personas) -> None:
    with app.database.transaction() as session:
        session.add(VisitParticipant(visit_id=rows["visit"], user_id=personas.id_of["counsellor"]))
    act = setting(Visit, rows["visit"], ends_at=NOW + timedelta(days=2))
    assert changed_by(app, act) == ["consultant", "counsellor"]


def test_taking_part_in_a_planned_contact_concerns_who_does_and_then_every_move(app: Jobloft, rows, personas) -> None:
    def join(session: Session) -> None:
        session.add(PlannedParticipant(planned_contact_id=rows["contact"], user_id=personas.id_of["broker"]))

    assert changed_by(app, join) == ["broker"]
    assert changed_by(app, setting(PlannedContact, rows["contact"], whole_week=False)) == ["consultant", "broker"]
    with app.database.reading() as session:
        told = _contacts(session, personas.id_of["broker"], date(2020, 1, 1), date(2030, 1, 1))
        assert [contact.id for contact in told] == [rows["contact"]]


def test_handing_over_concerns_who_had_it_and_who_gets_it(app: Jobloft, rows, personas) -> None:
    broker = personas.id_of["broker"]
    assert changed_by(app, setting(Visit, rows["visit"], responsible_id=broker)) == ["consultant", "broker"]
    assert changed_by(app, setting(PlannedContact, rows["contact"], responsible_id=broker)) == ["consultant", "broker"]
    assert changed_by(app, setting(NextStep, rows["step"], owner_id=broker)) == ["consultant", "broker"]


def test_who_no_longer_comes_along_is_told(app: Jobloft, rows, personas) -> None:
    key = {"visit_id": rows["visit"], "user_id": personas.id_of["counsellor"]}
    with app.database.transaction() as session:
        session.add(VisitParticipant(**key))

    def leave(session: Session) -> None:
        session.delete(session.get_one(VisitParticipant, (key["visit_id"], key["user_id"])))

    assert changed_by(app, leave) == ["counsellor"]


def test_deleting_concerns_who_had_it(app: Jobloft, rows) -> None:
    assert changed_by(app, lambda s: s.delete(s.get_one(NextStep, rows["step"]))) == ["consultant"]


def test_a_company_under_another_name_concerns_all_who_deal_with_it(app: Jobloft, rows, personas) -> None:
    with app.database.transaction() as session:
        session.add(VisitParticipant(visit_id=rows["visit"], user_id=personas.id_of["counsellor"]))
        make_step(session, owner_id=personas.id_of["broker"], company_id=rows["company"])
    act = setting(Company, rows["company"], name="Nyt navn")
    assert changed_by(app, act) == ["consultant", "broker", "counsellor"]


@pytest.mark.parametrize("values", [{"city": "Viborg"}, {"name": "Maler Madsen ApS"}, {"about": "x"}])
def test_what_no_feed_tells_changes_none(app: Jobloft, rows, values) -> None:
    assert changed_by(app, setting(Company, rows["company"], **values)) == []


def test_an_answer_alone_changes_no_feed(app: Jobloft, rows) -> None:
    assert changed_by(app, lambda s: s.scalars(select(VisitAnswer)).all()) == []


def test_several_changes_of_one_request_count_once(app: Jobloft, rows) -> None:
    def both(session: Session) -> None:
        setting(Visit, rows["visit"], place="Her")(session)
        session.flush()
        setting(NextStep, rows["step"], title="Andet")(session)

    assert changed_by(app, both) == ["consultant"]


def test_only_feeds_that_hold_the_kind_are_touched(app: Jobloft, rows, personas) -> None:
    with app.database.transaction() as session:
        for feed in session.scalars(select(Feed)):
            feed.with_steps = False
    assert changed_by(app, setting(NextStep, rows["step"], title="Andet")) == []
    assert changed_by(app, setting(Visit, rows["visit"], place="Her")) == ["consultant"]


def test_what_is_rolled_back_leaves_no_trace(app: Jobloft, rows) -> None:
    def regret(session: Session) -> None:
        setting(Visit, rows["visit"], place="Her")(session)
        session.flush()
        session.rollback()
        setting(Company, rows["company"], city="Silkeborg")(session)

    assert changed_by(app, regret) == []


def test_closed_feeds_rest(app: Jobloft, rows) -> None:
    with app.database.transaction() as session:
        for feed in session.scalars(select(Feed)):
            feed.revoked_at = NOW
    assert changed_by(app, setting(Visit, rows["visit"], place="Her")) == []


def test_the_instant_of_the_change_never_goes_back(app: Jobloft, rows) -> None:
    with clock.frozen(NOW + timedelta(hours=2)):
        changed_by(app, setting(Visit, rows["visit"], place="Her"))
    changed_by(app, setting(Visit, rows["visit"], place="Der"))
    with app.database.reading() as session:
        feed = session.scalars(select(Feed).where(Feed.name == "consultant")).one()
    assert feed.content_changed_at == NOW + timedelta(hours=2)


def test_many_writers_of_crossing_visits_lose_nothing_and_do_not_wait_for_each_other(app: Jobloft, personas) -> None:
    people = [personas.id_of[name] for name in PEOPLE]
    with app.database.transaction() as session:
        company = make_company(session)
        steps = [[make_step(session, owner_id=user_id).id for user_id in people] for _ in range(8)]
        assert company.id
    with app.database.transaction() as session:
        for name, user_id in zip(PEOPLE, people, strict=True):
            make_feed(session, user_id=user_id, token=name, name=name)

    def write(writer: int) -> None:
        order = random.Random(writer)
        for turn in range(10):
            with app.database.transaction() as session:
                for step_id in order.sample(steps[writer], len(people)):
                    session.get_one(NextStep, step_id).title = f"{writer} {turn}"
                    session.flush()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert versions(app) == dict.fromkeys(PEOPLE, 1 + 8 * 10)
