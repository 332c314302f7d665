"""The list, the page, registering and editing companies, as each person meets them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.accounts.models import User
from app.companies.models import Company, ContributionKind, Stage, StageChange
from app.history.models import Change
from tests.browser_client import form_fields
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


def test_a_company_is_registered_with_its_first_stage_and_a_change_row(app, as_user, personas) -> None:
    answer = as_user("consultant").submit(
        "/companies/new", name="Midtjysk Rengøring ApS", cvr="DK 13 58 56 28", stage="first_meeting"
    )
    assert answer.status_code == 303, answer.text
    with app.database.reading() as session:
        company = session.scalars(select(Company)).one()
        assert (company.name, company.cvr, company.stage) == (
            "Midtjysk Rengøring ApS",
            "13585628",
            Stage.FIRST_MEETING,
        )
        stages = session.execute(select(StageChange.company_id, StageChange.stage, StageChange.user_id)).all()
        assert stages == [(company.id, Stage.FIRST_MEETING, personas.id_of["consultant"])]
        actors = set(session.scalars(select(Change.actor_id).where(Change.table_name == "company")))
        assert actors == {personas.id_of["consultant"]}
    assert answer.location == f"/companies/{company.id}"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("cvr", "12345678"),
        ("cvr", "1358562"),
        ("p_number", "123"),
        ("employees", "-1"),
        ("employees", "mange"),
        ("employees", "99999999999999999999"),
        ("industry", "x" * 101),
        ("postal_code", "88OO"),
        ("phone", "123"),
        ("email", "kontor(a)firma.dk"),
        ("website", "javascript:alert(1)"),
        ("website", "firma"),
        ("website", 'https://firma.dk/"onclick'),
        ("about", "x" * 20_001),
        ("fixed_contact_id", "999999"),
        ("fixed_contact_id", "x"),
        ("own_operation_of_id", "999999"),
        ("stage", "declined"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(app, as_user, field, typed) -> None:
    filled = {"name": "Byens Bager", "city": "Bjerringbro", "why_they_take_part": "Vil gerne hjælpe <lokalt>"}
    answer = as_user("consultant").submit("/companies/new", **(filled | {field: typed}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    kept, _action = form_fields(answer.text)
    assert (kept["city"], kept["why_they_take_part"]) == ("Bjerringbro", "Vil gerne hjælpe <lokalt>")
    if field not in ("fixed_contact_id", "own_operation_of_id", "stage", "name"):
        assert kept[field] == typed
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 0


def test_numbers_and_addresses_are_kept_in_one_form(app, as_user) -> None:
    typed = {"phone": "86 12 34 56", "website": "www.bager.dk", "p_number": "10 03 12 34 56", "email": "B@Bager.dk"}
    assert as_user("broker").submit("/companies/new", name="Byens Bager", **typed).status_code == 303
    with app.database.reading() as session:
        company = session.scalars(select(Company)).one()
        assert (company.phone, company.website, company.p_number, company.email) == (
            "+4586123456",
            "https://www.bager.dk",
            "1003123456",
            "B@bager.dk",
        )


def test_a_company_with_the_same_number_is_pointed_to_and_not_made_again(app, as_user) -> None:
    with app.database.transaction() as session:
        known = make_company(session, name="Byens Bager", cvr="13585628").id
    browser = as_user("consultant")
    for confirmed in (None, "y"):
        answer = browser.submit("/companies/new", name="Andet navn", cvr="13 58 56 28", confirmed=confirmed)
        assert answer.status_code == 422
        assert 'id="cvr-error"' in answer.text
        assert f'href="/companies/{known}"' in answer.text
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 1


def test_a_company_with_a_similar_name_is_registered_only_when_confirmed(app, as_user) -> None:
    with app.database.transaction() as session:
        known = make_company(session, name="Maler Madsen ApS").id
    browser = as_user("consultant")
    answer = browser.submit("/companies/new", name="Madsen Maler", city="Kjellerup")
    assert answer.status_code == 422
    assert f'href="/companies/{known}"' in answer.text
    fields, _action = form_fields(answer.text)
    assert (fields["name"], fields["city"]) == ("Madsen Maler", "Kjellerup")
    confirmed = browser.client.post("/companies/new", data=fields | {"confirmed": "y"})
    assert confirmed.status_code == 303
    with app.database.reading() as session:
        names = session.scalars(select(Company.name).order_by(Company.id)).all()
        assert names == ["Maler Madsen ApS", "Madsen Maler"]


def test_the_same_form_sent_twice_makes_one_company(app, as_user) -> None:
    browser = as_user("consultant")
    fields, _action = form_fields(browser.get("/companies/new").text)
    sent = fields | {"name": "Byens Bager", "cvr": "13585628"}
    answers = [browser.client.post("/companies/new", data=sent) for _ in range(3)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, answers[0].location)] * 3
    with app.database.reading() as session:
        assert session.scalars(select(Company.name)).all() == ["Byens Bager"]


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


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("consultant", 200),
        ("broker", 200),
        ("counsellor", 403),
        ("job_consultant", 403),
        ("manager", 403),
        ("admin", 403),
    ],
)
def test_who_may_register_a_company(as_user, name, status) -> None:
    browser = as_user(name)
    assert browser.get("/companies/new").status_code == status
    assert ('href="/companies/new"' in browser.get("/companies").text) is (status == 200)


def test_facts_are_edited_and_the_name_is_found_by_its_new_form(app, as_user, company_id) -> None:
    answer = as_user("counsellor").submit(f"/companies/{company_id}/edit", name="Ågårds Maleri", often_hiring="y")
    assert answer.location == f"/companies/{company_id}"
    with app.database.reading() as session:
        company = session.get_one(Company, company_id)
        assert (company.name, company.folded_name, company.often_hiring, company.city, company.version) == (
            "Ågårds Maleri",
            "aagaards maleri",
            True,
            "Viborg",
            2,
        )


def test_another_companys_number_is_refused_when_editing_and_ones_own_is_not(app, as_user, company_id) -> None:
    with app.database.transaction() as session:
        make_company(session, name="Byens Bager", cvr="13585628")
    browser, path = as_user("consultant"), f"/companies/{company_id}/edit"
    taken = browser.submit(path, cvr="13585628", city="Tjele")
    assert taken.status_code == 422
    assert "Byens Bager" in taken.text
    assert form_fields(taken.text)[0]["city"] == "Tjele"
    assert browser.submit(path, cvr="25313763").status_code == 303
    assert browser.submit(path, cvr="25 31 37 63", city="Tjele").status_code == 303


def test_a_fixed_contact_who_has_stopped_is_kept_when_the_rest_is_edited(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["counsellor"]).active = False
    assert as_user("consultant").submit(f"/companies/{company_id}/edit", city="Tjele").status_code == 303
    with app.database.reading() as session:
        company = session.get_one(Company, company_id)
        assert (company.city, company.fixed_contact_id) == ("Tjele", personas.id_of["counsellor"])


def test_a_stale_form_shows_both_texts_and_can_be_sent_again(app, as_user, company_id) -> None:
    mine, theirs, path = as_user("consultant"), as_user("broker"), f"/companies/{company_id}/edit"
    fields, _action = form_fields(mine.get(path).text)
    assert theirs.submit(path, about="Deres ord").status_code == 303
    answer = mine.client.post(path, data=fields | {"about": "Mine ord"})
    assert answer.status_code == 409
    assert "Deres ord" in answer.text
    again, _action = form_fields(answer.text)
    assert again["about"] == "Mine ord"
    assert mine.client.post(path, data=again).status_code == 303
    with app.database.reading() as session:
        assert session.get_one(Company, company_id).about == "Mine ord"


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
