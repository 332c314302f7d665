"""Reads of companies; a look-up is at the same time the permission to see."""

from __future__ import annotations

from rapidfuzz import fuzz, process
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload
from werkzeug.exceptions import NotFound

from app.accounts.models import Organisation, OrganisationKind, User
from app.companies.models import Company, ContactPerson, StageChange, SupplierRelation
from app.companies.rules import folded
from app.db import is_writing

SIMILAR_ENOUGH = 86


def get_company_for(session: Session, user: User, company_id: int) -> Company:
    """The company, if this user may know of it; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Company).where(Company.id == company_id).options(selectinload(Company.fixed_contact))
    company = session.scalar(query.with_for_update(of=Company) if is_writing(session) else query)
    if company is None:
        raise NotFound
    return company


def get_contact_for(session: Session, user: User, contact_id: int) -> ContactPerson:
    """A contact person of a company that the user may know of."""
    query = select(ContactPerson).where(ContactPerson.id == contact_id).options(selectinload(ContactPerson.company))
    contact = session.scalar(query.with_for_update(of=ContactPerson) if is_writing(session) else query)
    if contact is None:
        raise NotFound
    return contact


def company_list(
    *, text: str = "", stage: str = "", industry: str = "", mine: int | None = None
) -> Select[tuple[Company]]:
    """The list of companies with its filters."""
    query = select(Company).options(selectinload(Company.fixed_contact))
    if text:
        digits = "".join(character for character in text if character.isdigit())
        pattern = f"%{folded(text)}%"
        query = query.where(or_(Company.folded_name.like(pattern), Company.cvr == (digits or None)))
    if stage:
        query = query.where(Company.stage == stage)
    if industry:
        query = query.where(Company.industry == industry)
    return query.where(Company.fixed_contact_id == mine) if mine else query


def with_details(session: Session, company: Company) -> Company:
    """The same company with everything its page shows."""
    options = (
        selectinload(Company.fixed_contact),
        selectinload(Company.own_operation_of),
        selectinload(Company.contacts),
        selectinload(Company.suppliers).selectinload(SupplierRelation.organisation),
        selectinload(Company.contributions),
        selectinload(Company.stage_changes).selectinload(StageChange.user),
    )
    query = select(Company).where(Company.id == company.id).options(*options)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def similar_companies(session: Session, *, name: str, cvr: str | None = None, but: int | None = None) -> list[Company]:
    """Companies with the same number or a name like this one, likest first: so that no double is made unknowingly."""
    rows = session.execute(select(Company.id, Company.folded_name)).all()
    wanted = folded(name)
    found = process.extract(
        wanted,
        {row.id: row.folded_name for row in rows},
        scorer=fuzz.token_sort_ratio,
        score_cutoff=SIMILAR_ENOUGH,
        limit=5,
    )
    ids = [company_id for _name, _score, company_id in found]
    query = select(Company).where(or_(Company.id.in_(ids), Company.cvr == cvr) if cvr else Company.id.in_(ids))
    place = {company_id: position for position, company_id in enumerate(ids)}
    companies = [company for company in session.scalars(query) if company.id != but]
    return sorted(companies, key=lambda company: (company.cvr != cvr or cvr is None, place.get(company.id, 99)))


def industries(session: Session) -> list[str]:
    """The industries in use, for choosing among."""
    return list(
        session.scalars(select(Company.industry).where(Company.industry != "").distinct().order_by(Company.industry))
    )


def housing_associations(session: Session) -> list[Organisation]:
    """Those who buy from suppliers."""
    kind = OrganisationKind.HOUSING_ASSOCIATION
    return list(session.scalars(select(Organisation).where(Organisation.kind == kind).order_by(Organisation.name)))
