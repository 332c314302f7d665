"""Workplaces to ask for a resident: companies whose work is near the wishes and skills, and whom of us to ring."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app import clock
from app.accounts.models import User
from app.companies.models import Company, CompanyWarning, Contribution, ContributionKind, Stage
from app.matches.lenses import Told, told
from app.matches.matcher import WarmMatcher
from app.matches.ranking import lens_of
from app.matches.ready import order_id as company_id_of
from app.outreach.rules import OUTREACH_DAYS
from app.residents.models import Resident
from app.visits.models import Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState
from matching import FitWord, Match, Reason, ReasonCode

# So many within reach, and so many beyond it.
SHOWN = 5
# More are ranked than shown: some are beyond reach, others left alone because of a warning or their own wish.
RANKED = 40
NEAR_ENOUGH = (FitWord.GOOD, FitWord.POSSIBLE)
# What a company has answered that a resident's first step can rest on, in the order in which it is told.
WAYS_IN = (
    ContributionKind.FEW_PAID_HOURS,
    ContributionKind.ORDINARY_JOBS,
    ContributionKind.WORK_PLACEMENT,
    ContributionKind.WAGE_SUBSIDY,
    ContributionKind.APPRENTICESHIPS,
    ContributionKind.YOUTH_JOBS,
)
# There is no job yet: only what the work is, how far it is, and what the resident said no to is worth a word.
TOLD = frozenset(
    {
        ReasonCode.SKILL_MEETS_TASK,
        ReasonCode.WISH_MEETS_TASK,
        ReasonCode.WISH_MEETS_FIELD,
        ReasonCode.PLACE_NEAR,
        ReasonCode.GAP_PLACE_FAR,
        ReasonCode.GAP_TASK_REFUSED,
    }
)
OF_PLACE = frozenset({ReasonCode.PLACE_NEAR, ReasonCode.GAP_PLACE_FAR})


@dataclass(frozen=True)
class Coming:
    """A contact that a colleague has with the company within the fortnight: whose, and on which day."""

    who: str
    on: date
    whole_week: bool = False


@dataclass(frozen=True)
class Workplace:
    """A company to ask about, what speaks for it, what it has answered, and who of us is about to contact it.

    `distance` is how far it is, apart from what is told of the work; None when that is not known or not told.
    """

    company: Company
    told: Told
    distance: Reason | None
    answers: tuple[Contribution, ...]
    coming: Coming | None

    @property
    def beyond_reach(self) -> bool:
        """Whether it is farther than the resident said to be able to go."""
        return self.distance is not None and self.distance.is_gap


def workplaces_for(
    session: Session,
    warm: WarmMatcher,
    user: User,
    resident: Resident,
    today: date,
    *,
    but: Collection[int] = (),
) -> tuple[Workplace, ...]:
    """Companies to ask about for a resident whose profile is open to the user: the best first, those beyond reach last.

    None of those in `but`, and none that has declined, has a warning or wants to be left alone now. Five queries.
    """
    with warm.ready(session, today) as ready:
        matches = ready.workplaces_for(resident.id, limit=RANKED)
    lens = lens_of(user, resident)
    ranked = [(match, told(_of_work(match), lens)) for match in matches]
    asked = [(company_id_of(match), one) for match, one in ranked if company_id_of(match) not in but]
    within, beyond = by_reach(asked)
    companies = _companies(session, [company_id for company_id, _told in (*within, *beyond)], today)
    shown = [pair for lot in (within, beyond) for pair in [one for one in lot if one[0] in companies][:SHOWN]]
    coming = _coming(session, user, [company_id for company_id, _told in shown], today)
    return tuple(_workplace(companies[company_id], one, coming.get(company_id)) for company_id, one in shown)


def by_reach(ranked: Iterable[tuple[int, Told]]) -> tuple[list[tuple[int, Told]], list[tuple[int, Told]]]:
    """Companies whose work speaks for asking: those within reach in their order, and those beyond it, nearest first."""
    asked = [pair for pair in ranked if pair[1].fit in NEAR_ENOUGH and _speaks(pair[1])]
    far = {company_id: place.amount or 0.0 for company_id, one in asked if (place := _place(one)) and place.is_gap}
    beyond = sorted((pair for pair in asked if pair[0] in far), key=lambda pair: far[pair[0]])
    return [pair for pair in asked if pair[0] not in far], beyond


def _workplace(company: Company, one: Told, coming: Coming | None) -> Workplace:
    return Workplace(company, _without_place(one), _place(one), _answers(company), coming)


def _place(one: Told) -> Reason | None:
    return next((reason for reason in (*one.gaps, *one.reasons) if reason.code in OF_PLACE), None)


def _without_place(one: Told) -> Told:
    told_of = [
        (reason, more) for reason, more in zip(one.reasons, one.also, strict=True) if reason.code not in OF_PLACE
    ]
    return replace(
        one,
        reasons=tuple(reason for reason, _more in told_of),
        also=tuple(more for _reason, more in told_of),
        gaps=tuple(gap for gap in one.gaps if gap.code not in OF_PLACE),
    )


def _speaks(one: Told) -> bool:
    return any(reason.code is not ReasonCode.PLACE_NEAR for reason in one.reasons)


def _of_work(match: Match) -> Match:
    """The match without what only a job could have."""
    parts = tuple(
        replace(part, reasons=tuple(reason for reason in part.reasons if reason.code in TOLD)) for part in match.parts
    )
    return replace(match, parts=parts, unknowns=())


def _companies(session: Session, ids: Collection[int], today: date) -> dict[int, Company]:
    """Those of the companies that may be asked today, with our fixed contact and their answers. Two queries."""
    if not ids:
        return {}
    warned = exists().where(
        CompanyWarning.company_id == Company.id, CompanyWarning.lifted_at.is_(None), CompanyWarning.until >= today
    )
    query = select(Company).where(
        Company.id.in_(ids),
        Company.stage != Stage.DECLINED,
        or_(Company.not_before.is_(None), Company.not_before <= today),
        ~warned,
    )
    contact = joinedload(Company.fixed_contact).joinedload(User.organisation)
    rows = session.scalars(query.options(contact, selectinload(Company.contributions)))
    return {company.id: company for company in rows}


def _answers(company: Company) -> tuple[Contribution, ...]:
    given = {one.kind: one for one in company.contributions}
    return tuple(given[kind] for kind in WAYS_IN if kind in given)


def _coming(session: Session, user: User, ids: Collection[int], today: date) -> Mapping[int, Coming]:
    """By company the next contact of a colleague within the fortnight. Two queries."""
    if not ids:
        return {}
    last = today + timedelta(days=OUTREACH_DAYS)
    visits = select(Visit).where(
        Visit.company_id.in_(ids),
        Visit.state == VisitState.PLANNED,
        Visit.responsible_id != user.id,
        Visit.starts_at >= clock.to_utc(datetime.combine(today, time.min)),
        Visit.starts_at < clock.to_utc(datetime.combine(last + timedelta(days=1), time.min)),
    )
    plans = select(PlannedContact).where(
        PlannedContact.company_id.in_(ids),
        PlannedContact.state == PlannedState.PLANNED,
        PlannedContact.responsible_id != user.id,
        PlannedContact.on_date.between(today - timedelta(days=6), last),
    )
    return _first_of_each(
        [
            *(
                (visit.company_id, Coming(visit.responsible.name, clock.local_day(visit.starts_at)))
                for visit in session.scalars(visits.options(joinedload(Visit.responsible)))
            ),
            *(
                (plan.company_id, Coming(plan.responsible.name, plan.on_date, plan.whole_week))
                for plan in session.scalars(plans.options(joinedload(PlannedContact.responsible)))
                if plan.whole_week or plan.on_date >= today
            ),
        ]
    )


def _first_of_each(found: Iterable[tuple[int, Coming]]) -> dict[int, Coming]:
    first: dict[int, Coming] = {}
    for company_id, coming in sorted(found, key=lambda pair: (pair[1].on, pair[1].who)):
        first.setdefault(company_id, coming)
    return first
