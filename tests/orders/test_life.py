"""The life of an order: dated states with reasons, and copies."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.companies.models import ContactPerson
from app.orders.models import JobOrder, OrderState, OrderStateChange
from tests import factories
from tests.factories import NOW
from tests.orders.factories import FULL, make_full_order, prepared


def state_of(app, order_id: int) -> OrderState:
    with app.database.reading() as session:
        return session.get_one(JobOrder, order_id).state


def test_a_state_is_changed_with_who_when_and_why(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user("broker")
    answer = browser.submit(f"/job-orders/{order_id}/state", state="on_hold", reason="Nok at vælge imellem")
    assert (answer.status_code, answer.location) == (303, f"/job-orders/{order_id}")
    with app.database.reading() as session:
        change = session.scalars(select(OrderStateChange)).one()
        assert (change.state, change.reason) == (OrderState.ON_HOLD, "Nok at vælge imellem")
        assert (change.user_id, change.at) == (personas.id_of["broker"], factories.NOW)
    page = browser.get(answer.location).text
    assert [text for text in ("På pause", "Nok at vælge imellem", "Navn broker") if text not in page] == []


@pytest.mark.parametrize("state", ["on_hold", "withdrawn"])
def test_waiting_and_withdrawing_need_a_reason(app, as_user, personas, state: str) -> None:
    _company_id, order_id = prepared(app, personas)
    answer = as_user("consultant").submit(f"/job-orders/{order_id}/state", state=state, reason=" ")
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert re.search(rf'<input checked [^>]*value="{state}"', answer.text)
    assert state_of(app, order_id) == OrderState.OPEN


@pytest.mark.parametrize("state", ["draft", "open", "sold", ""])
def test_a_state_that_can_not_follow_is_refused(app, as_user, personas, state: str) -> None:
    _company_id, order_id = prepared(app, personas)
    answer = as_user("consultant").submit(f"/job-orders/{order_id}/state", state=state, reason="x")
    assert answer.status_code == 422
    assert 'id="state-error"' in answer.text
    assert state_of(app, order_id) == OrderState.OPEN


def test_a_filled_order_can_open_again(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas, state=OrderState.FILLED)
    assert as_user("consultant").submit(f"/job-orders/{order_id}/state", state="open").status_code == 303
    assert state_of(app, order_id) == OrderState.OPEN


def test_of_two_who_change_the_state_the_second_is_told(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    path = f"/job-orders/{order_id}/state"
    as_user("broker").submit(path, state="on_hold", reason="Venter")
    stale = as_user("consultant").submit(path, version="1", state="filled", reason="Fatima begyndte")
    assert stale.status_code == 409
    assert "Fatima begyndte" in stale.text
    assert "På pause" in stale.text
    assert state_of(app, order_id) == OrderState.ON_HOLD


def orders_of(app) -> list[JobOrder]:
    """All orders, the first one first."""
    with app.database.reading() as session:
        return list(session.scalars(select(JobOrder).order_by(JobOrder.id)))


def test_a_copy_begins_with_the_content_without_the_days_and_is_kept_when_it_is_saved(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        order_id = make_full_order(session, company=company, responsible_id=personas.id_of["consultant"]).id
    browser = as_user("broker")
    address = f"/job-orders/{order_id}/copy"
    assert f'href="{address}"' in browser.get(f"/job-orders/{order_id}").text
    assert browser.get(address).status_code == 200
    assert len(orders_of(app)) == 1
    for _twice in range(2):
        answer = browser.submit(address, title="Næste sæson", once="one-press")
    first, copied = orders_of(app)
    assert (answer.status_code, answer.location) == (303, f"/job-orders/{copied.id}")
    content = [name for name in FULL if name not in ("title", "starts_on", "apply_by")]
    assert {name: getattr(copied, name) for name in content} == {name: FULL[name] for name in content}
    assert (copied.title, copied.state, copied.starts_on, copied.apply_by) == (
        "Næste sæson",
        OrderState.OPEN,
        None,
        None,
    )
    assert (copied.company_id, copied.responsible_id) == (first.company_id, personas.id_of["broker"])
    assert (first.title == copied.title, copied.uid == first.uid) == (False, False)


def test_a_copy_can_begin_as_a_draft_and_has_nobody_who_left_as_its_contact(app, as_user, personas) -> None:
    company_id, order_id = prepared(app, personas)
    with app.database.transaction() as session:
        contact = ContactPerson(company_id=company_id, name="Bente Bort", left_on=date(2026, 1, 5), updated_at=NOW)
        session.add(contact)
        session.flush()
        session.get_one(JobOrder, order_id).contact_person_id = contact.id
    browser = as_user("broker")
    assert "Bente Bort" not in browser.get(f"/job-orders/{order_id}/copy").text
    assert browser.submit(f"/job-orders/{order_id}/copy", title="").status_code == 422
    assert browser.submit(f"/job-orders/{order_id}/copy", is_idea="y").status_code == 303
    assert [(one.state, one.contact_person_id) for one in orders_of(app)][1:] == [(OrderState.DRAFT, None)]
