"""Beginning a job order with company, task and hours alone; from a visit; as a proposed task."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from app.companies.models import Company
from app.history.models import Change
from app.orders.models import JobOrder, OrderState, OrderStateChange
from app.web import Jobloft
from tests import factories
from tests.factories import Personas
from tests.visits.factories import make_contact


def companies(app: Jobloft, personas: Personas, *names: str) -> list[int]:
    with app.database.transaction() as session:
        contact = personas.id_of["counsellor"]
        return [
            factories.make_company(session, name=name, city="Viborg", fixed_contact_id=contact).id for name in names
        ]


def only_order(app: Jobloft) -> JobOrder:
    with app.database.reading() as session:
        return session.scalars(select(JobOrder)).one()


def count(app: Jobloft) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(JobOrder)) or 0


def test_company_task_and_hours_are_enough(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    answer = as_user("consultant").submit(
        f"/job-orders/new?company_id={company_id}", title="Trappevask", hours_low="6", hours_high="7,5"
    )
    order = only_order(app)
    assert (answer.status_code, answer.location) == (303, f"/job-orders/{order.id}")
    assert (order.company_id, order.title, order.hours_low, order.hours_high) == (company_id, "Trappevask", 6.0, 7.5)
    assert (order.hours_unknown, order.state, order.grid, order.demands) == (False, OrderState.OPEN, None, None)
    assert order.responsible_id == personas.id_of["consultant"]
    with app.database.reading() as session:
        changes = session.execute(select(OrderStateChange.state, OrderStateChange.user_id)).all()
        assert changes == [(OrderState.OPEN, personas.id_of["consultant"])]
        actors = session.scalars(select(Change.actor_id).where(Change.table_name == "job_order")).all()
        assert actors == [personas.id_of["consultant"]]


def test_hours_may_be_unknown(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    answer = as_user("broker").submit(
        f"/job-orders/new?company_id={company_id}", title="Lidt arbejde", hours_unknown="y"
    )
    assert answer.status_code == 303
    assert (only_order(app).hours_unknown, only_order(app).hours_low) == (True, None)


def test_hours_that_are_written_win_over_the_tick(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    as_user("broker").submit(
        f"/job-orders/new?company_id={company_id}", title="Lidt arbejde", hours_unknown="y", hours_high="4"
    )
    assert (only_order(app).hours_unknown, only_order(app).hours_high) == (False, 4.0)


def test_what_is_known_already_is_kept_at_once(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    as_user("consultant").submit(
        f"/job-orders/new?company_id={company_id}",
        title="Trappevask",
        hours_low="6",
        kind="few_paid_hours",
        tasks="- Feje\r\n- Vaske\r\n\r\nFeje",
        starts_on="2027-01-04",
        grid=["shown", "unknown", "0-0", "4-0"],
        is_idea="y",
    )
    order = only_order(app)
    assert (order.kind, order.tasks, str(order.starts_on)) == ("few_paid_hours", ["Feje", "Vaske"], "2027-01-04")
    assert (order.grid, order.state) == ([[0, 0], [4, 0]], OrderState.DRAFT)


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"title": ""}, "title", "Skriv, hvad arbejdet er"),
    ({"title": "x" * 201}, "title", "200"),
    ({"hours_low": "", "hours_high": ""}, "hours_low", "Skriv timerne, eller sæt kryds"),
    ({"hours_low": "10", "hours_high": "6"}, "hours_high", "”Til” skal være mindst"),
    ({"hours_low": "otte"}, "hours_low", "Skriv timerne som et tal"),
    ({"hours_high": "61"}, "hours_high", "mellem 0 og 60"),
    ({"starts_on": "i morgen"}, "starts_on", "dato"),
    ({"starts_on": "0026-01-01"}, "starts_on", "1900"),
    ({"kind": "slave"}, "kind", ""),
    ({"grid": ["shown", "9-9"]}, "grid", "Vælg blandt dagene"),
    ({"tasks": "x" * 201}, "tasks", "Hver linje"),
    ({"note": "Han hedder 010190-1234"}, "note", "CPR"),
]


@pytest.mark.parametrize(("typed", "field", "message"), BAD)
def test_bad_input_is_told_at_the_field_and_everything_is_kept(
    app, as_user, personas, typed: dict[str, Any], field: str, message: str
) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    good = {"title": "Trappevask", "hours_low": "6", "hours_high": "8", "tasks": "Feje opgangen", "note": "Ring først"}
    answer = as_user("consultant").submit(f"/job-orders/new?company_id={company_id}", **(good | typed))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert message in answer.text
    # What a form can't show again (a choice that is not among the choices) is no loss; everything else stands there.
    for name, value in (good | typed).items():
        assert name in ("kind", "grid") or value in answer.text, name
    assert count(app) == 0


def test_a_company_is_found_by_a_part_of_its_name(app, as_user, personas) -> None:
    _first, second = companies(app, personas, "Maler Madsen ApS", "Ærø Rengøring")
    answer = as_user("consultant").submit("/job-orders/new", company="rengoering", title="Trappevask", hours_low="6")
    assert answer.status_code == 303
    assert only_order(app).company_id == second


def test_a_company_is_found_by_its_number(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company_id = factories.make_company(session, name="Byens Bager", cvr="13585628").id
    as_user("consultant").submit("/job-orders/new", company="DK 13 58 56 28", title="Opvask", hours_low="6")
    assert only_order(app).company_id == company_id


def test_among_several_companies_one_chooses(app, as_user, personas) -> None:
    first, second = companies(app, personas, "Madsen Maler", "Madsens Multiservice")
    browser = as_user("consultant")
    answer = browser.submit("/job-orders/new", company="madsen", title="Trappevask", hours_low="6")
    assert answer.status_code == 422
    assert "Flere virksomheder passer" in answer.text
    assert f'value="{first}"' in answer.text
    assert f'value="{second}"' in answer.text
    browser.submit("/job-orders/new", company="madsen", company_id=str(second), title="Trappevask", hours_low="6")
    assert only_order(app).company_id == second


@pytest.mark.parametrize("typed", ["", "Findes Ikke", "12345678", "%", "_", "'", "ma"])
def test_a_company_that_is_not_there_is_told_at_the_field(app, as_user, personas, typed: str) -> None:
    companies(app, personas, "Maler Madsen ApS")
    answer = as_user("consultant").submit("/job-orders/new", company=typed, title="Trappevask", hours_low="6")
    assert answer.status_code == 422
    assert 'id="company-error"' in answer.text
    assert count(app) == 0


def test_a_forged_company_is_refused(app, as_user, personas) -> None:
    first, _second = companies(app, personas, "Maler Madsen", "Byens Bager")
    answer = as_user("consultant").submit(
        "/job-orders/new", company="bager", company_id=str(first), title="Trappevask", hours_low="6"
    )
    assert answer.status_code == 303
    assert only_order(app).company_id == _second


def test_a_counsellor_begins_orders_only_as_fixed_contact(app, as_user, personas) -> None:
    companies(app, personas, "Maler Madsen ApS")
    typed = {"company": "Maler Madsen", "title": "Trappevask", "hours_low": "6"}
    refused = as_user("colleague").submit("/job-orders/new", **typed)
    assert (refused.status_code, count(app)) == (422, 0)
    assert 'id="company-error"' in refused.text
    assert as_user("counsellor").submit("/job-orders/new", **typed).status_code == 303


def test_from_a_visit_the_order_belongs_to_it_and_one_may_go_back(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        visit_id = factories.make_visit(session, company=company, responsible_id=personas.id_of["consultant"]).id
        company_id = company.id
    browser = as_user("consultant")
    path = f"/job-orders/new?visit_id={visit_id}"
    back = browser.submit(path, title="Trappevask", hours_low="6", then="visit")
    assert (back.status_code, back.location) == (303, f"/visits/{visit_id}")
    assert (only_order(app).visit_id, only_order(app).company_id) == (visit_id, company_id)
    on = browser.submit(path, title="Opvask", hours_low="6")
    assert on.location.startswith("/job-orders/")
    assert f"/visits/{visit_id}" in browser.get(on.location).text


def test_a_proposed_task_is_a_draft_for_the_fixed_contact(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    answer = as_user("job_consultant").submit(
        "/job-orders/propose", company="Maler Madsen", title="Feje gården", hours_unknown="y"
    )
    order = only_order(app)
    assert answer.location == f"/job-orders/{order.id}"
    assert (order.state, order.company_id) == (OrderState.DRAFT, company_id)
    assert order.responsible_id == personas.id_of["counsellor"]
    assert as_user("job_consultant").get(answer.location).status_code == 200


def test_the_same_form_sent_twice_makes_one_order(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    browser = as_user("consultant")
    typed = {"title": "Trappevask", "hours_low": "6", "once": "the-same-key"}
    answers = [browser.submit(f"/job-orders/new?company_id={company_id}", **typed) for _ in range(3)]
    assert {answer.location for answer in answers} == {f"/job-orders/{only_order(app).id}"}
    assert count(app) == 1


def test_an_order_from_a_visit_asks_for_whom_one_met(app, as_user, personas) -> None:
    (company_id,) = companies(app, personas, "Maler Madsen ApS")
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        met = make_contact(session, company=company)
        me = personas.id_of["consultant"]
        visit = factories.make_visit(session, company=company, responsible_id=me, contact_person_id=met.id)
        met_id, visit_id = met.id, visit.id
    answer = as_user("consultant").submit(
        f"/job-orders/new?visit_id={visit_id}", title="Trappevask", hours_low="6", hours_high="8"
    )
    assert answer.status_code == 303
    assert (only_order(app).visit_id, only_order(app).contact_person_id) == (visit_id, met_id)
