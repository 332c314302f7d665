"""Registering a company and editing its facts: what is kept, what is refused beside its field, who may."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.accounts.models import User
from app.companies.models import Company, Stage, StageChange
from app.history.models import Change
from tests.browser_client import form_fields
from tests.factories import make_company


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
