"""The demonstration's data: what it must hold, twice the same, true to the calendar, never in the way of real data."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import holidays
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app import clock, create_app
from app.accounts.models import Organisation, OrganisationKind, Role, User, UserRole
from app.companies.models import Company, Stage, SupplierRelation
from app.db import Base, Database
from app.demo.start import NotADemonstration, make_ready
from app.history.models import Change
from app.matches.models import Inquiry, Match, MatchStateChange
from app.merging.models import DoubleProposal
from app.orders.models import JobOrder, OrderState, OrderStateChange
from app.outreach.queries import concerns_about
from app.outreach.rules import Contact, Kind
from app.residents.models import Consent, Resident
from app.visits.models import NextStep, Visit, VisitAnswer, VisitState
from app.web import Jobloft
from app.wheel.models import PlannedContact, PlannedState
from tests.browser_client import Browser
from tests.databases import Originals, demonstration_config
from tests.factories import NOW

SUNDAY_IN_SUMMER = datetime(2026, 6, 7, 20, 0, tzinfo=UTC)
BETWEEN_THE_YEARS = datetime(2026, 12, 30, 7, 0, tzinfo=UTC)
# Random by duty, on every installation: salts of hashes, ids that tie one action's changes together, the mark by
# which a matcher knows that a database is another one.
RANDOM = {("user", "password_hash"), ("change", "action_id"), ("counter", "value")}

ROOT = Path(__file__).resolve().parents[2]
REFILL = """
import sys
from pathlib import Path
from app.demo.start import make_ready
from tests.databases import demonstration_config
from tests.factories import NOW
make_ready(demonstration_config(sys.argv[1], Path(sys.argv[2])), reset=True, now=NOW)
"""


@pytest.fixture
def filled(scratch_url: str, originals: Originals):
    """A demonstration's database of a Tuesday in November."""
    originals.demonstration(scratch_url, now=NOW)
    database = Database(scratch_url)
    yield database
    database.engine.dispose()


@pytest.fixture(scope="module")
def shown(tmp_path_factory, originals: Originals):
    """The same, once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("demonstration")
    config = demonstration_config(f"sqlite:///{folder / 'demo.db'}", folder)
    originals.demonstration(config.database_url, now=NOW)
    app = create_app(config)
    yield app
    app.database.engine.dispose()


@pytest.fixture
def rows(shown: Jobloft):
    with shown.database.reading() as session:
        yield session


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without what has to be random."""
    found = {}
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            kept = [column for column in table.columns if (table.name, column.name) not in RANDOM]
            query = select(*kept).order_by(*table.primary_key.columns)
            found[table.name] = [tuple(str(value) for value in row) for row in connection.execute(query)]
    return found


def count(session: Session, kind: type[Base], *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(*conditions)) or 0


def test_it_holds_the_partnership_that_was_asked_for(rows: Session) -> None:
    kinds = Counter(rows.scalars(select(Organisation.kind)))
    assert kinds == {
        OrganisationKind.HOUSING_ASSOCIATION: 3,
        OrganisationKind.MUNICIPALITY: 2,
        OrganisationKind.NEIGHBOURHOOD_PLAN: 2,
    }
    assert count(rows, Company) == 44
    assert Counter(rows.scalars(select(Company.marks_missing).where(Company.stage == Stage.CANDIDATE))) == {
        0: 1,
        1: 3,
        2: 5,
    }
    assert count(rows, Resident) == 80
    assert count(rows, JobOrder) == 32
    assert count(rows, JobOrder, JobOrder.state == OrderState.OPEN) == 29
    assert count(rows, Visit) == 27
    assert count(rows, Visit, Visit.quick_note != "") == 16
    assert count(rows, VisitAnswer) == 69
    assert count(rows, NextStep) == 12
    assert count(rows, PlannedContact) == 69
    assert count(rows, Inquiry) == 2
    assert count(rows, Consent) == 7
    assert count(rows, Match) == 6


