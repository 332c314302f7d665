"""The sheet for a housing association's supplier meetings: who was contacted, and what came of it; no reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.models import Organisation, Role, User
from app.companies import labels, queries
from app.companies.models import Answer, Company, Contribution, ContributionKind, Stage, SupplierRelation
from app.i18n import lazy_gettext as _
from app.matches.models import Match, MatchState, MatchStateChange
from app.orders.models import JobOrder
from app.sheets.writing import Column
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState

# Figures about residents show nothing under five to people outside (docs/architecture.md).
FEWEST = 5
QUARTER = 3
SEES_ALL = frozenset({Role.CONSULTANT, Role.BROKER})


@dataclass(frozen=True)
class Period:
    """Days from and with `first` to and with `last`."""

    first: date
    last: date


@dataclass(frozen=True)
class SupplierRow:
    """One supplier: how often it was spoken with in the period, when last, and what came of it."""

    company: Company
    relation: SupplierRelation
    contacts: int
    last_contact: date | None
    orders: int
    contributions: int


@dataclass(frozen=True)
class Agreements:
    """How many residents got an agreement, told so that no single one can be worked out.

    Always of one calendar year, the running one to the end of its last whole quarter, and in steps: of two periods
    that overlap, or of one looked at twice, the difference would else tell of one person. `at_least` is the lower end
    of the step; None where they are too few to be told.
    """

    period: Period
    at_least: int | None

    @property
    def at_most(self) -> int | None:
        """The upper end of the step."""
        return None if self.at_least is None else self.at_least + FEWEST - 1


@dataclass(frozen=True)
class Meeting:
    """The whole sheet."""

    organisation: Organisation
    period: Period
    rows: list[SupplierRow]
    stages: dict[Stage, int]
    contributions: dict[ContributionKind, int]
    agreements: Agreements

    @property
    def contacted(self) -> int:
        """How many suppliers were spoken with."""
        return sum(row.contacts > 0 for row in self.rows)

    @property
    def orders(self) -> int:
        """How many job orders came in the period."""
        return sum(row.orders for row in self.rows)


def associations_for(session: Session, user: User) -> list[Organisation]:
    """The associations whose sheet this person may see: consultants all, a manager their own."""
    found = queries.housing_associations(session)
    if SEES_ALL.intersection(user.roles):
        return found
    return [place for place in found if place.id == user.organisation_id]


def association_for(session: Session, user: User, organisation_id: int) -> Organisation:
    """The association, if this person may see its sheet.

    Raises:
        NotFound: there is none for this person.
    """
    for place in associations_for(session, user):
        if place.id == organisation_id:
            return place
    raise NotFound


def counted_period(asked: Period, today: date) -> Period:
    """The calendar year that agreements are counted in: the one that the asked period ends in, as far as is told.

    A running year is told to the end of its last whole quarter; before there is one, the year before is told.
    """
    told_until = date(today.year, (today.month - 1) // QUARTER * QUARTER + 1, 1) - timedelta(days=1)
    year = min(asked.last.year, told_until.year)
    return Period(date(year, 1, 1), min(date(year, 12, 31), told_until))


def meeting_of(session: Session, organisation: Organisation, period: Period, *, today: date) -> Meeting:
    """Everything that the sheet tells; seven queries."""
    suppliers = session.execute(
        select(Company, SupplierRelation)
        .join(SupplierRelation, SupplierRelation.company_id == Company.id)
        .where(SupplierRelation.organisation_id == organisation.id)
        .order_by(Company.folded_name, Company.id)
    ).all()
    ids = [company.id for company, _relation in suppliers]
    days, orders, given = _contact_days(session, ids, period), _orders(session, ids, period), _given(session, ids)
    rows = [
        SupplierRow(
            company,
            relation,
            contacts=len(days.get(company.id, [])),
            last_contact=max(days.get(company.id, []), default=None),
            orders=orders.get(company.id, 0),
            contributions=sum(company_id == company.id for company_id, _kind in given),
        )
        for company, relation in suppliers
    ]
    return Meeting(
        organisation,
        period,
        rows,
        stages=dict(Counter(company.stage for company, _relation in suppliers)),
        contributions=dict(Counter(kind for _company_id, kind in given)),
        agreements=_agreements(session, ids, counted_period(period, today)),
    )


def _contact_days(session: Session, ids: Collection[int], period: Period) -> dict[int, list[date]]:
    first, after = _instants(period)
    visits = select(Visit.company_id, Visit.starts_at).where(
        Visit.company_id.in_(ids), Visit.state == VisitState.HELD, Visit.starts_at >= first, Visit.starts_at < after
    )
    planned = select(PlannedContact.company_id, PlannedContact.on_date).where(
        PlannedContact.company_id.in_(ids),
        PlannedContact.state == PlannedState.HELD,
        # One that became a visit is that visit.
        PlannedContact.visit_id.is_(None),
        PlannedContact.on_date.between(period.first, period.last),
    )
    days: dict[int, list[date]] = {}
    for company_id, starts_at in session.execute(visits):
        days.setdefault(company_id, []).append(clock.local_day(starts_at))
    for company_id, on_date in session.execute(planned):
        days.setdefault(company_id, []).append(on_date)
    return days


def _orders(session: Session, ids: Collection[int], period: Period) -> dict[int, int]:
    first, after = _instants(period)
    query = select(JobOrder.company_id, func.count()).where(
        JobOrder.company_id.in_(ids), JobOrder.created_at >= first, JobOrder.created_at < after
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(JobOrder.company_id))}


def _given(session: Session, ids: Collection[int]) -> Sequence[tuple[int, ContributionKind]]:
    query = select(Contribution.company_id, Contribution.kind).where(
        Contribution.company_id.in_(ids), Contribution.answer == Answer.YES
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _agreements(session: Session, ids: Collection[int], period: Period) -> Agreements:
    first, after = _instants(period)
    query = (
        select(func.count(func.distinct(Match.id)))
        .join(MatchStateChange, MatchStateChange.match_id == Match.id)
        .join(JobOrder, JobOrder.id == Match.job_order_id)
        .where(
            JobOrder.company_id.in_(ids),
            MatchStateChange.state == MatchState.AGREEMENT,
            MatchStateChange.at >= first,
            MatchStateChange.at < after,
        )
    )
    number = session.scalar(query) or 0
    return Agreements(period, number // FEWEST * FEWEST if number >= FEWEST else None)


def _instants(period: Period) -> tuple[datetime, datetime]:
    after = period.last + timedelta(days=1)
    first, last = (clock.to_utc(datetime.combine(day, time.min)) for day in (period.first, after))
    return first, last


COLUMNS: list[Column[SupplierRow]] = [
    Column(_("Company"), lambda row: row.company.name),
    Column(_("Industry"), lambda row: row.company.industry),
    Column(_("Town"), lambda row: row.company.city),
    Column(_("Relation"), lambda row: labels.STAGES[row.company.stage]),
    Column(_("Contacts in the period"), lambda row: row.contacts),
    Column(_("Last contact in the period"), lambda row: row.last_contact),
    Column(_("Ways of contributing"), lambda row: row.contributions),
    Column(_("New job orders"), lambda row: row.orders),
    Column(_("Social clauses"), lambda row: row.relation.social_clauses),
    Column(_("The framework agreement ends on"), lambda row: row.relation.agreement_ends_on),
]
