"""Ties visits to the planned contacts that they fulfil: a visit that was held ticks off the wheel by itself."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.visits.models import Visit
from app.wheel import rules
from app.wheel.models import PlannedContact, PlannedState


def link(session: Session, contact: PlannedContact, visit: Visit) -> None:
    """The visit is what the planned contact becomes; the contact stays planned until the visit is held."""
    contact.visit_id = visit.id
    session.flush()


def fulfil(session: Session, visit: Visit) -> PlannedContact | None:
    """Mark as held the contact that was planned into the visit, else the nearest planned one; None without any."""
    waiting = _planned(session, visit)
    linked = [contact for contact in waiting if contact.visit_id == visit.id]
    near = [contact for contact in waiting if contact.visit_id is None and rules.is_fulfilled_by(contact, visit)]
    day = clock.local_day(visit.starts_at)
    chosen = linked or sorted(near, key=lambda contact: (abs(rules.middle_day(contact) - day), contact.id))
    if not chosen:
        return None
    chosen[0].state, chosen[0].visit_id = PlannedState.HELD, visit.id
    session.flush()
    return chosen[0]


def take_back(session: Session, visit: Visit) -> None:
    """The visit was not held after all: its contacts are planned again, still to be this visit."""
    for contact in _of_visit(session, visit):
        if contact.state == PlannedState.HELD:
            contact.state = PlannedState.PLANNED
    session.flush()


def let_go(session: Session, visit: Visit) -> None:
    """The visit is cancelled: what was to become it waits in the wheel for another."""
    for contact in _of_visit(session, visit):
        if contact.state == PlannedState.PLANNED:
            contact.visit_id = None
            contact.sequence += 1
    session.flush()


def _planned(session: Session, visit: Visit) -> list[PlannedContact]:
    query = select(PlannedContact).where(
        PlannedContact.company_id == visit.company_id, PlannedContact.state == PlannedState.PLANNED
    )
    return list(session.scalars(query.order_by(PlannedContact.id).with_for_update()))


def _of_visit(session: Session, visit: Visit) -> list[PlannedContact]:
    query = select(PlannedContact).where(PlannedContact.visit_id == visit.id)
    return list(session.scalars(query.order_by(PlannedContact.id).with_for_update()))
