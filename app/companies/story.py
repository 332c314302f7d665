"""What the other features know of a company, for its page: visits, orders, next steps, the wheel, a time line."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.companies.models import StageChange
from app.companies.time_line import Moment, MomentKind
from app.orders.models import JobOrder, OrderState
from app.visits.models import NextStep, Visit, VisitState
from app.visits.step_queries import with_reminders
from app.wheel.models import PlannedContact, PlannedState

MOST_ROWS, MOST_MOMENTS = 60, 8
SUNDAY = timedelta(days=6)
# A visit is prepared in its last fortnight, and closed in the fortnight after it; later nobody remembers.
SOON = UNCLOSED = timedelta(days=14)
UNDER_WAY = frozenset({OrderState.DRAFT, OrderState.OPEN, OrderState.ON_HOLD})


class ActionKind(enum.StrEnum):
    """What can wait to be done with a company."""

    NOTE = "note"
    CLOSE = "close"
    PREPARE = "prepare"
    CONTACT = "contact"
    PLAN = "plan"


@dataclass(frozen=True)
class Action:
    """One thing to do, with the visit or planned contact that it is about."""

    kind: ActionKind
    row: Visit | PlannedContact | None = None


@dataclass(frozen=True)
class Story:
    """The rows of other features that belong to one company; newest first, open steps by day."""

    visits: list[Visit]
    orders: list[JobOrder]
    steps: list[NextStep]
    planned: list[PlannedContact]

    @property
    def last_visit(self) -> Visit | None:
        """The latest one that was held."""
        return next((visit for visit in self.visits if visit.state == VisitState.HELD), None)

    @property
    def last_contact(self) -> Visit | PlannedContact | None:
        """The latest contact that was held, whatever way; an attempt is none."""
        held = [visit for visit in self.visits if visit.state == VisitState.HELD]
        told = {visit.id for visit in held}
        talked = [p for p in self.planned if p.state == PlannedState.HELD and p.visit_id not in told]
        contacts: list[Visit | PlannedContact] = [*held, *talked]
        return max(contacts, key=day_of, default=None)

    def next_contact(self, today: date) -> Visit | PlannedContact | None:
        """The nearest agreement: a planned visit, with its day, comes before a week of the wheel that ends later.

        Without any ahead, one whose day has passed is still the next, because nobody has made it.
        """
        planned = {visit.id for visit in self.next_visits}
        coming = [plan for plan in self.coming_contacts if plan.visit_id not in planned]
        contacts: list[Visit | PlannedContact] = [*self.next_visits, *coming]
        ahead = [contact for contact in contacts if last_day_of(contact) >= today]
        return min(ahead or contacts, key=last_day_of, default=None)

    def next_action(self, now: datetime, *, at_rest: bool = False) -> Action | None:
        """What waits to be done with the company, the most pressing first; None where all is as it should be.

        One `at_rest` has asked for peace or stopped: it is not to be contacted because nothing is agreed.
        """
        held = self.last_visit
        passed = [visit for visit in self.next_visits if visit.ends_at <= now]
        if passed:
            return Action(ActionKind.NOTE, passed[-1])
        if held and held.closed_at is None and now - held.starts_at < UNCLOSED:
            return Action(ActionKind.CLOSE, held)
        if self.next_visits and self.next_visits[0].starts_at - now < SOON:
            return Action(ActionKind.PREPARE, self.next_visits[0])
        late = [plan for plan in self.coming_contacts if last_day_of(plan) < _day(now) and plan.visit_id is None]
        if late:
            return Action(ActionKind.CONTACT, late[0])
        if not at_rest and not self.next_visits and not self.coming_contacts:
            return Action(ActionKind.PLAN)
        return None

    @property
    def next_visits(self) -> list[Visit]:
        """Those still planned, the nearest first; one whose day has passed waits for its note."""
        return [visit for visit in reversed(self.visits) if visit.state == VisitState.PLANNED]

    @property
    def open_orders(self) -> list[JobOrder]:
        """Orders that are not yet filled or ended."""
        return [order for order in self.orders if order.state in UNDER_WAY]

    @property
    def coming_contacts(self) -> list[PlannedContact]:
        """What the wheel still has for this company, the nearest first."""
        return [plan for plan in reversed(self.planned) if plan.state == PlannedState.PLANNED]


def last_day_of(row: Visit | PlannedContact) -> date:
    """The day of a contact; of one in a week its Sunday."""
    return row.on_date + SUNDAY if isinstance(row, PlannedContact) and row.whole_week else day_of(row)


def day_of(row: Visit | PlannedContact) -> date:
    """The day of a contact; of one in a week its first."""
    return row.on_date if isinstance(row, PlannedContact) else _day(row.starts_at)


def story_of(session: Session, company_id: int) -> Story:
    """Read them; five queries."""
    visits = select(Visit).where(Visit.company_id == company_id).order_by(Visit.starts_at.desc(), Visit.id.desc())
    orders = select(JobOrder).where(JobOrder.company_id == company_id).order_by(JobOrder.created_at.desc())
    steps = select(NextStep).where(NextStep.company_id == company_id, NextStep.done_at.is_(None))
    steps = steps.options(joinedload(NextStep.owner), with_reminders()).order_by(NextStep.due_on, NextStep.id)
    planned = select(PlannedContact).where(PlannedContact.company_id == company_id)
    return Story(
        list(session.scalars(visits.options(joinedload(Visit.responsible)).limit(MOST_ROWS))),
        list(session.scalars(orders.limit(MOST_ROWS))),
        list(session.scalars(steps)),
        list(
            session.scalars(
                planned.options(joinedload(PlannedContact.responsible))
                .order_by(PlannedContact.on_date.desc(), PlannedContact.id.desc())
                .limit(MOST_ROWS)
            )
        ),
    )


def time_line(stage_changes: Iterable[StageChange], story: Story) -> list[Moment]:
    """The latest things that happened between us and the company, newest first."""
    told = {visit.id for visit in story.visits}
    moments = [Moment(_day(change.at), MomentKind.STAGE, change) for change in stage_changes]
    moments += [
        Moment(_day(visit.starts_at), MomentKind.VISIT, visit)
        for visit in story.visits
        if visit.state != VisitState.PLANNED
    ]
    moments += [Moment(_day(order.created_at), MomentKind.ORDER, order) for order in story.orders]
    moments += [
        Moment(plan.on_date, MomentKind.CONTACT, plan)
        for plan in story.planned
        # A planned contact that became a visit is told once, as the visit.
        if plan.state == PlannedState.HELD and plan.visit_id not in told
    ]
    return sorted(moments, key=lambda moment: moment.on, reverse=True)[:MOST_MOMENTS]


def _day(instant: datetime) -> date:
    return clock.local_day(instant)
