"""The list and the page of companies as each person meets them, and what they cost."""

from __future__ import annotations

import pytest

from app.companies.models import ContributionKind, Stage
from tests.companies.counting import statements
from tests.companies.factories import (
    make_contact,
    make_contribution,
    make_planned,
    make_stage_change,
    make_step,
    make_supplier,
)
from tests.factories import make_company, make_order, make_visit

READERS = ("consultant", "counsellor", "broker", "job_consultant", "manager", "admin", "stranger")
MOST_STATEMENTS = 25


@pytest.fixture
def company_id(app, personas) -> int:
    """A company whose fixed contact is the counsellor."""
    with app.database.transaction() as session:
        return make_company(session, fixed_contact_id=personas.id_of["counsellor"], city="Viborg").id


@pytest.mark.parametrize("name", READERS)
def test_companies_are_read_by_all_partners(as_user, company_id, name) -> None:
    browser = as_user(name)
    assert browser.get("/companies").status_code == 200
    assert browser.get(f"/companies/{company_id}").status_code == 200
    assert browser.get(f"/companies/{company_id + 1000}").status_code == 404
    assert browser.get(f"/companies/{10**20}").status_code == 404


def test_the_steering_group_has_no_access(as_user, company_id) -> None:
    browser = as_user("steering")
    for path in ("/companies", f"/companies/{company_id}", f"/companies/{company_id}/edit", "/companies/new"):
        assert browser.get(path).status_code == 403


EDIT_PAGES = ("edit", "stage", "contributions", "suppliers")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("consultant", 200),
        ("broker", 200),
        ("counsellor", 200),
        ("colleague", 403),
        ("stranger", 403),
        ("job_consultant", 403),
        ("manager", 403),
        ("admin", 403),
    ],
)
def test_who_may_edit_sees_the_forms_and_the_links_to_them(as_user, company_id, name, status) -> None:
    browser = as_user(name)
    page = browser.get(f"/companies/{company_id}").text
    for part in EDIT_PAGES:
        path = f"/companies/{company_id}/{part}"
        assert browser.get(path).status_code == status
        if status == 403:
            assert browser.post(path, version="1", once="k" * 20, name="Kapret").status_code == 403
        assert (f'href="{path}"' in page) is (status == 200)
        unknown = browser.get(f"/companies/{company_id + 1000}/{part}").status_code
        assert unknown == (403 if name in ("job_consultant", "manager", "admin") else 404)


def test_the_list_says_what_to_do_when_it_is_empty(as_user) -> None:
    browser = as_user("consultant")
    assert 'class="empty"' in browser.get("/companies").text
    assert 'href="/companies"' in browser.get("/companies?q=findes+ikke").text.split('class="empty"')[1]


def test_the_list_filters_sorts_and_pages_by_its_address(app, as_user) -> None:
    with app.database.transaction() as session:
        for number in range(55):
            make_company(session, name=f"Firma {number:02}", industry="Maler" if number % 2 else "Tag")
    browser = as_user("consultant")
    assert "Firma 54" in browser.get("/companies?page=2").text
    assert "Firma 54" in browser.get("/companies?sort=-name").text
    filtered = browser.get("/companies?industry=Maler&sort=-name").text
    assert ("Firma 53" in filtered, "Firma 54" in filtered) == (True, False)
    assert '<input type="hidden" name="sort" value="-name">' in filtered
    for address in (
        "stage=x",
        "supplier=x",
        "page=x",
        "page=-3",
        "sort=version",
        "q=%00%25_",
        "contribution=%F0%9F%92%A5",
    ):
        assert browser.get(f"/companies?{address}").status_code == 200


def fill(app, personas, *, companies: int, rows: int) -> int:
    """Companies that each have everything several times; the id of the first."""
    me, other = personas.id_of["consultant"], personas.id_of["broker"]
    with app.database.transaction() as session:
        made = [make_company(session, name=f"Firma {n:03}", fixed_contact_id=me) for n in range(companies)]
        for _ in range(rows):
            make_contact(session, made[0])
            make_stage_change(session, made[0], Stage.PAUSED, user_id=other)
            visit = make_visit(session, company=made[0], responsible_id=other)
            make_order(session, company=made[0], responsible_id=other, visit_id=visit.id)
            make_step(session, owner_id=other, company=made[0])
            make_planned(session, company=made[0], responsible_id=other)
        for place in ("landlord", "plan"):
            make_supplier(session, made[0], personas.organisation_of[place])
        for kind in list(ContributionKind)[:rows]:
            make_contribution(session, made[0], kind)
        return made[0].id


@pytest.mark.parametrize("part", ["", "/edit", "/stage", "/contributions", "/suppliers", "/contacts/new"])
def test_a_companys_pages_cost_a_constant_number_of_questions(app, as_user, personas, part) -> None:
    few = fill(app, personas, companies=1, rows=1)
    many = fill(app, personas, companies=30, rows=10)
    browser = as_user("consultant")
    counts = []
    for company in (few, many):
        with statements(app) as sent:
            assert browser.get(f"/companies/{company}{part}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= MOST_STATEMENTS


def test_the_list_costs_a_constant_number_of_questions(app, as_user, personas) -> None:
    browser, counts = as_user("consultant"), []
    for companies in (1, 40):
        fill(app, personas, companies=companies, rows=2)
        with statements(app) as sent:
            assert browser.get("/companies?sort=-stage").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= MOST_STATEMENTS
