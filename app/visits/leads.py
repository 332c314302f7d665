"""Where a visit leads on to: the page on which a job order, a step, a contact person or the next contact is made."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_login import current_user

from app.navigation import address_or_none
from app.permissions import allowed
from app.visits.models import Lead, Visit

PAGES: dict[Lead, tuple[str, str]] = {
    Lead.ORDER: ("orders.new", "orders.edit"),
    Lead.STEP: ("visits.new_step", "steps.edit"),
    Lead.CONTACT_PERSON: ("companies.new_contact", "contacts.edit"),
    Lead.PLANNED_CONTACT: ("wheel.new", "wheel.edit"),
}


def lead_address(visit: Visit, lead: Lead) -> str | None:
    """The page for it, filled in from the visit; None when this person's role does not open it."""
    endpoint, permission = PAGES[lead]
    if not allowed(current_user.roles, permission):
        return None
    return address_or_none(endpoint, company_id=visit.company_id, visit_id=visit.id)


def first_address(visit: Visit, ticked: Sequence[Lead]) -> str:
    """Where to go after the note: straight on when it became one thing, else to the visit's page, which lists them."""
    address = lead_address(visit, ticked[0]) if len(ticked) == 1 else None
    return address or url_for("visits.show", visit_id=visit.id)
