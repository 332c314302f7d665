"""The list of companies: its filters as they stand in the address, and the query that they make."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, or_, select, union
from werkzeug.datastructures import MultiDict

from app import clock
from app.companies.models import (
    Answer,
    Company,
    CompanyWarning,
    ContactPerson,
    Contribution,
    ContributionKind,
    Stage,
    SupplierRelation,
)
from app.paging import Sorting
from app.search.finding import held, holding
from app.search.lexicon import Lexicon
from app.search.models import Found
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

LONGEST_SEARCH = 100
FEWEST_DIGITS = 3
SORTS = {
    "name": Company.folded_name,
    "city": Company.city,
    "stage": Company.stage,
    "industry": Company.industry,
    "start": Company.marks_missing,
}
MARKS = 3
NOBODY = "nobody"
# What stands in the address, apart from sorting and the page: kept when a filter is saved, taken along by sheets.
KEYS = ("q", "stage", "industry", "contribution", "supplier", "mine", "owner", "area", "untouched", "marks", "warning")


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; unknown values in the address narrow nothing."""

    text: str = ""
    stage: Stage | None = None
    industry: str = ""
    contribution: ContributionKind | None = None
    supplier_of: int | None = None
    mine: bool = False
    # Our fixed contact: a person's id, 0 for nobody.
    owner: int | None = None
    # The beginning of a postal code, or a town.
    area: str = ""
    # No contact was held on this day or later.
    untouched: date | None = None
    # At least so many of the three marks.
    marks: int = 0
    warning: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return self != Filters()

    @property
    def more(self) -> bool:
        """Whether anything is chosen that stands behind "More filters"."""
        return self != Filters(text=self.text, stage=self.stage, mine=self.mine)

    @property
    def starts(self) -> bool:
        """Whether the list asks whom to start with: possible companies come in the order of their marks."""
        return self.stage == Stage.CANDIDATE


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
        owner=0 if arguments.get("owner") == NOBODY else arguments.get("owner", None, type=_row_id),
        area=arguments.get("area", "").strip()[:LONGEST_SEARCH],
        untouched=arguments.get("untouched", None, type=_day),
        marks=min(max(arguments.get("marks", 0, type=int), 0), MARKS),
        warning=arguments.get("warning") == "1",
    )


@dataclass(frozen=True)
class CompanyList:
    """The companies asked for; `total` counts them while they are read, where counting by itself would be dear."""

    query: Select[Company]
    total: ColumnElement[int] | None = None


def company_list(filters: Filters, *, user_id: int, today: date, lexicon: Callable[[], Lexicon]) -> CompanyList:
    """The companies that fit all filters; `mine` are those where the user is our fixed contact.

    `lexicon` gives the words that a typed one may mean; it is asked only when there is a text.
    """
    conditions = _other_conditions(filters, user_id, today)
    query = select(Company).where(*conditions)
    if not filters.text:
        return CompanyList(query)
    digits = _typed_number(filters.text)
    found = holding(_with_number(digits)) if digits else held(lexicon(), filters.text, Found.COMPANY)
    if found is None:
        return CompanyList(query)
    return CompanyList(query.where(found.condition(Company.id)), func.count().over() if conditions else found.number)


def _other_conditions(filters: Filters, user_id: int, today: date) -> list[ColumnElement[bool]]:
    chosen: list[tuple[Any, Callable[[], ColumnElement[bool]]]] = [
        (filters.stage, lambda: Company.stage == filters.stage),
        (filters.industry, lambda: Company.industry == filters.industry),
        (filters.mine, lambda: Company.fixed_contact_id == user_id),
        (filters.owner is not None, lambda: _owned(filters.owner or 0)),
        (filters.contribution, lambda: _contributes(filters.contribution)),
        (filters.supplier_of, lambda: _supplies(filters.supplier_of)),
        (filters.area, lambda: _lies_in(filters.area)),
        (filters.untouched, lambda: _untouched_since(filters.untouched)),
        (filters.marks, lambda: Company.marks_missing <= MARKS - filters.marks),
        (filters.warning, lambda: _warned(today)),
    ]
    return [condition() for is_chosen, condition in chosen if is_chosen]


def in_order(query: Select[Company], order: Sorting) -> Select[Company]:
    """The companies in the order asked for; ties by name, so that pages do not overlap."""
    ties = (Company.id,) if order.key == "name" else (Company.folded_name, Company.id)
    return order.apply(query).order_by(*ties)


def _row_id(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not 1900 <= day.year <= 2100:
        raise ValueError(text)
    return day


def _typed_number(text: str) -> str:
    digits = "".join(character for character in text if character in "0123456789")
    letters = [c for c in text.casefold().removeprefix("cvr").strip(": ").removeprefix("dk") if c.isalpha()]
    return digits.removeprefix("00") if len(digits) >= FEWEST_DIGITS and not letters else ""


def _with_number(digits: str) -> CompoundSelect[int]:
    own = [column.contains(digits) for column in (Company.cvr, Company.phone, Company.folded_name)]
    at_a_person = select(ContactPerson.company_id).where(ContactPerson.phone.contains(digits))
    return union(select(Company.id.label("row_id")).where(or_(*own)), at_a_person)


def _contributes(kind: ContributionKind | None) -> ColumnElement[bool]:
    given = select(Contribution.company_id).where(Contribution.kind == kind, Contribution.answer != Answer.NO)
    return Company.id.in_(given)


def _supplies(organisation_id: int | None) -> ColumnElement[bool]:
    return Company.id.in_(
        select(SupplierRelation.company_id).where(SupplierRelation.organisation_id == organisation_id)
    )


def _owned(user_id: int) -> ColumnElement[bool]:
    return Company.fixed_contact_id == user_id if user_id else Company.fixed_contact_id.is_(None)


def _lies_in(area: str) -> ColumnElement[bool]:
    if area.isdecimal() and area.isascii():
        # A range, because an index serves it in every order of letters.
        return Company.postal_code.between(area.ljust(4, "0"), area.ljust(4, "9"))
    towns = select(Company.city).where(func.lower(Company.city).startswith(area.lower(), autoescape=True))
    return Company.city.in_(towns.distinct())


def _untouched_since(day: date | None) -> ColumnElement[bool]:
    midnight = clock.to_utc(datetime.combine(day or date.max, time.min))
    visited = select(Visit.company_id).where(Visit.starts_at >= midnight, Visit.state == VisitState.HELD)
    called = select(PlannedContact.company_id).where(
        PlannedContact.on_date >= day, PlannedContact.state == PlannedState.HELD
    )
    return Company.id.not_in(visited) & Company.id.not_in(called)


def _warned(today: date) -> ColumnElement[bool]:
    standing = select(CompanyWarning.company_id).where(
        CompanyWarning.lifted_at.is_(None), CompanyWarning.until >= today
    )
    return Company.id.in_(standing)
