"""The lists for talks: who is open to few hours, what is asked for, and the sheets to take along."""

from __future__ import annotations

import csv
import io
import re

import pytest

from app.companies.models import Answer, Contribution, ContributionKind, Stage
from app.matches.models import Match, MatchState
from app.orders.in_demand import Group, in_demand
from app.orders.models import JobOrder, OrderState
from app.vocabulary.lexicon import Lexicon
from app.vocabulary.terms import Confirmed, Sources
from matching import Vocabulary
from matching.vocabulary import Term
from tests import factories
from tests.factories import NOW
from tests.orders.factories import make_full_order, prepared

NAMES = re.compile(r'<th scope="row"><a href="/companies/\d+">([^<]+)</a>')
# One word that colleagues have confirmed, beside a few of our own.
OWN = Vocabulary(
    (
        Term("task", "trappevask", "Trappevask", ("vaske trapper",)),
        Term("certificate", "koerekort-b", "Kørekort B", ("kørekort",)),
        Term("certificate", "truck-b", "Truckcertifikat B", ("truckkort",)),
    )
)
CONFIRMED = Sources([Confirmed(1, "opgangsfnul", "trappevask", "Trappevask")])
FEW, MAYBE, NO, YES = ContributionKind.FEW_PAID_HOURS, Answer.MAYBE, Answer.NO, Answer.YES


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def four(app, personas) -> None:
    """Companies with different answers."""
    plans = [
        ("Bageriet", "Viborg", Stage.ACTIVE, [(FEW, YES), (ContributionKind.COMPANY_TOURS, YES)]),
        ("Maleren", "Silkeborg", Stage.CANDIDATE, [(ContributionKind.WAGE_SUBSIDY, MAYBE), (FEW, NO)]),
        ("Nej tak", "Viborg", Stage.ACTIVE, [(FEW, NO), (ContributionKind.COMPANY_TOURS, YES)]),
        ("Stoppet", "Viborg", Stage.DECLINED, [(FEW, YES)]),
    ]
    with app.database.transaction() as session:
        for name, city, stage, answers in plans:
            company = factories.make_company(
                session, name=name, city=city, stage=stage, fixed_contact_id=personas.id_of["consultant"]
            )
            for kind, answer in answers:
                session.add(Contribution(company_id=company.id, kind=kind, answer=answer, extent="2 × 3 timer"))


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", ["Bageriet", "Maleren"]),
        ("?sure=1", ["Bageriet"]),
        ("?kind=wage_subsidy", ["Maleren"]),
        ("?kind=few_paid_hours", ["Bageriet"]),
        ("?kind=company_tours", ["Bageriet", "Maleren"]),
        ("?town=Silkeborg", ["Maleren"]),
        ("?town=X&kind=x&sure=x", ["Bageriet", "Maleren"]),
    ],
)
def test_companies_open_to_few_hours_are_narrowed_by_the_address(as_user, four, address: str, names) -> None:
    page = as_user("counsellor").get(f"/job-orders/few-hours{address}").text
    assert NAMES.findall(page) == names
    assert "Navn consultant" in page
    sheet = rows_of(as_user("counsellor").get(f"/job-orders/few-hours/sheet.csv{address}"))
    assert [row[0] for row in sheet[1:]] == names


def test_the_sheet_of_open_companies_says_what_to_and_whom_to_ask(as_user, four) -> None:
    sheet = rows_of(as_user("counsellor").get("/job-orders/few-hours/sheet.csv?sure=1"))
    assert sheet[1][:5] == ["Bageriet", "Viborg", sheet[1][2], "Få lønnede timer: ja (2 × 3 timer)", "Navn consultant"]


