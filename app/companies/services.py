"""Actions on companies, their contact persons, contributions and supplier relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.companies import doubles, queries
from app.companies.doubles import Doubles, Lookalike
from app.companies.models import (
    Answer,
    Company,
    ContactPerson,
    Contribution,
    ContributionKind,
    Stage,
    StageChange,
    SupplierRelation,
)
from app.companies.rules import folded, has_left, needs_reason
from app.i18n import lazy_gettext as _
from app.refusals import Refused


@dataclass(frozen=True)
class GivenAnswer:
    """A company's answer to one way of contributing."""

    answer: Answer
    how_often: str = ""
    extent: str = ""


@dataclass(frozen=True)
class Agreement:
    """What is known of a housing association buying from the company."""

    organisation_id: int
    social_clauses: bool = False
    ends_on: date | None = None
    supplier_number: str = ""


def register_company(
    session: Session, *, actor_id: int, now: datetime, values: Mapping[str, Any], found: Doubles, confirmed: bool
) -> Company:
    """A new company, unless one has its number, or has a name like it and nobody has said that it is another.

    Raises:
        Refused: it is registered already, or may be.
    """
    if found.same_number:
        raise _number_taken(found.same_number)
    if found.similar and not confirmed:
        raise Refused(_("Look at the companies with a similar name first."), "confirmed")
    return create_company(session, actor_id=actor_id, now=now, values=values)


def create_company(session: Session, *, actor_id: int | None, now: datetime, values: Mapping[str, Any]) -> Company:
    """A new company at the stage that the form says; its first stage is dated."""
    company = Company(**values, folded_name=folded(values["name"]), created_at=now, updated_at=now)
    company.stage = company.stage or Stage.CANDIDATE
    company.stage_changes = [StageChange(at=now, user_id=actor_id, stage=company.stage)]
    session.add(company)
    session.flush()
    return company


def update_company(session: Session, company: Company, *, values: Mapping[str, Any]) -> Company:
    """Change facts; the stage has an action of its own, because it is dated and may have a reason.

    Raises:
        Refused: another company has the CVR number.
    """
    other = doubles.with_number(session, values.get("cvr"), but=company.id)
    if other:
        raise _number_taken(other)
    for name, value in values.items():
        setattr(company, name, value)
    company.folded_name = folded(company.name)
    session.flush()
    return company


def change_stage(
    session: Session, company: Company, *, actor_id: int, now: datetime, stage: Stage, reason: str
) -> Company:
    """Move the relation to another stage, with who, when and why.

    Raises:
        Refused: it stands there already, or the stage asks for a reason.
    """
    if stage == company.stage:
        raise Refused(_("The relation already stands there. Choose another."), "stage")
    if needs_reason(stage) and not reason:
        raise Refused(_("Write why, so that the next colleague knows."), "reason")
    company.stage = stage
    session.add(StageChange(company_id=company.id, at=now, user_id=actor_id, stage=stage, reason=reason))
    session.flush()
    return company


def save_contact(
    session: Session, company: Company, contact: ContactPerson | None, *, now: datetime, values: Mapping[str, Any]
) -> ContactPerson:
    """A new contact person or a changed one; a new fixed contact takes over from the one before.

    Raises:
        Refused: someone who has left can't be the fixed contact.
    """
    saved = contact or ContactPerson(company_id=company.id, updated_at=now)
    for name, value in values.items():
        setattr(saved, name, value)
    if saved.is_fixed and has_left(saved, now.date()):
        raise Refused(_("Someone who has left can't be the fixed contact."), "is_fixed")
    if saved.is_fixed:
        _release_fixed(session, company, saved)
    session.add(saved)
    session.flush()
    return saved


def set_contributions(
    session: Session, company: Company, *, now: datetime, answers: Mapping[ContributionKind, GivenAnswer]
) -> Company:
    """What the company has said to each way of contributing; a way without an answer has not been asked."""
    known = queries.contributions_of(session, company)
    for kind, row in known.items():
        if kind not in answers:
            session.delete(row)
    for kind, given in answers.items():
        row = known.get(kind) or Contribution(company_id=company.id, kind=kind)
        row.answer, row.how_often, row.extent = given.answer, given.how_often, given.extent
        session.add(row)
    return _touched(session, company, now)


def set_suppliers(session: Session, company: Company, *, now: datetime, agreements: Iterable[Agreement]) -> Company:
    """Which housing associations buy from the company, and on what agreement."""
    known = queries.suppliers_of(session, company)
    wanted = {agreement.organisation_id: agreement for agreement in agreements}
    for organisation_id, row in known.items():
        if organisation_id not in wanted:
            session.delete(row)
    for organisation_id, agreement in wanted.items():
        row = known.get(organisation_id) or SupplierRelation(company_id=company.id, organisation_id=organisation_id)
        row.social_clauses, row.agreement_ends_on = agreement.social_clauses, agreement.ends_on
        row.supplier_number = agreement.supplier_number
        session.add(row)
    return _touched(session, company, now)


def _release_fixed(session: Session, company: Company, but: ContactPerson) -> None:
    for other in queries.contacts_of(session, company):
        if other is not but and other.is_fixed:
            other.is_fixed = False


def _touched(session: Session, company: Company, now: datetime) -> Company:
    # The rows below have no version of their own: the company's rises, so that a stale form of them is noticed.
    company.updated_at = now
    flag_modified(company, "updated_at")
    session.flush()
    return company


def _number_taken(other: Lookalike) -> Refused:
    return Refused(_("%(name)s is registered with this CVR number.", name=other.name), "cvr")
