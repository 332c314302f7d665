"""The pages: the list of likely doubles, merging side by side, telling apart, and what becomes of old addresses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import User
from app.companies.models import Company, ContactPerson
from app.history import record
from app.history.models import Action
from app.merging import sweep
from app.merging.models import DoubleProposal, NotSame
from app.web import Jobloft
from tests.browser_client import form_fields
from tests.companies.factories import make_contact
from tests.factories import NOW, Personas, make_company, make_visit


@pytest.fixture
def two(app: Jobloft, personas: Personas) -> tuple[int, int]:
    """Two companies that the sweep proposes, each with a contact person and a visit."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        place = {"postal_code": "8800", "city": "Viborg", "phone": "+4599112233"}
        one = make_company(session, name="Maler Madsen", **place)
        other = make_company(session, name="Maler Madsen A/S", cvr="13585628", about="Maler huse", **place)
        for company in (one, other):
            make_contact(session, company)
            make_visit(session, company=company, responsible_id=personas.id_of["consultant"])
        keys = one.id, other.id
    with app.database.transaction() as session:
        assert sweep.keep(session, sweep.work_out(session), now=NOW) == 1
    return keys


def address_of(two: tuple[int, int]) -> str:
    return f"/companies/{two[0]}/merge/{two[1]}"


def rows(app: Jobloft, model: Any) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_two_are_proposed_compared_and_merged(app: Jobloft, as_user, two: tuple[int, int]) -> None:
    one, other = two
    consultant = as_user("consultant")
    assert "Samme navn, samme telefon, samme postnummer" in consultant.get("/companies/duplicates").text
    answer = consultant.submit(f"/companies/{other}/merge/{one}", to=f"/companies/{one}/merge/{other}")
    assert (answer.status_code, answer.location) == (303, f"/companies/{one}/merged")
    with app.database.reading() as session:
        kept = session.scalars(select(Company)).one()
        assert (kept.id, kept.name, kept.cvr, kept.about) == (one, "Maler Madsen A/S", "13585628", "Maler huse")
        assert session.scalars(select(ContactPerson.company_id)).all() == [one]
    assert rows(app, DoubleProposal) == 0
    for path in ("", "/edit", "/contacts/new"):
        old = consultant.get(f"/companies/{other}{path}")
        assert (old.status_code, old.location) == (302, f"/companies/{one}{path}")
    assert consultant.get("/companies/12345").status_code == 404


def test_it_is_undone_on_the_page_of_changes(app: Jobloft, as_user, two: tuple[int, int]) -> None:
    consultant, admin = as_user("consultant"), as_user("admin")
    shown = consultant.submit(address_of(two), to=address_of(two)).location
    with app.database.reading() as session:
        number = session.scalars(select(Action.id)).one()
    link = f'href="/admin/changes/{number}"'
    told = [browser.get(shown).text for browser in (consultant, admin)]
    assert [(link in text, "fortrydes af Navn admin" in text) for text in told] == [(False, True), (True, False)]
    assert admin.submit(f"/admin/changes/{number}").status_code == 303
    assert (rows(app, Company), rows(app, ContactPerson)) == (2, 2)
    assert admin.get(f"/companies/{two[1]}").status_code == 200


def test_the_same_form_twice_merges_once_and_leads_to_the_company(app: Jobloft, as_user, two: tuple[int, int]) -> None:
    first, second = as_user("consultant"), as_user("broker")
    address = f"/companies/{two[0]}/merge/{two[1]}"
    assert first.submit(address, to=address).status_code == 303
    # A colleague who looks at the same pair is led to what came of it, and so is a second sending.
    assert second.get(address).status_code in (302, 303)
    with app.database.reading() as session:
        assert session.scalars(select(Action.rows)).one() > 0
    assert rows(app, Action) == 1


def test_of_two_who_merge_at_once_one_does_it_and_the_other_is_led_to_it(
    app: Jobloft, as_user, two: tuple[int, int]
) -> None:
    browsers = [as_user("consultant"), as_user("broker")]
    sent = [form_fields(browser.get(address_of(two)).text, to=address_of(two))[0] for browser in browsers]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: browsers[n].client.post(address_of(two), data=sent[n]), range(2)))
    assert [answer.status_code for answer in answers] == [303, 303]
    kept = f"/companies/{two[0]}"
    assert {answer.location for answer in answers} <= {kept, f"{kept}/merged"}
    assert (rows(app, Action), rows(app, Company)) == (1, 1)


def test_a_form_from_before_a_change_of_either_is_stale(app: Jobloft, as_user, two: tuple[int, int]) -> None:
    consultant = as_user("consultant")
    answer = consultant.submit(address_of(two), to=address_of(two), version="1-7")
    assert answer.status_code == 409
    assert rows(app, Company) == 2


def test_an_associations_own_operation_asks_for_a_tick(app: Jobloft, as_user, personas, two: tuple[int, int]) -> None:
    with app.database.transaction() as session:
        session.get_one(Company, two[0]).own_operation_of_id = personas.organisation_of["landlord"]
    consultant, address = as_user("consultant"), f"/companies/{two[0]}/merge/{two[1]}"
    refused = consultant.submit(address, to=address)
    assert refused.status_code == 422
    assert "Sæt kryds" in refused.text
    assert consultant.submit(address, to=address, confirmed="y").status_code == 303


def test_told_apart_is_remembered_with_who(app: Jobloft, as_user, personas, two: tuple[int, int]) -> None:
    assert as_user("broker").submit("/companies/duplicates").status_code == 303
    with app.database.transaction() as session:
        assert sweep.keep(session, sweep.work_out(session), now=NOW) == 0
        said = session.scalars(select(NotSame)).one()
        assert session.get_one(User, said.user_id).name == "Navn broker"
    assert "Navn broker har sagt" in as_user("consultant").get(f"/companies/{two[0]}/merge/{two[1]}").text


def test_told_apart_by_mistake_is_undone_at_once_or_from_the_list(app: Jobloft, as_user, two: tuple[int, int]) -> None:
    broker = as_user("broker")
    again = f"/companies/{two[0]}/propose-again/{two[1]}"
    for shown in (None, "/companies/duplicates/not-the-same", address_of(two)):
        said = broker.submit("/companies/duplicates", to=f"/companies/{two[0]}/not-same/{two[1]}")
        assert (rows(app, NotSame), rows(app, DoubleProposal)) == (1, 0)
        taken_back = broker.submit(shown or said.location, to=again)
        assert (taken_back.status_code, taken_back.location) == (303, address_of(two))
        assert (rows(app, NotSame), rows(app, DoubleProposal)) == (0, 1)
    assert again not in broker.get("/companies/duplicates/not-the-same").text
