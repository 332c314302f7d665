"""The list of companies as a sheet: its columns, and its rows read a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.companies import labels, listing
from app.companies.listed import last_contacts
from app.companies.models import Answer, Company, ContactPerson, SupplierRelation
from app.display import phone
from app.i18n import lazy_gettext as _
from app.sheets.writing import Column

MOST_ROWS, AT_ONCE = 20_000, 500


@dataclass(frozen=True)
class SheetRow:
    """A company with what stands beside it in the sheet."""

    company: Company
    person: ContactPerson | None
    last_contact: date | None


def is_too_long(session: Session, query: Select[Company]) -> bool:
    """Whether the list has more companies than a sheet holds."""
    ids = query.with_only_columns(Company.id).order_by(None).limit(MOST_ROWS + 1)
    return (session.scalar(select(func.count()).select_from(ids.subquery())) or 0) > MOST_ROWS


def rows_of(session: Session, query: Select[Company]) -> Iterator[SheetRow]:
    """The list's rows in its order; six queries for each five hundred."""
    ids = session.scalars(query.with_only_columns(Company.id).limit(MOST_ROWS)).all()
    for first in range(0, len(ids), AT_ONCE):
        wanted = ids[first : first + AT_ONCE]
        loaded = {company.id: company for company in session.scalars(_whole().where(Company.id.in_(wanted)))}
        contacted = last_contacts(session, wanted)
        for company_id in wanted:
            if company_id in loaded:
                company = loaded[company_id]
                yield SheetRow(company, _person(company), contacted.get(company_id))
        session.expunge_all()


def _whole() -> Select[Company]:
    return select(Company).options(
        joinedload(Company.fixed_contact),
        selectinload(Company.contacts),
        selectinload(Company.contributions),
        selectinload(Company.suppliers).joinedload(SupplierRelation.organisation),
    )


def _person(company: Company) -> ContactPerson | None:
    here = [person for person in company.contacts if person.left_on is None]
    return next((person for person in here if person.is_fixed), here[0] if here else None)


def _contributes(company: Company) -> str:
    given = {row.kind for row in company.contributions if row.answer == Answer.YES}
    return ", ".join(str(label) for kind, label in labels.CONTRIBUTIONS.items() if kind in given)


COLUMNS: list[Column[SheetRow]] = [
    Column(_("Company"), lambda row: row.company.name),
    Column(_("CVR number"), lambda row: row.company.cvr),
    Column(_("Industry"), lambda row: row.company.industry),
    Column(_("Street and number"), lambda row: row.company.street),
    Column(_("Postal code"), lambda row: row.company.postal_code),
    Column(_("Town"), lambda row: row.company.city),
    Column(_("Telephone"), lambda row: phone(row.company.phone)),
    Column(_("E-mail"), lambda row: row.company.email),
    Column(_("Website"), lambda row: row.company.website),
    Column(_("Employees"), lambda row: row.company.employees),
    Column(_("Relation"), lambda row: labels.STAGES[row.company.stage]),
    Column(_("Our fixed contact"), lambda row: row.company.fixed_contact and row.company.fixed_contact.name),
    Column(_("Last contact"), lambda row: row.last_contact),
    Column(_("Contact person"), lambda row: row.person and row.person.name),
    Column(_("Contact person's telephone"), lambda row: row.person and phone(row.person.phone)),
    Column(_("Contact person's e-mail"), lambda row: row.person and row.person.email),
    Column(_("Contributes with"), lambda row: _contributes(row.company)),
    Column(_("Supplier of"), lambda row: ", ".join(sorted(s.organisation.name for s in row.company.suppliers))),
    Column(_("Marks"), lambda row: listing.MARKS - row.company.marks_missing),
]
