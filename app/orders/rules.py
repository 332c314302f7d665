"""Pure rules of job orders: who edits, which states follow, what is still to ask, which demands need a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from app.accounts.models import Role
from app.companies import rules as companies
from app.companies.models import Company
from app.orders.models import Demand, EmploymentKind, JobOrder, OrderState

# From each state to those that may follow it.
NEXT_STATES: dict[OrderState, tuple[OrderState, ...]] = {
    OrderState.DRAFT: (OrderState.OPEN, OrderState.WITHDRAWN),
    OrderState.OPEN: (OrderState.FILLED, OrderState.ON_HOLD, OrderState.WITHDRAWN, OrderState.EXPIRED),
    OrderState.ON_HOLD: (OrderState.OPEN, OrderState.FILLED, OrderState.WITHDRAWN, OrderState.EXPIRED),
    OrderState.FILLED: (OrderState.OPEN,),
    OrderState.WITHDRAWN: (OrderState.OPEN,),
    OrderState.EXPIRED: (OrderState.OPEN,),
}
CLOSED = frozenset({OrderState.FILLED, OrderState.WITHDRAWN, OrderState.EXPIRED})
# Why an order waits or went away is what the next colleague has to know.
NEED_REASON = frozenset({OrderState.ON_HOLD, OrderState.WITHDRAWN})

# So long after the last day to apply an order that nobody has looked after is over; till then its people are told.
EXPIRES_AFTER_DAYS = 14

UNPAID = frozenset({EmploymentKind.WORK_PLACEMENT})
GRANTED_BY_MUNICIPALITY = frozenset({EmploymentKind.WAGE_SUBSIDY, EmploymentKind.WORK_PLACEMENT})
FOR_THE_YOUNG = frozenset({EmploymentKind.YOUTH_JOB, EmploymentKind.APPRENTICESHIP})

NATIVE_LEVEL = 5
YOUTH_JOB_AGE, WORKING_AGE, GROWN_UP_AGE = 13, 15, 18
# What the rules for young people's work keep from those under 18, at least in part.
GROWN_UP_DEMANDS = frozenset({Demand.NIGHT, Demand.CHEMICALS, Demand.HEIGHTS, Demand.ALONE, Demand.DRIVING})


def may_edit(roles: Collection[Role], user_id: int, company: Company) -> bool:
    """Whoever edits the company edits its orders: consultants and brokers all, a counsellor as our fixed contact."""
    return companies.may_edit(roles, user_id, company)


def may_follow(before: OrderState, after: OrderState) -> bool:
    """Whether an order may go from one state to another."""
    return after in NEXT_STATES[before]


def deadline_passed(order: JobOrder, today: date) -> bool:
    """Whether the last day to apply is over while the order still waits for someone."""
    return order.apply_by is not None and order.apply_by < today and order.state not in CLOSED


def lawful_minimum_age(kind: EmploymentKind | None, demands: Collection[str]) -> int:
    """The age that the law itself asks for: 13 for spare-time jobs, 18 where the work is closed to the young, else 15.

    A company that asks for more must say why [domain §6].
    """
    if GROWN_UP_DEMANDS.intersection(demands):
        return GROWN_UP_AGE
    return YOUTH_JOB_AGE if kind is EmploymentKind.YOUTH_JOB else WORKING_AGE


def age_needs_reason(minimum_age: int | None, kind: EmploymentKind | None, demands: Collection[str]) -> bool:
    """Whether an age is above what the law needs."""
    return minimum_age is not None and minimum_age > lawful_minimum_age(kind, demands)


@dataclass(frozen=True)
class Point:
    """One point of the checklist: the form field that answers it, when it is open, and whether clarity needs it."""

    field: str
    is_open: Callable[[JobOrder], bool]
    needed: bool = False


def _paid(order: JobOrder) -> bool:
    return order.kind not in UNPAID


# In the order in which one asks. `needed` are the points of the checklist in [002], and hours.
CHECKLIST: tuple[Point, ...] = (
    Point("tasks", lambda o: not o.tasks, needed=True),
    Point("hours_low", lambda o: o.hours_low is None and o.hours_high is None, needed=True),
    Point("kind", lambda o: o.kind is None, needed=True),
    Point("starts_on", lambda o: o.starts_on is None and not o.standing_need, needed=True),
    Point("grid", lambda o: o.grid is None),
    Point("required", lambda o: not (o.required or o.certificates), needed=True),
    Point("personal_skills", lambda o: not o.personal_skills, needed=True),
    Point("contact_person_id", lambda o: o.contact_person_id is None, needed=True),
    Point("city", lambda o: not (o.city or o.postal_code or o.company.city or o.company.postal_code)),
    Point("danish_level", lambda o: o.danish_level is None),
    Point("demands", lambda o: o.demands is None),
    Point("minimum_age", lambda o: o.minimum_age is None and o.kind in FOR_THE_YOUNG),
    Point("criminal_record_check", lambda o: o.criminal_record_check is None),
    Point("priority_access", lambda o: o.priority_access is None),
    Point("how_to_apply", lambda o: not o.how_to_apply),
    Point("apply_by", lambda o: o.apply_by is None and not o.standing_need),
    Point("pay", lambda o: not (o.pay or o.collective_agreement) and _paid(o)),
    Point("municipal_grant", lambda o: not o.municipal_grant and o.kind in GRANTED_BY_MUNICIPALITY),
)


def still_to_ask(order: JobOrder) -> list[Point]:
    """What the company has not been asked yet and that matters for this order, in the order of asking.

    Needs `order.company` loaded: a company's own address answers the question of the place.
    """
    return [point for point in CHECKLIST if point.is_open(order)]


def is_clarified(order: JobOrder) -> bool:
    """Whether all that the checklist of [002] needs is known: a job order, no longer only an opening."""
    return not any(point.needed for point in still_to_ask(order))
