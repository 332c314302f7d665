"""Makers of planned contacts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.companies.models import Company
from app.visits.models import Way
from app.web import Jobloft
from app.wheel.models import PlannedContact
from tests.factories import NOW

# Monday of week 50: three weeks after the day on which tests are run.
WEEK_50 = date(2026, 12, 7)


def make_contact(session: Session, *, company: Company, responsible_id: int, **over: Any) -> PlannedContact:
    """A call in week 50."""
    values = {
        "on_date": WEEK_50,
        "way": Way.CALL,
        "purpose": "Spørg om sommerafløsere",
        "created_at": NOW,
        "updated_at": NOW,
    } | over
    contact = PlannedContact(company_id=company.id, responsible_id=responsible_id, **values)
    session.add(contact)
    session.flush()
    return contact


def contact_in_memory(**over: Any) -> PlannedContact:
    """A contact that no database knows, for pure rules."""
    values = {"id": 1, "on_date": WEEK_50, "whole_week": True, "state": "planned", "responsible_id": 1} | over
    return PlannedContact(**values)


def kept(app: Jobloft) -> list[PlannedContact]:
    """All contacts by id."""
    with app.database.reading() as session:
        return list(session.scalars(select(PlannedContact).order_by(PlannedContact.id)))


def only(app: Jobloft) -> PlannedContact:
    """The one contact that there is."""
    (contact,) = kept(app)
    return contact
