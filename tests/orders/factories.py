"""Small makers for tests of job orders."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.companies.models import Company, ContactPerson
from app.orders.models import EmploymentKind, JobOrder
from app.web import Jobloft
from tests import factories
from tests.factories import NOW, Personas


def make_contact(session: Session, company: Company, **over: Any) -> ContactPerson:
    """A contact person."""
    contact = ContactPerson(company_id=company.id, **({"name": "Bente Madsen", "updated_at": NOW} | over))
    session.add(contact)
    session.flush()
    return contact


# Everything that the checklist asks for, so that nothing is left to ask.
FULL: dict[str, Any] = {
    "kind": EmploymentKind.FEW_PAID_HOURS,
    "tasks": ["Feje og vaske trapper", "Pudse ruder i opgangen"],
    "required": ["Kan cykle mellem blokkene"],
    "desirable": ["Har prøvet rengøring før"],
    "personal_skills": ["Arbejder godt alene"],
    "certificates": ["Kørekort B"],
    "hours_grow_to": 15.0,
    "hours_grow_weeks": 12,
    "grid": [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]],
    "starts_on": date(2027, 1, 4),
    "apply_by": date(2026, 12, 11),
    "street": "Vestergade 1",
    "postal_code": "8800",
    "city": "Viborg",
    "danish_level": 2,
    "demands": ["lifting", "outdoors"],
    "criminal_record_check": False,
    "priority_access": True,
    "pay": "145 kr. i timen",
    "collective_agreement": "Serviceoverenskomsten",
    "how_to_apply": "Ring til Bente mellem kl. 8 og 10",
}


def make_full_order(session: Session, *, company: Company, responsible_id: int, **over: Any) -> JobOrder:
    """An order of which everything is known."""
    contact = make_contact(session, company, phone="+4586123456", job_title="Driftsleder")
    values = FULL | {"contact_person_id": contact.id} | over
    return factories.make_order(session, company=company, responsible_id=responsible_id, **values)


def prepared(app: Jobloft, personas: Personas, **over: Any) -> tuple[int, int]:
    """A committed company (fixed contact: the counsellor) with one order: their ids."""
    with app.database.transaction() as session:
        company = factories.make_company(session, fixed_contact_id=personas.id_of["counsellor"])
        order = factories.make_order(
            session, company=company, responsible_id=personas.id_of["consultant"], **({"positions": 1} | over)
        )
        return company.id, order.id
