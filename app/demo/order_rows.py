"""The demonstration's job orders."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app import clock
from app.companies.models import Company
from app.demo.people import People
from app.demo.tables import Line, day, grid, hours, lines, number, parts, season, weekday, work_time
from app.orders.models import EmploymentKind, JobOrder, OrderState, OrderStateChange

CRIMINAL_RECORD = "straffeattest"


def load(session: Session, people: People, companies: dict[str, Company], now: datetime) -> dict[str, JobOrder]:
    """Create the orders; returns them by key."""
    orders = {}
    for position, line in enumerate(lines("orders")):
        ago = 3 + position * 2 % 40
        orders[line["key"]] = order = _order(line, companies[line["company"]], people, now)
        order.created_at = _made(order, ago, 9 + position % 6, now)
        order.state_changes = _life(order, now)
        session.add(order)
    session.flush()
    return orders


def _order(line: Line, company: Company, people: People, now: datetime) -> JobOrder:
    span = hours(line["hours"])
    starts_on, ends_on, apply_by = _days(line, clock.local_day(now))
    responsible = company.fixed_contact_id or people.users["konsulent"].id
    return JobOrder(
        company_id=company.id,
        contact_person_id=next((contact.id for contact in company.contacts if contact.is_fixed), None),
        responsible_id=responsible,
        title=line["title"],
        kind=EmploymentKind(line["kind"]),
        state=OrderState(line["state"]),
        tasks=parts(line["tasks"]),
        required=parts(line["required"]),
        desirable=parts(line["desirable"]),
        personal_skills=parts(line["personal"]),
        certificates=[text.rstrip("!?") for text in parts(line["certs"])],
        certificates_absolute=line["certs"].endswith("!"),
        hours_low=span.low,
        hours_high=span.high,
        hours_unknown=span.low is None,
        hours_grow_to=span.grow_to,
        hours_grow_weeks=span.grow_weeks,
        grid=grid(line["grid"]),
        every_other_week="lige" in line["flags"],
        hours_note="Ikke i skoleferier" if "ferie" in line["flags"] else "",
        starts_on=starts_on,
        ends_on=ends_on,
        apply_by=apply_by,
        positions=int(line["positions"] or 1),
        postal_code=company.postal_code,
        city=company.city,
        street=company.street,
        danish_level=number(line["danish"]),
        demands=[text.rstrip("!") for text in parts(line["demands"], ",")] or None,
        core_demands=[text.rstrip("!") for text in parts(line["demands"], ",") if text.endswith("!")],
        minimum_age=number(line["min_age"]),
        minimum_age_reason=line["reason"] if line["min_age"] else "",
        criminal_record_check=True if line["grant"] == CRIMINAL_RECORD else None,
        priority_access={"ja": True, "nej": False}.get(line["priority"]),
        pay=line["pay"],
        how_to_apply=line["how"],
        municipal_grant="" if line["grant"] == CRIMINAL_RECORD else line["grant"],
        note=line["note"],
        updated_at=now,
    )


def _days(line: Line, today: date) -> tuple[date | None, date | None, date | None]:
    """First day, last day, and by when to apply: before the first day, where that is to come."""
    starts_on, ends_on = _span(line, today)
    apply_by = weekday(int(line["apply_by"]), today) if line["apply_by"] else None
    if apply_by and starts_on and today < starts_on <= apply_by:
        apply_by = max(_working_day_before(starts_on), weekday(1, today))
    return starts_on, ends_on, apply_by


def _working_day_before(starts_on: date) -> date:
    before = starts_on - timedelta(days=3)
    return before - timedelta(days=max(0, before.weekday() - 4))


def _span(line: Line, today: date) -> tuple[date | None, date | None]:
    if "/" in line["ends"]:
        return season(line["starts"], line["ends"], today)
    if "/" in line["starts"]:
        return season(line["starts"], line["starts"], today)[1], None
    weekends_only = line["grid"].startswith("we")
    starts_on = day(line["starts"], today)
    if starts_on and not weekends_only:
        starts_on = weekday(int(line["starts"]), today)
    return starts_on, day(line["ends"], today)


def _made(order: JobOrder, ago: int, hour: int, now: datetime) -> datetime:
    """When the order came: so many days ago, and at least a week before its own first day."""
    today = clock.local_day(now)
    first = min((day for day in (order.starts_on, order.apply_by) if day), default=today)
    return work_time(min(-ago, (first - today).days - 7), hour, now)


def _life(order: JobOrder, now: datetime) -> list[OrderStateChange]:
    first = OrderState.DRAFT if order.state is OrderState.DRAFT else OrderState.OPEN
    user_id = order.responsible_id
    changes = [OrderStateChange(at=order.created_at, user_id=user_id, state=first)]
    if order.state is not first:
        days = (clock.local_day(now) - clock.local_day(order.created_at)).days
        changes.append(OrderStateChange(at=work_time(-days // 2, 13, now), user_id=user_id, state=order.state))
    return changes