def test_a_few_companies_are_registered_twice_and_found(rows: Session) -> None:
    first, second = aliased(Company), aliased(Company)
    pairs = select(first.name, second.name).select_from(DoubleProposal)
    pairs = pairs.join(first, first.id == DoubleProposal.first_id).join(second, second.id == DoubleProposal.second_id)
    assert sorted(tuple(pair) for pair in rows.execute(pairs)) == [
        ("Blank & Ren Silkeborg", "Blank og Ren Silkeborg ApS"),
        ("Farvehuset Viborg ApS", "Farvehuset i Viborg"),
        ("Kantinekompagniet", "Kantine Kompagniet"),
    ]


def test_the_seven_logins_have_their_roles_and_sign_in(shown: Jobloft, rows: Session) -> None:
    query = select(User.email, UserRole.role).join(UserRole).order_by(User.id).limit(7)
    found = rows.execute(query).all()
    assert [tuple(row) for row in found] == [
        ("konsulent@demo.jobloft.dk", Role.CONSULTANT),
        ("vejleder@demo.jobloft.dk", Role.COUNSELLOR),
        ("jobformidler@demo.jobloft.dk", Role.BROKER),
        ("driftschef@demo.jobloft.dk", Role.MANAGER),
        ("styregruppe@demo.jobloft.dk", Role.STEERING),
        ("admin@demo.jobloft.dk", Role.ADMIN),
        ("fremmed@demo.jobloft.dk", Role.COUNSELLOR),
    ]
    pages = [Browser(shown).signed_in(email, "jobloft-demo").get("/").status_code for email, _role in found]
    assert pages == [200] * 7


def test_nobody_shares_with_the_stranger(rows: Session) -> None:
    stranger = rows.scalars(select(User).where(User.email == "fremmed@demo.jobloft.dk")).one()
    assert count(rows, Consent, Consent.receiver_id == stranger.organisation_id) == 0
    elsewhere = Resident.organisation_id != stranger.organisation_id
    assert count(rows, Resident, elsewhere, Resident.counsellor_id == stranger.id) == 0


def test_two_fills_of_one_day_are_equal(filled: Database, scratch_url: str, tmp_path) -> None:
    before = contents(filled)
    filled.engine.dispose()
    # In another process, whose sets and dictionaries of strings have another order.
    subprocess.run(
        [sys.executable, "-c", REFILL, scratch_url, str(tmp_path)],
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        cwd=ROOT,
        check=True,
    )
    assert contents(filled) == before


@pytest.mark.parametrize("now", [NOW, SUNDAY_IN_SUMMER, BETWEEN_THE_YEARS])
def test_people_work_on_working_days_and_nothing_done_is_still_to_come(tmp_path, now: datetime) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    with clock.frozen(now):
        make_ready(demonstration_config(url, tmp_path), reset=False, now=now)
    database = Database(url)
    with database.reading() as session:
        assert wrong_days(session, now) == []
        assert impossible_orders(session, clock.local_day(now)) == []
        too_early = select(Match.motive).join(Match.job_order).where(Match.chosen_at < JobOrder.created_at)
        assert session.scalars(too_early).all() == []
    database.engine.dispose()


def wrong_days(session: Session, now: datetime) -> list[str]:
    free = holidays.country_holidays("DK")
    done = (Company.created_at, JobOrder.created_at, Visit.created_at, Resident.created_at, Resident.last_contact_on)
    done += (Inquiry.asked_at, OrderStateChange.at, Consent.given_on, PlannedContact.created_at)
    done += (Match.chosen_at, MatchStateChange.at)
    coming = (Visit.starts_at, NextStep.due_on, PlannedContact.on_date)
    found = []
    for column in (*done, *coming):
        for value in session.scalars(select(column).where(column.is_not(None))):
            day = clock.local_day(value) if isinstance(value, datetime) else value
            is_week = column is PlannedContact.on_date
            if day.weekday() >= 5 or (day in free and not is_week):
                found.append(f"{column}: {day} is a day off")
            if column in done and day > clock.local_day(now):
                found.append(f"{column}: {day} is still to come")
    return found


