"""Actions on job orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import lazy_gettext as _
from app.orders import rules
from app.orders.models import JobOrder, OrderState, OrderStateChange
from app.refusals import Refused


def create_order(
    session: Session,
    *,
    company_id: int,
    actor_id: int,
    now: datetime,
    values: Mapping[str, Any],
    state: OrderState = OrderState.OPEN,
    responsible_id: int | None = None,
    visit_id: int | None = None,
) -> JobOrder:
    """A new order; its first state is dated. Who is responsible: the one among the values, else the one named here,
    else the one who registers it."""
    own = {"responsible_id": responsible_id or actor_id} | dict(values)
    order = JobOrder(company_id=company_id, visit_id=visit_id, state=state, created_at=now, updated_at=now, **own)
    order.state_changes = [OrderStateChange(at=now, user_id=actor_id, state=state)]
    session.add(order)
    session.flush()
    return order


def update_order(session: Session, order: JobOrder, *, values: Mapping[str, Any]) -> JobOrder:
    """Change what is known; the state has an action of its own, because it is dated and may have a reason."""
    for name, value in values.items():
        setattr(order, name, value)
    session.flush()
    return order


def change_state(
    session: Session, order: JobOrder, *, actor_id: int, now: datetime, state: OrderState, reason: str
) -> JobOrder:
    """Bring an order into another state, with who, when and why.

    Raises:
        Refused: the state can't follow the present one, or it needs a reason and has none.
    """
    if not rules.may_follow(order.state, state):
        raise Refused(_("The job order can't go from its present state to this one."), "state")
    if state in rules.NEED_REASON and not reason:
        raise Refused(_("Write why: the next colleague has to know it."), "reason")
    order.state = state
    session.add(OrderStateChange(job_order_id=order.id, at=now, user_id=actor_id, state=state, reason=reason))
    session.flush()
    return order


def expire_passed(session: Session, *, now: datetime, today: date) -> list[JobOrder]:
    """Let the orders expire whose last day to apply passed a fortnight ago, those with a standing need excepted.

    Called once a day. Whoever has a reason to keep one sets a new day or opens it again.
    """
    passed = today - timedelta(days=rules.EXPIRES_AFTER_DAYS)
    waiting = (JobOrder.state.in_((OrderState.OPEN, OrderState.ON_HOLD)), ~JobOrder.standing_need)
    orders = list(session.scalars(select(JobOrder).where(JobOrder.apply_by < passed, *waiting).with_for_update()))
    for order in orders:
        order.state = OrderState.EXPIRED
        session.add(OrderStateChange(job_order_id=order.id, at=now, user_id=None, state=OrderState.EXPIRED))
    session.flush()
    return orders
