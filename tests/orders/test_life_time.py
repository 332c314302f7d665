"""How long an order was open, and orders that expire by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.history import record
from app.orders.life import Life, life_of
from app.orders.models import JobOrder, OrderState, OrderStateChange
from app.orders.services import expire_passed
from tests import factories
from tests.orders.factories import make_full_order, prepared

DRAFT, OPEN, ON_HOLD, FILLED = OrderState.DRAFT, OrderState.OPEN, OrderState.ON_HOLD, OrderState.FILLED
WITHDRAWN = OrderState.WITHDRAWN
TODAY = date(2026, 11, 24)


def on(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("steps", "life", "days"),
    [
        ([], Life(), None),
        ([(on(1), DRAFT)], Life(), None),
        ([(on(1), DRAFT), (on(4), OPEN)], Life(on(4)), 20),
        ([(on(4), OPEN), (on(10), ON_HOLD), (on(12), OPEN)], Life(on(4)), 20),
        ([(on(4), OPEN), (on(16), FILLED)], Life(on(4), on(16)), 12),
        ([(on(4), OPEN), (on(4), FILLED)], Life(on(4), on(4)), 0),
        ([(on(1), OPEN), (on(5), FILLED), (on(20), OPEN)], Life(on(20)), 4),
        ([(on(1), OPEN), (on(5), WITHDRAWN), (on(20), OPEN), (on(22), FILLED)], Life(on(20), on(22)), 2),
    ],
)
def test_the_days_are_counted_from_the_last_opening(steps, life: Life, days: int | None) -> None:
    assert life_of(steps) == life
    assert life.days(TODAY) == days


def test_a_filled_order_says_after_how_many_days(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    with app.database.transaction() as session:
        for day, state in ((2, OPEN), (14, FILLED)):
            at = factories.NOW.replace(day=day)
            session.add(OrderStateChange(job_order_id=order_id, at=at, state=state))
        session.get_one(JobOrder, order_id).state = FILLED
    browser = as_user("manager")
    assert "Besat efter 12 dage" in browser.get(f"/job-orders/{order_id}").text
    assert "Besat efter 12 dage" in browser.get("/job-orders?state=filled").text


def test_orders_expire_a_fortnight_after_the_last_day_to_apply(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        plans = {
            "Længe siden": {"apply_by": on(9)},
            "På pause": {"apply_by": on(9), "state": ON_HOLD},
            "For to uger siden": {"apply_by": on(10)},
            "Løbende": {"apply_by": on(9), "standing_need": True},
            "Uden frist": {"apply_by": None},
            "Kladde": {"apply_by": on(9), "state": DRAFT},
        }
        person = personas.id_of["consultant"]
        for title, values in plans.items():
            make_full_order(session, company=company, responsible_id=person, title=title, **values)
    for expected in (["Længe siden", "På pause"], []):
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=factories.NOW)
            expired = expire_passed(session, now=factories.NOW, today=TODAY)
            assert sorted(order.title for order in expired) == expected
    with app.database.reading() as session:
        over = session.scalars(select(JobOrder).where(JobOrder.state == OrderState.EXPIRED)).all()
        assert sorted(order.title for order in over) == ["Længe siden", "På pause"]
    page = as_user("consultant").get(f"/job-orders/{over[0].id}").text
    assert "Af sig selv: ansøgningsfristen var gået." in page
