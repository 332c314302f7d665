"""What the list shows of each company, with the day of its last contact: columns, not whole rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import User
from app.companies.models import Company
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

_VISITED = (
    select(func.max(Visit.starts_at))
    .where(Visit.company_id == Company.id, Visit.state == VisitState.HELD)
    .correlate(Company)
    .scalar_subquery()
    .label("visited_at")
)
_CALLED = (
    select(func.max(PlannedContact.on_date))
    .where(PlannedContact.company_id == Company.id, PlannedContact.state == PlannedState.HELD)
    .correlate(Company)
    .scalar_subquery()
    .label("called_on")
)
_THESE = Company.id.in_(bindparam("ids", expanding=True))
_CONTACTED = select(Company.id, _VISITED, _CALLED).where(_THESE)

# The rows of one page, by the parameter `ids`; put together once, since it is asked for with every page.
LISTED = (
    select(
        Company.id,
        Company.name,
        Company.industry,
        Company.city,
        Company.stage,
        Company.marks_missing,
        Company.good_partner,
        Company.often_hiring,
        Company.socially_minded,
        User.name.label("fixed_contact"),
        _VISITED,
        _CALLED,
    )
    .outerjoin(User, User.id == Company.fixed_contact_id)
    .where(_THESE)
)


def last_contact(row: Any) -> date | None:
    """The day of the latest contact that was held, of a row with `visited_at` and `called_on`."""
    visited = clock.local_day(row.visited_at) if row.visited_at else None
    return max(filter(None, (visited, row.called_on)), default=None)


def last_contacts(session: Session, company_ids: Collection[int]) -> dict[int, date]:
    """The day of each company's latest contact that was held. One query, however many companies."""
    rows = session.execute(_CONTACTED, {"ids": list(company_ids)})
    return {row.id: day for row in rows if (day := last_contact(row))}