def test_competences_are_counted_by_meaning(app, personas) -> None:
    with app.database.transaction() as session:
        person = personas.id_of["consultant"]
        first, second = (factories.make_company(session, name=name) for name in ("Et", "To"))
        plans = [
            (first, OrderState.OPEN, {"required": ["Vaske trapper", "trappevask"], "certificates": ["truckkort"]}),
            (first, OrderState.FILLED, {"required": ["opgangsfnul"], "desirable": ["TRAPPEVASK"]}),
            (second, OrderState.OPEN, {"required": ["Helt sit eget", "kørekort"], "other_languages": ["Arabisk"]}),
        ]
        empty = {"desirable": [], "personal_skills": [], "certificates": [], "other_languages": []}
        for company, state, values in plans:
            make_full_order(session, company=company, responsible_id=person, state=state, **(empty | values))
    with app.database.reading() as session:
        found = in_demand(session.query(JobOrder).all(), Lexicon(OWN, CONFIRMED).named)
    told = {
        group: [(a.name, a.orders, a.open_now, a.required, len(a.companies)) for a in asked]
        for group, asked in found.items()
    }
    assert told == {
        Group.PROFESSIONAL: [("Trappevask", 2, 1, 2, 1), ("Helt sit eget", 1, 1, 1, 1)],
        Group.CERTIFICATES: [("Kørekort B", 1, 1, 1, 1), ("Truckcertifikat B", 1, 1, 0, 1)],
        Group.PERSONAL: [],
        Group.LANGUAGES: [("Arabisk", 1, 1, 0, 1)],
    }


def test_what_is_asked_for_leaves_out_drafts_and_what_is_long_ago(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company, person = factories.make_company(session), personas.id_of["consultant"]
        make_full_order(session, company=company, responsible_id=person, required=["Nu"])
        make_full_order(session, company=company, responsible_id=person, required=["Kladde"], state=OrderState.DRAFT)
        old = make_full_order(session, company=company, responsible_id=person, required=["Gammelt"])
        old.created_at = NOW.replace(year=2025, month=11, day=20)
    page = as_user("counsellor").get("/job-orders/in-demand").text
    shown = [name for name in ("Nu", "Kladde", "Gammelt") if f'<th scope="row">{name}</th>' in page]
    assert shown == ["Nu"]
    sheet = rows_of(as_user("counsellor").get("/job-orders/in-demand/sheet.csv"))
    assert ["Nu", "Faglige kompetencer", "1", "1", "1", "1"] in sheet


def test_the_list_is_taken_as_a_sheet_with_its_filters(app, as_user, personas) -> None:
    prepared(app, personas, title="Trappevask")
    prepared(app, personas, title="=1+1")
    sheet = rows_of(as_user("manager").get("/job-orders/sheet.csv?q=trappevask"))
    assert [row[0] for row in sheet] == ["Opgave", "Trappevask"]
    assert as_user("manager").get("/job-orders/sheet.xlsx").data[:2] == b"PK"
    assert as_user("manager").get("/job-orders/sheet.pdf").status_code == 404


def test_places_that_are_agreed_are_counted(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas, positions=2)
    browser = as_user("consultant")
    for taken, name in enumerate(("Amina", "Yusuf"), start=1):
        with app.database.transaction() as session:
            resident = factories.make_resident(session, organisation_id=personas.organisation_of["plan"], name=name)
            values = {"job_order_id": order_id, "resident_id": resident.id, "chosen_by_id": personas.id_of["broker"]}
            values |= {"chosen_at": NOW, "motive": "Vil gerne", "matcher_version": "1", "kept_ranking": {}}
            session.add(Match(state=MatchState.AGREEMENT, updated_at=NOW, **values))
        page = browser.get(f"/job-orders/{order_id}").text
        assert f"2, {taken} af dem aftalt" in page
        assert ("Alle pladser er aftalt" in page) == (taken == 2)
    assert "2 af 2 pladser aftalt" in browser.get("/job-orders").text


@pytest.mark.parametrize("path", ["few-hours", "in-demand", "few-hours/sheet.csv", "in-demand/sheet.xlsx", "sheet.csv"])
def test_the_steering_group_takes_no_lists(as_user, path: str) -> None:
    assert as_user("manager").get(f"/job-orders/{path}").status_code == 200
    assert as_user("steering").get(f"/job-orders/{path}").status_code == 403
