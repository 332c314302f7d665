"""The list of companies: its filters as they stand in the address, and the query that they make."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.datastructures import MultiDict

from app import clock
from app.accounts.models import Organisation
from app.companies import labels
from app.companies.models import (
    Answer,
    Company,
    ContactPerson,
    Contribution,
    ContributionKind,
    Stage,
    SupplierRelation,
)
from app.companies.rules import folded
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

LONGEST_SEARCH = 100
FEWEST_DIGITS = 3
SORTS = {"name": Company.folded_name, "city": Company.city, "stage": Company.stage, "industry": Company.industry}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; unknown values in the address narrow nothing."""

    text: str = ""
    stage: Stage | None = None
    industry: str = ""
    contribution: ContributionKind | None = None
    supplier_of: int | None = None
    mine: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return self != Filters()


@dataclass(frozen=True)
class Options:
    """What can be chosen in each filter: values with their names."""

    stages: list[tuple[str, Any]]
    industries: list[tuple[str, str]]
    contributions: list[tuple[str, Any]]
    associations: list[tuple[int, str]]

    @classmethod
    def of(cls, industries: Collection[str], associations: Collection[Organisation]) -> Options:
        """The choices for these industries and housing associations."""
        return cls(
            stages=[(stage.value, label) for stage, label in labels.STAGES.items()],
            industries=[(name, name) for name in industries],
            contributions=[(kind.value, label) for kind, label in labels.CONTRIBUTIONS.items()],
            associations=[(place.id, place.name) for place in associations],
        )


def filters_of(arguments: MultiDict[str, str], industries: Collection[str]) -> Filters:
    """The filters of an address."""
    industry = arguments.get("industry", "")
    return Filters(
        text=arguments.get("q", "").strip()[:LONGEST_SEARCH],
        stage=arguments.get("stage", None, type=Stage),
        industry=industry if industry in industries else "",
        contribution=arguments.get("contribution", None, type=ContributionKind),
        supplier_of=arguments.get("supplier", None, type=_row_id),
        mine=arguments.get("mine") == "1",
    )


def company_list(filters: Filters, *, user_id: int) -> Select[Company]:
    """The companies that fit all filters; `mine` are those where the user is our fixed contact."""
    query = select(Company).options(joinedload(Company.fixed_contact)).where(*_text_conditions(filters.text))
    if filters.stage:
        query = query.where(Company.stage == filters.stage)
    if filters.industry:
        query = query.where(Company.industry == filters.industry)
    if filters.mine:
        query = query.where(Company.fixed_contact_id == user_id)
    if filters.contribution:
        query = query.where(_contributes(filters.contribution))
    if filters.supplier_of:
        query = query.where(_supplies(filters.supplier_of))
    return query


def last_contacts(session: Session, company_ids: Collection[int]) -> dict[int, date]:
    """The day of each company's latest contact that was held. Two queries, however many companies."""
    visits = select(Visit.company_id, func.max(Visit.starts_at)).where(
        Visit.company_id.in_(company_ids), Visit.state == VisitState.HELD
    )
    planned = select(PlannedContact.company_id, func.max(PlannedContact.on_date)).where(
        PlannedContact.company_id.in_(company_ids), PlannedContact.state == PlannedState.HELD
    )
    latest = {row[0]: clock.local_day(row[1]) for row in session.execute(visits.group_by(Visit.company_id))}
    for company_id, on_date in session.execute(planned.group_by(PlannedContact.company_id)):
        latest[company_id] = max(on_date, latest.get(company_id, on_date))
    return latest


def _row_id(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


def _text_conditions(text: str) -> list[ColumnElement[bool]]:
    digits = "".join(character for character in text if character in "0123456789")
    letters = [c for c in text.casefold().removeprefix("cvr").strip(": ").removeprefix("dk") if c.isalpha()]
    if len(digits) >= FEWEST_DIGITS and not letters:
        return [_has_number(digits.removeprefix("00"))]
    # Each word must occur, in any order; the folded words hold no wildcard characters.
    return [Company.folded_name.contains(word) for word in folded(text).split()]


def _has_number(digits: str) -> ColumnElement[bool]:
    at_a_person = exists().where(ContactPerson.company_id == Company.id, ContactPerson.phone.contains(digits))
    return or_(
        Company.cvr.contains(digits),
        Company.phone.contains(digits),
        Company.folded_name.contains(digits),
        at_a_person,
    )


def _contributes(kind: ContributionKind) -> ColumnElement[bool]:
    return exists().where(
        Contribution.company_id == Company.id, Contribution.kind == kind, Contribution.answer != Answer.NO
    )


def _supplies(organisation_id: int) -> ColumnElement[bool]:
    return exists().where(
        SupplierRelation.company_id == Company.id, SupplierRelation.organisation_id == organisation_id
    )
