"""Companies open to few hours or special terms: one of the lists that counsellors have in their talks [002]."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.datastructures import MultiDict

from app.companies.models import Answer, Company, Contribution, ContributionKind, Stage

# Ways to begin that are smaller than an ordinary job, in the order in which they are shown.
SMALL_WAYS_IN = (
    ContributionKind.FEW_PAID_HOURS,
    ContributionKind.PRIORITY_ACCESS,
    ContributionKind.WAGE_SUBSIDY,
    ContributionKind.WORK_PLACEMENT,
    ContributionKind.YOUTH_JOBS,
    ContributionKind.APPRENTICESHIPS,
)
# A company that has paused or declined is not rung.
NOT_NOW = (Stage.PAUSED, Stage.DECLINED)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; unknown values in the address narrow nothing."""

    kind: ContributionKind | None = None
    town: str = ""
    sure: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return self != Filters()


def filters_of(arguments: MultiDict[str, str], towns: Collection[str]) -> Filters:
    """The filters of an address."""
    kind, town = arguments.get("kind", None, type=ContributionKind), arguments.get("town", "")
    return Filters(
        kind=kind if kind in SMALL_WAYS_IN else None,
        town=town if town in towns else "",
        sure=arguments.get("sure") == "1",
    )


def open_companies(filters: Filters) -> Select[Company]:
    """Companies that said yes (or maybe, unless `sure`) to a small way in, by name, with all their answers."""
    open_to = exists().where(Contribution.company_id == Company.id, *_open(filters))
    query = select(Company).where(open_to, Company.stage.not_in(NOT_NOW))
    if filters.town:
        query = query.where(Company.city == filters.town)
    with_answers = (selectinload(Company.contributions), joinedload(Company.fixed_contact))
    return query.options(*with_answers).order_by(Company.folded_name, Company.id)


def _open(filters: Filters) -> list[ColumnElement[bool]]:
    answers = (Answer.YES,) if filters.sure else (Answer.YES, Answer.MAYBE)
    kinds = (filters.kind,) if filters.kind else SMALL_WAYS_IN
    return [Contribution.kind.in_(kinds), Contribution.answer.in_(answers)]


def ways_in(company: Company) -> list[Contribution]:
    """The company's small ways in that are not a no, in the order of `SMALL_WAYS_IN`."""
    fitting = [one for one in company.contributions if one.kind in SMALL_WAYS_IN and one.answer != Answer.NO]
    return sorted(fitting, key=lambda one: SMALL_WAYS_IN.index(one.kind))


def towns(session: Session) -> list[str]:
    """The towns of these companies, for choosing among."""
    wide = exists().where(Contribution.company_id == Company.id, *_open(Filters()))
    query = select(Company.city).where(wide, Company.stage.not_in(NOT_NOW), Company.city != "")
    return sorted(session.scalars(query.distinct()))
