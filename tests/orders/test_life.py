"""The life of an order: dated states with reasons, and copies."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app.orders.models import JobOrder, OrderState, OrderStateChange
from tests import factories
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


def test_a_copy_is_a_draft_with_the_content_and_without_the_days(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        order_id = make_full_order(session, company=company, responsible_id=personas.id_of["consultant"]).id
    browser = as_user("broker")
    address = f"/job-orders/{order_id}/copy"
    answer = browser.submit(f"/job-orders/{order_id}", to=address)
    with app.database.reading() as session:
        first, copied = session.scalars(select(JobOrder).order_by(JobOrder.id)).all()
    assert (answer.status_code, answer.location) == (303, f"/job-orders/{copied.id}/edit")
    content = [name for name in FULL if name not in ("starts_on", "apply_by")]
    assert {name: getattr(copied, name) for name in content} == {name: FULL[name] for name in content}
    assert (copied.state, copied.starts_on, copied.apply_by) == (OrderState.DRAFT, None, None)
    assert (copied.company_id, copied.responsible_id) == (first.company_id, personas.id_of["broker"])
    assert copied.uid != first.uid
    assert browser.get(answer.location).status_code == 200


def test_the_copy_button_pressed_twice_makes_one_copy(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user("broker")
    for _ in range(2):
        browser.submit(f"/job-orders/{order_id}", to=f"/job-orders/{order_id}/copy", once="one-press")
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(JobOrder)) == 2


def test_a_copy_of_a_page_that_is_old_is_refused(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user("broker")
    answer = browser.submit(f"/job-orders/{order_id}", to=f"/job-orders/{order_id}/copy", version="7")
    assert answer.status_code == 409