def impossible_orders(session: Session, today: date) -> list[str]:
    found = []
    for order in session.scalars(select(JobOrder)):
        begun = clock.local_day(order.created_at)
        days = [day for day in (begun, order.apply_by, order.starts_on, order.ends_on) if day]
        # A season that is on takes people in, so its deadline may come after its first day.
        in_order = days == sorted(days) or (order.starts_on or today) <= today
        open_too_long = order.state is OrderState.OPEN and (order.apply_by or today) < today
        if not in_order or open_too_long:
            found.append(f"{order.title}: {days}")
    return found


def test_the_wheel_has_the_past_held_and_the_coming_months_planned(rows: Session) -> None:
    today = clock.local_day(NOW)
    late = select(PlannedContact.purpose).where(
        PlannedContact.state == PlannedState.PLANNED, PlannedContact.on_date < date(2026, 11, 23)
    )
    assert rows.scalars(late).all() == ["Opvasker: fandt vi en?"]
    assert count(rows, PlannedContact, PlannedContact.state == PlannedState.HELD, PlannedContact.on_date > today) == 0
    months = Counter(day.month for day in rows.scalars(select(PlannedContact.on_date)))
    assert sorted(months) == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]  # in July nobody is to be disturbed


@pytest.mark.parametrize(
    ("company", "kind", "held"), [("Kantinekompagniet", Kind.VISIT, True), ("Søens Malere ApS", Kind.PLANNED, False)]
)
def test_a_colleague_is_in_touch_with_companies_that_the_consultant_would_contact(
    rows: Session, company: str, kind: Kind, held: bool
) -> None:
    ids = dict(rows.execute(select(User.email, User.id)).all())
    today = clock.local_day(NOW)
    asked = Contact(today, today, frozenset({ids["konsulent@demo.jobloft.dk"]}))
    company_id = rows.scalars(select(Company.id).where(Company.name == company)).one()
    (near,) = concerns_about(rows, company_id, asked).colleagues
    assert (near.kind, near.held, near.responsible_id) == (kind, held, ids["jobformidler@demo.jobloft.dk"])


def test_there_is_a_visit_today_and_one_whose_note_is_missing(rows: Session) -> None:
    planned = select(Visit.starts_at).where(Visit.state == VisitState.PLANNED).order_by(Visit.starts_at).limit(2)
    days = [clock.local_day(starts) for starts in rows.scalars(planned)]
    assert days == [date(2026, 11, 23), date(2026, 11, 24)]


def test_suppliers_buyers_and_own_operations_fit_together(rows: Session) -> None:
    landlords = set(
        rows.scalars(select(Organisation.id).where(Organisation.kind == OrganisationKind.HOUSING_ASSOCIATION))
    )
    assert set(rows.scalars(select(SupplierRelation.organisation_id))) == landlords
    own = rows.scalars(select(Company.own_operation_of_id).where(Company.own_operation_of_id.is_not(None))).all()
    assert (len(own), set(own) <= landlords) == (2, True)


def test_a_later_start_keeps_what_was_changed(filled: Database, scratch_url: str, tmp_path) -> None:
    with filled.transaction() as session:
        session.scalars(select(Company).order_by(Company.id).limit(1)).one().name = "Omdøbt ApS"
    before = contents(filled)
    make_ready(demonstration_config(scratch_url, tmp_path), reset=False, now=NOW)
    assert contents(filled) == before


def test_a_reset_starts_over(filled: Database, scratch_url: str, tmp_path) -> None:
    before = contents(filled)
    with filled.transaction() as session:
        session.scalars(select(Company).order_by(Company.id).limit(1)).one().name = "Omdøbt ApS"
    filled.engine.dispose()
    make_ready(demonstration_config(scratch_url, tmp_path), reset=True, now=NOW)
    assert contents(filled) == before


@pytest.mark.parametrize("reset", [False, True])
def test_a_database_in_real_use_is_refused_untouched(app, personas, reset: bool) -> None:
    before = contents(app.database)
    with pytest.raises(NotADemonstration, match="in real use"):
        make_ready(app.settings, reset=reset, now=NOW)
    assert contents(app.database) == before
    assert before["user"] != []


def test_the_log_says_who_nobody_is(rows: Session) -> None:
    actors = rows.scalars(select(Change.actor_id).distinct()).all()
    assert actors == [None]
