"""The sheet for supplier meetings: what it counts, and who may see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import OrganisationKind
from app.companies.models import Company, ContributionKind, Stage
from app.companies.supplier_meeting import Period, counted_period
from app.matches.models import MatchState
from app.orders.models import JobOrder
from app.visits.models import VisitState
from app.wheel.models import PlannedState
from tests.companies.factories import make_contribution, make_planned, make_stage_change, make_supplier
from tests.factories import NOW, make_company, make_order, make_organisation, make_resident, make_visit
from tests.matches.factories import make_match

DAY = timedelta(days=1)


@pytest.fixture
def landlord(app, personas) -> int:
    """Two suppliers of the landlord, one of them contacted twice; and one of nobody's."""
    place, me = personas.organisation_of["landlord"], personas.id_of["consultant"]
    with app.database.transaction() as session:
        active = make_company(session, name="Alfa Tag", stage=Stage.ACTIVE)
        declined = make_company(session, name="Beta Beton", stage=Stage.DECLINED)
        other = make_company(session, name="Gamma Glas")
        for company in (active, declined):
            make_supplier(session, company, place)
        make_stage_change(session, declined, Stage.DECLINED, reason="Vil ikke have unge")
        make_contribution(session, active, ContributionKind.FEW_PAID_HOURS)
        for company in (active, other):
            make_visit(session, company=company, responsible_id=me, starts_at=NOW - DAY, state=VisitState.HELD)
        planned = {"company": active, "responsible_id": me, "state": PlannedState.HELD}
        make_planned(session, on_date=(NOW - 9 * DAY).date(), **planned)
        make_planned(session, on_date=(NOW - 400 * DAY).date(), **planned)
        make_order(session, company=active, responsible_id=me)
    return place


def test_it_counts_contacts_and_what_came_of_them_and_gives_no_reasons(as_user, landlord) -> None:
    text = as_user("manager").get("/supplier-meetings/sheet.csv").data.decode("utf-8-sig")
    assert [line.split(";")[:1] + line.split(";")[4:8] for line in text.splitlines()[1:]] == [
        ["Alfa Tag", "2", "23-11-2026", "1", "1"],
        ["Beta Beton", "0", "", "0", "0"],
    ]
    page = as_user("manager").get("/supplier-meetings").text
    assert ("Alfa Tag" in page, "Gamma Glas" in page, "Vil ikke have unge" in page) == (True, False, False)
    year = f"/supplier-meetings/sheet.csv?organisation={landlord}&from=2025-01-01&to=2025-12-31"
    assert as_user("consultant").get(year).data.decode().splitlines()[1].split(";")[4:8] == [
        "1",
        "20-10-2025",
        "1",
        "0",
    ]


@pytest.mark.parametrize(
    ("name", "status"), [("consultant", 200), ("broker", 200), ("manager", 200), ("counsellor", 403), ("admin", 403)]
)
def test_who_may_see_it(as_user, landlord, name, status) -> None:
    assert as_user(name).get(f"/supplier-meetings?organisation={landlord}").status_code == status


def test_a_manager_sees_their_own_associations_sheet_only(app, as_user, personas, landlord) -> None:
    with app.database.transaction() as session:
        other = make_organisation(session, name="Nabo", kind=OrganisationKind.HOUSING_ASSOCIATION).id
    answers = [as_user(name).get(f"/supplier-meetings?organisation={other}") for name in ("manager", "consultant")]
    assert [answer.status_code for answer in answers] == [404, 200]


@pytest.mark.parametrize("address", ["from=x", "to=9999-12-31", "from=2026-12-01&to=2026-01-01"])
def test_strange_periods_are_read_as_well_as_can_be(as_user, landlord, address) -> None:
    assert as_user("consultant").get(f"/supplier-meetings?{address}").status_code == 200


@pytest.mark.parametrize(
    ("today", "last", "counted"),
    [
        ("2026-11-24", "2026-11-24", ("2026-01-01", "2026-09-30")),
        ("2026-11-24", "2026-02-01", ("2026-01-01", "2026-09-30")),
        ("2026-11-24", "2025-03-01", ("2025-01-01", "2025-12-31")),
        ("2026-02-01", "2026-02-01", ("2025-01-01", "2025-12-31")),
        ("2026-04-01", "2099-01-01", ("2026-01-01", "2026-03-31")),
    ],
)
def test_agreements_are_counted_by_the_year_and_by_whole_quarters(today, last, counted) -> None:
    asked = Period(date(2020, 1, 1), date.fromisoformat(last))
    assert counted_period(asked, date.fromisoformat(today)) == Period(*map(date.fromisoformat, counted))


def test_no_two_periods_together_tell_of_one_agreement(app, as_user, personas, landlord) -> None:
    with app.database.transaction() as session:
        active = session.scalars(select(Company).where(Company.name == "Alfa Tag")).one()
        order = session.scalars(select(JobOrder).where(JobOrder.company_id == active.id)).one()
        for number in range(10):
            resident = make_resident(session, organisation_id=personas.organisation_of["plan"], name=f"Beboer {number}")
            match = make_match(session, personas, order, resident, MatchState.AGREEMENT)
            days = 70 + number if number < 6 else 330 + number
            match.state_changes[-1].at = NOW - days * DAY
    browser = as_user("manager")
    pages = [
        browser.get(f"/supplier-meetings?from={first}&to={last}").text
        for first, last in (("2026-01-01", "2026-11-24"), ("2026-01-01", "2026-09-12"), ("2026-09-14", "2026-09-14"))
    ]
    assert ["5 til 9" in page for page in pages] == [True, True, True]
    # Four of the year before.
    earlier = browser.get("/supplier-meetings?from=2025-01-01&to=2025-12-31").text
    assert ("5 til 9" in earlier, "Under fem: vises ikke" in earlier) == (False, True)
