"""Actions on the year wheel's planned contacts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits.models import Visit, Way
from app.wheel import rules
from app.wheel.models import PlannedContact, PlannedState


@dataclass(frozen=True)
class When:
    """A day, or with `whole_week` the week that begins on it (a Monday)."""

    on_date: date
    whole_week: bool = True


@dataclass(frozen=True)
class ContactPlan:
    """When, how, what for, what to prepare, and who."""

    when: When
    way: Way
    purpose: str
    responsible_id: int
    preparation: str = ""
    about_match: bool = False
    outreach_reason: str = ""


def plan_contact(session: Session, *, company: Company, now: datetime, plan: ContactPlan) -> PlannedContact:
    """A new planned contact."""
    contact = PlannedContact(company_id=company.id, created_at=now, updated_at=now, sequence=0, state_reason="")
    contact.state = PlannedState.PLANNED
    _fill(contact, plan)
    session.add(contact)
    session.flush()
    return contact


def change_contact(session: Session, contact: PlannedContact, plan: ContactPlan) -> PlannedContact:
    """Change or move a contact; calendars see a higher sequence when its time or way changed.

    Raises:
        Refused: it was held or skipped.
    """
    _refuse_unless_planned(contact)
    before = _calendar_facts(contact)
    _fill(contact, plan)
    contact.sequence += _calendar_facts(contact) != before
    session.flush()
    return contact


def move_contact(
    session: Session, contact: PlannedContact, when: When, *, about_match: bool = False, outreach_reason: str = ""
) -> PlannedContact:
    """Put a planned contact on another day or week.

    Raises:
        Refused: it was held or skipped, or stands there already.
    """
    _refuse_unless_planned(contact)
    if (contact.on_date, contact.whole_week) == (when.on_date, when.whole_week):
        raise Refused(_("It stands there already."), "day" if not when.whole_week else "week")
    contact.on_date, contact.whole_week = when.on_date, when.whole_week
    contact.about_match, contact.outreach_reason = about_match, outreach_reason
    contact.sequence += 1
    session.flush()
    return contact


def hold_contact(session: Session, contact: PlannedContact, visit: Visit | None) -> PlannedContact:
    """Say that a planned contact took place, as that visit when it was one.

    Raises:
        Refused: it was held or skipped before.
    """
    _refuse_unless_planned(contact)
    contact.state = PlannedState.HELD
    contact.visit_id = visit.id if visit else None
    session.flush()
    return contact


def skip_contact(session: Session, contact: PlannedContact, *, reason: str) -> PlannedContact:
    """Give a planned contact up for this year, with the reason; it stays on the wheel.

    Raises:
        Refused: it was held or skipped before.
    """
    _refuse_unless_planned(contact)
    contact.state, contact.state_reason = PlannedState.SKIPPED, reason
    contact.sequence += 1
    session.flush()
    return contact


def plan_again(
    session: Session, contact: PlannedContact, *, about_match: bool = False, outreach_reason: str = ""
) -> PlannedContact:
    """Take back that a contact was held or skipped.

    Raises:
        Refused: it is planned.
    """
    if contact.state == PlannedState.PLANNED:
        raise Refused(_("The contact is planned already."))
    contact.about_match, contact.outreach_reason = about_match, outreach_reason
    contact.sequence += contact.state == PlannedState.SKIPPED
    contact.state, contact.state_reason, contact.visit_id = PlannedState.PLANNED, "", None
    session.flush()
    return contact


def roll_over(
    session: Session,
    contacts: Collection[PlannedContact],
    *,
    year: int,
    now: datetime,
    heirs: Mapping[int, int],
    reasons: Mapping[int, str],
) -> list[PlannedContact]:
    """Copy contacts of a year's wheel to the same weeks of the next; the day is agreed when it comes near.

    `heirs` maps a responsible person who has stopped to the one who takes over. Each contact is copied once:
    the copy names its original in a unique column. `reasons` says by the original's id why a copy is made although
    something speaks against it.
    """
    copies = [_copy(contact, year=year, now=now, heirs=heirs) for contact in contacts]
    for copy in copies:
        copy.outreach_reason = reasons.get(copy.copied_from_id or 0, "")
    session.add_all(copies)
    session.flush()
    return copies


def _copy(contact: PlannedContact, *, year: int, now: datetime, heirs: Mapping[int, int]) -> PlannedContact:
    return PlannedContact(
        company_id=contact.company_id,
        responsible_id=heirs.get(contact.responsible_id, contact.responsible_id),
        on_date=rules.week_next_year(contact, year),
        whole_week=True,
        way=contact.way,
        purpose=contact.purpose,
        preparation=contact.preparation,
        state=PlannedState.PLANNED,
        state_reason="",
        copied_from_id=contact.id,
        sequence=0,
        created_at=now,
        updated_at=now,
    )


def _fill(contact: PlannedContact, plan: ContactPlan) -> None:
    contact.on_date, contact.whole_week = plan.when.on_date, plan.when.whole_week
    contact.way, contact.purpose, contact.preparation = plan.way, plan.purpose, plan.preparation
    contact.responsible_id = plan.responsible_id
    contact.about_match, contact.outreach_reason = plan.about_match, plan.outreach_reason


def _calendar_facts(contact: PlannedContact) -> tuple[object, ...]:
    return contact.on_date, contact.whole_week, contact.way


def _refuse_unless_planned(contact: PlannedContact) -> None:
    if contact.state != PlannedState.PLANNED:
        raise Refused(_("Only a planned contact can be changed. Take back first that it was held or skipped."))
