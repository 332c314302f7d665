"""Reads of companies; a look-up is at the same time the permission to see."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CTE, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app.accounts.models import Organisation, OrganisationKind, User
from app.companies.models import (
    Company,
    CompanyWarning,
    ContactPerson,
    Contribution,
    ContributionKind,
    StageChange,
    SupplierRelation,
)
from app.db import is_writing


def get_company_for(session: Session, user: User, company_id: int) -> Company:
    """The company, if this user may know of it; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Company).where(Company.id == company_id).options(joinedload(Company.fixed_contact))
    return _found(session, query.with_for_update(of=Company) if is_writing(session) else query)


def get_company_page_for(session: Session, user: User, company_id: int) -> Company:
    """The same look-up, with everything that the company's page shows of the company itself."""
    options = (
        joinedload(Company.fixed_contact),
        joinedload(Company.own_operation_of),
        selectinload(Company.contacts),
        selectinload(Company.suppliers).joinedload(SupplierRelation.organisation),
        selectinload(Company.contributions),
        selectinload(Company.stage_changes).joinedload(StageChange.user),
    )
    return _found(session, select(Company).where(Company.id == company_id).options(*options))


def get_contact_for(session: Session, company: Company, contact_id: int) -> ContactPerson:
    """A contact person of a company that was looked up (and locked) first: one order of locks for everybody."""
    query = select(ContactPerson).where(ContactPerson.id == contact_id, ContactPerson.company_id == company.id)
    contact = session.scalar(query)
    if contact is None:
        raise NotFound
    return contact


def get_warning_for(session: Session, company: Company, warning_id: int) -> CompanyWarning | None:
    """A warning about a company that was looked up (and locked) first."""
    query = select(CompanyWarning).where(CompanyWarning.id == warning_id, CompanyWarning.company_id == company.id)
    return session.scalar(query)


def contributions_of(session: Session, company: Company) -> dict[ContributionKind, Contribution]:
    """What the company has answered, by way of contributing."""
    rows = session.scalars(select(Contribution).where(Contribution.company_id == company.id))
    return {row.kind: row for row in rows}


def suppliers_of(session: Session, company: Company) -> dict[int, SupplierRelation]:
    """The company's supplier relations by the housing association's id."""
    rows = session.scalars(select(SupplierRelation).where(SupplierRelation.company_id == company.id))
    return {row.organisation_id: row for row in rows}


def contacts_of(session: Session, company: Company) -> list[ContactPerson]:
    """The company's contact persons, also those who left."""
    return list(session.scalars(select(ContactPerson).where(ContactPerson.company_id == company.id)))


def industries_in_use() -> CTE:
    """The industries as `name`, and one None at their end: read by leaps along the index, not company by company."""
    least = func.min(Company.industry)
    leap = select(least.label("name")).where(Company.industry > "").cte("industries", recursive=True)
    following = select(least).where(Company.industry > leap.c.name).scalar_subquery()
    return leap.union_all(select(following).where(leap.c.name.is_not(None)))


def industries(session: Session) -> list[str]:
    """The industries in use, for choosing among."""
    name = industries_in_use().c.name
    return list(session.scalars(select(name).where(name.is_not(None)).order_by(name)))


def housing_associations(session: Session, *, also: Iterable[int] = ()) -> list[Organisation]:
    """Those who buy from suppliers: active ones, and `also` those (by id) that a company already stands beside."""
    kind = OrganisationKind.HOUSING_ASSOCIATION
    chosen = (Organisation.kind == kind) & Organisation.active | Organisation.id.in_(list(also))
    return list(session.scalars(select(Organisation).where(chosen).order_by(Organisation.name)))


def number_of_suppliers(session: Session, organisation_id: int) -> int:
    """How many companies a housing association buys from."""
    query = select(func.count()).where(SupplierRelation.organisation_id == organisation_id)
    return session.scalar(query) or 0


def _found(session: Session, query: Select[Company]) -> Company:
    company = session.scalar(query)
    if company is None:
        raise NotFound
    return company
