"""Closes a visit: everything that its note became is made together, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.companies import queries as companies
from app.companies import services as company_services
from app.companies.models import Company, ContactPerson, ContributionKind, Stage
from app.companies.services import GivenAnswer
from app.i18n import lazy_gettext as _
from app.orders import services as order_services
from app.orders.models import JobOrder, OrderState
from app.refusals import Refused
from app.visits import services, step_services
from app.visits.models import NextStep, Visit, VisitState
from app.visits.step_services import StepPlan
from app.wheel import services as wheel_services
from app.wheel.models import PlannedContact
from app.wheel.services import ContactPlan


@dataclass(frozen=True)
class Work:
    """A task that came up, for so many people. Hours are per week, None is not agreed; `idea` stays a draft."""

    title: str
    low: float | None = None
    high: float | None = None
    idea: bool = False
    positions: int = 1


@dataclass(frozen=True)
class Relation:
    """Where the relation stands after the visit, why, and who of us is the fixed contact (None is nobody)."""

    stage: Stage
    reason: str = ""
    fixed_contact_id: int | None = None


@dataclass(frozen=True)
class Closing:
    """What a visit became. `answers` holds only the contributions that changed."""

    work: tuple[Work, ...] = ()
    steps: tuple[StepPlan, ...] = ()
    answers: Mapping[ContributionKind, GivenAnswer | None] = field(default_factory=dict)
    contact: Mapping[str, object] | None = None
    plan: ContactPlan | None = None
    relation: Relation | None = None


@dataclass(frozen=True)
class Closed:
    """What was made."""

    orders: tuple[JobOrder, ...]
    steps: tuple[NextStep, ...]
    contact: ContactPerson | None
    planned: PlannedContact | None


def close_visit(
    session: Session, visit: Visit, company: Company, closing: Closing, *, actor_id: int, now: datetime
) -> Closed:
    """Make it all; the visit counts as held and closed.

    Raises:
        Refused: the visit is cancelled, or its time has not come.
    """
    if visit.state == VisitState.CANCELLED:
        raise Refused(_("A cancelled visit becomes nothing. Plan it again first."))
    if visit.state == VisitState.PLANNED:
        services.mark_held(session, visit, now=now)
    contact = _contact(session, company, closing, now)
    responsible = None if visit.responsible_id == actor_id else visit.responsible_id
    orders = tuple(_order(session, visit, each, actor_id, responsible, now) for each in closing.work)
    steps = tuple(step_services.add_step(session, now=now, plan=plan, visit_id=visit.id) for plan in closing.steps)
    if closing.answers:
        _answer(session, company, closing.answers, now)
    if closing.relation:
        _relate(session, company, closing.relation, actor_id, now)
    planned = _plan(session, visit, company, closing.plan, now) if closing.plan else None
    visit.closed_at = now
    flag_modified(visit, "updated_at")
    session.flush()
    return Closed(orders, steps, contact, planned)


def planned_at(session: Session, visit_id: int) -> list[PlannedContact]:
    """The contacts that were planned at the end of a visit."""
    query = select(PlannedContact).where(PlannedContact.from_visit_id == visit_id)
    return list(session.scalars(query.order_by(PlannedContact.on_date, PlannedContact.id)))


def _order(
    session: Session, visit: Visit, work: Work, actor_id: int, responsible_id: int | None, now: datetime
) -> JobOrder:
    values = {
        "title": work.title,
        "positions": work.positions,
        "hours_low": work.low,
        "hours_high": work.high,
        "hours_unknown": work.low is None and work.high is None,
        "contact_person_id": visit.contact_person_id,
    }
    return order_services.create_order(
        session,
        company_id=visit.company_id,
        actor_id=actor_id,
        responsible_id=responsible_id,
        now=now,
        values=values,
        state=OrderState.DRAFT if work.idea else OrderState.OPEN,
        visit_id=visit.id,
    )


def _contact(session: Session, company: Company, closing: Closing, now: datetime) -> ContactPerson | None:
    if not closing.contact:
        return None
    return company_services.save_contact(session, company, None, now=now, values=closing.contact)


def _answer(
    session: Session, company: Company, changed: Mapping[ContributionKind, GivenAnswer | None], now: datetime
) -> None:
    known = companies.contributions_of(session, company)
    whole: dict[ContributionKind, GivenAnswer | None] = {
        kind: GivenAnswer(row.answer, row.how_often, row.extent) for kind, row in known.items()
    }
    answers = {kind: given for kind, given in (whole | dict(changed)).items() if given is not None}
    company_services.set_contributions(session, company, now=now, answers=answers)


def _relate(session: Session, company: Company, relation: Relation, actor_id: int, now: datetime) -> None:
    company.fixed_contact_id = relation.fixed_contact_id
    if relation.stage == company.stage:
        session.flush()
        return
    company_services.change_stage(
        session, company, actor_id=actor_id, now=now, stage=relation.stage, reason=relation.reason
    )


def _plan(session: Session, visit: Visit, company: Company, plan: ContactPlan, now: datetime) -> PlannedContact:
    planned = wheel_services.plan_contact(session, company=company, now=now, plan=plan)
    planned.from_visit_id = visit.id
    session.flush()
    return planned
