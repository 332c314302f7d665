"""The demonstration's job orders."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import clock
from app.companies.models import Company
from app.demo.people import People
from app.demo.tables import Line, day, grid, hours, lines, number, parts
from app.orders.models import EmploymentKind, JobOrder, OrderState, OrderStateChange

CRIMINAL_RECORD = "straffeattest"


def load(session: Session, people: People, companies: dict[str, Company], now: datetime) -> dict[str, JobOrder]:
    """Create the orders; returns them by key."""
    orders = {}
    for position, line in enumerate(lines("orders")):
        made = now - timedelta(days=3 + position * 2 % 40, hours=position % 7)
        orders[line["key"]] = order = _order(line, companies[line["company"]], people, now, made)
        session.add(order)
    session.flush()
    return orders


def _order(line: Line, company: Company, people: People, now: datetime, made: datetime) -> JobOrder:
    today, span = clock.local_day(now), hours(line["hours"])
    responsible = company.fixed_contact_id or people.users["konsulent"].id
    order = JobOrder(
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
        starts_on=day(line["starts"], today),
        ends_on=day(line["ends"], today),
        apply_by=day(line["apply_by"], today),
        positions=int(line["positions"] or 1),
        postal_code=company.postal_code,
        city=company.city,
        street=company.street,
        danish_level=number(line["danish"]),
        demands=parts(line["demands"], ",") or None,
        minimum_age=number(line["min_age"]),
        minimum_age_reason=line["reason"] if line["min_age"] else "",
        criminal_record_check=True if line["grant"] == CRIMINAL_RECORD else None,
        priority_access={"ja": True, "nej": False}.get(line["priority"]),
        pay=line["pay"],
        how_to_apply=line["how"],
        municipal_grant="" if line["grant"] == CRIMINAL_RECORD else line["grant"],
        note=line["note"],
        created_at=made,
        updated_at=now,
    )
    order.state_changes = _life(order, made, now, responsible)
    return order


def _life(order: JobOrder, made: datetime, now: datetime, user_id: int) -> list[OrderStateChange]:
    first = OrderState.DRAFT if order.state is OrderState.DRAFT else OrderState.OPEN
    changes = [OrderStateChange(at=made, user_id=user_id, state=first)]
    if order.state is not first:
        changes.append(OrderStateChange(at=now - timedelta(days=2), user_id=user_id, state=order.state))
    return changes
