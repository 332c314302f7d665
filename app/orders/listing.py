"""The list of job orders: its filters as they stand in the address, and the query that they make."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager
from werkzeug.datastructures import MultiDict

from app.availability.fields import hours_from
from app.companies.models import Company
from app.folding import folded_words
from app.orders.models import EmploymentKind, JobOrder, OrderState
from app.orders.rules import CLOSED
from app.paging import Sorting

LONGEST_SEARCH = 100
ALL_STATES = "all"
# Open first, then what waits, then what is over.
STATE_ORDER = (
    OrderState.OPEN,
    OrderState.ON_HOLD,
    OrderState.DRAFT,
    OrderState.FILLED,
    OrderState.EXPIRED,
    OrderState.WITHDRAWN,
)
town_shown: ColumnElement[str] = case((JobOrder.city != "", JobOrder.city), else_=Company.city)
fewest_hours = func.coalesce(JobOrder.hours_low, JobOrder.hours_high)
SORTS: dict[str, Any] = {
    "state": case({state.value: place for place, state in enumerate(STATE_ORDER)}, value=JobOrder.state),
    "title": func.lower(JobOrder.title),
    "company": Company.folded_name,
    "hours": fewest_hours,
    "place": town_shown,
    "start": JobOrder.starts_on,
    "apply": JobOrder.apply_by,
}
# What is open, and of that what one must apply for first: that is what a talk needs. The page says so.
FIRST = "state"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; unknown values in the address narrow nothing.

    `state` is a state, "all", or "" for what is not over; `most_hours` finds work that can be done in so few hours.
    What is not agreed yet fits any hours and any start: unknown is never no.
    """

    text: str = ""
    kind: EmploymentKind | None = None
    state: str = ""
    most_hours: float | None = None
    town: str = ""
    start_before: date | None = None
    priority: bool = False
    company_id: int | None = None

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return self != Filters()


def filters_of(arguments: MultiDict[str, str], towns: Collection[str]) -> Filters:
    """The filters of an address."""
    town, state = arguments.get("town", ""), arguments.get("state", "")
    return Filters(
        text=arguments.get("q", "").strip()[:LONGEST_SEARCH],
        kind=arguments.get("kind", None, type=EmploymentKind),
        state=state if state in (ALL_STATES, *OrderState) else "",
        most_hours=arguments.get("hours", None, type=hours_from),
        town=town if town in towns else "",
        start_before=arguments.get("start", None, type=date.fromisoformat),
        priority=arguments.get("priority") == "1",
        company_id=arguments.get("company", None, type=row_id),
    )


def order_list(filters: Filters) -> Select[JobOrder]:
    """The orders that fit all filters, with their companies."""
    query = select(JobOrder).join(JobOrder.company).options(contains_eager(JobOrder.company))
    return query.where(*_conditions(filters), *_text_conditions(filters.text))


def in_order(query: Select[JobOrder], sorting: Sorting) -> Select[JobOrder]:
    """The list in the order asked for; what is equal by the nearest deadline, then the newest."""
    return sorting.apply(query).order_by(JobOrder.apply_by.asc().nulls_last(), JobOrder.id.desc())


def to_be_had(filters: Filters, today: date) -> Select[JobOrder]:
    """The same list for a talk: unless a state is chosen, only open orders that one can still apply for."""
    if filters.state:
        return order_list(filters)
    in_time = or_(JobOrder.apply_by.is_(None), JobOrder.apply_by >= today)
    return order_list(replace(filters, state=OrderState.OPEN.value)).where(in_time)


def towns(session: Session) -> list[str]:
    """The towns where there are orders, for choosing among."""
    query = select(town_shown).select_from(JobOrder).join(JobOrder.company).where(town_shown != "").distinct()
    return sorted(session.scalars(query))


def company_of(session: Session, filters: Filters) -> Company | None:
    """The company that the list is narrowed to."""
    return session.get(Company, filters.company_id) if filters.company_id else None


def row_id(text: str) -> int:
    """A number that can be a row's id."""
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.state in tuple(OrderState):
        yield JobOrder.state == filters.state
    elif filters.state != ALL_STATES:
        yield JobOrder.state.not_in(CLOSED)
    if filters.kind:
        yield JobOrder.kind == filters.kind
    if filters.most_hours is not None:
        yield or_(fewest_hours.is_(None), fewest_hours <= filters.most_hours)
    if filters.start_before:
        yield or_(JobOrder.starts_on.is_(None), JobOrder.starts_on <= filters.start_before)
    if filters.town:
        yield town_shown == filters.town
    if filters.priority:
        yield JobOrder.priority_access.is_(True)
    if filters.company_id:
        yield JobOrder.company_id == filters.company_id


def _text_conditions(text: str) -> list[ColumnElement[bool]]:
    # Each word must occur in the order or in the company's name.
    return [or_(JobOrder.folded_text.contains(w), Company.folded_name.contains(w)) for w in folded_words(text)]
