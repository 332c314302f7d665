"""Fills the forms of planned contacts and turns what was typed into a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind

from app.accounts.models import User
from app.accounts.queries import colleagues
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.outreach.rules import Contact, Kind
from app.refusals import Refused
from app.visits.models import Way
from app.wheel import rules
from app.wheel.forms import ContactForm, WhenForm, when_values
from app.wheel.models import PlannedContact
from app.wheel.services import ContactPlan, When

# What an empty form proposes: soon enough to be real, far enough to prepare; after a visit a quarter later.
USUALLY_AHEAD, AFTER_A_VISIT = timedelta(weeks=4), timedelta(weeks=13)


def new_values(
    session: Session, user: User, company: Company, wanted: Mapping[str, str], *, today: date, after_visit: bool
) -> dict[str, Any]:
    """The first values of an empty form; `wanted` may hold `week` and `year` from the page that led here."""
    ahead = today + (AFTER_A_VISIT if after_visit else USUALLY_AHEAD)
    monday = _wanted_week(wanted) or ahead - timedelta(days=ahead.weekday())
    may_be = {person.id for person in colleagues(session, *rules.RESPONSIBLE_ROLES)}
    likely = [company.fixed_contact_id, user.id]
    who = next((user_id for user_id in likely if user_id in may_be), None)
    return when_values(When(monday)) | {"way": Way.CALL, "responsible_id": who}


def values_of(contact: PlannedContact) -> dict[str, Any]:
    """A planned contact as the form shows it."""
    return (
        when_values(where_it_stands(contact))
        | {
            "way": contact.way,
            "purpose": contact.purpose,
            "responsible_id": contact.responsible_id,
            "preparation": contact.preparation,
        }
        | outreach_values(contact)
    )


def outreach_values(contact: PlannedContact) -> dict[str, Any]:
    """What is kept of why it was planned beside a colleague's."""
    return {"about_match": contact.about_match, "outreach_reason": contact.outreach_reason}


def where_it_stands(contact: PlannedContact) -> When:
    """A contact's day or week."""
    return When(contact.on_date, contact.whole_week)


def where_to_move(contact: PlannedContact, today: date) -> When:
    """What a move's form begins with: where it stands, and for a late one this week."""
    return When(today) if rules.last_day(contact) < today else where_it_stands(contact)


def offer_people(session: Session, form: ContactForm, *, also: int | None = None) -> None:
    """Colleagues who can be responsible; who was chosen before stays a choice although they left."""
    people = colleagues(session, *rules.RESPONSIBLE_ROLES)
    if also is not None and also not in {person.id for person in people}:
        people += session.scalars(select(User).where(User.id == also))
    form.responsible_id.choices = [
        SelectChoice("", _("Choose a person")),
        *(SelectChoice(str(person.id), person.name) for person in people),
    ]


def plan_of(form: ContactForm, *, outreach_reason: str = "") -> ContactPlan:
    """The typed plan, and why it is made although something speaks against it.

    Raises:
        Refused: nobody is responsible.
    """
    if form.responsible_id.data is None:
        raise Refused(_("Choose who is responsible."), "responsible_id")
    return ContactPlan(
        when=form.when(),
        way=form.way.data,
        purpose=form.purpose.data or "",
        responsible_id=form.responsible_id.data,
        preparation=form.preparation.data or "",
        about_match=form.about_match.data,
        outreach_reason=outreach_reason,
    )


def outreach_of(
    when: When, user_ids: Iterable[int], *, about_match: bool = False, contact: PlannedContact | None = None
) -> Contact:
    """A plan as what may come too near to a colleague's; `contact` is the row when it exists already."""
    last = when.on_date + rules.SUNDAY if when.whole_week else when.on_date
    itself = (Kind.PLANNED, contact.id) if contact else None
    return Contact(when.on_date, last, frozenset(user_ids), about_match, itself)


def stays_near_nobody_new(contact: PlannedContact, plan: ContactPlan) -> bool:
    """Whether a change leaves day, person and matter as they were: what was agreed once is not asked again."""
    same = (contact.responsible_id, contact.about_match) == (plan.responsible_id, plan.about_match)
    return same and where_it_stands(contact) == plan.when


def timely(form: WhenForm, today: date, contact: PlannedContact | None = None) -> Any:
    """The form knowing what day it is and where the contact stands."""
    form.today, form.kept = today, where_it_stands(contact) if contact else None
    return form


def heirs_of(session: Session, contacts: Iterable[PlannedContact], user_id: int) -> dict[int, int]:
    """Who takes over from responsible people who have stopped: the one who rolls the wheel over."""
    still_here = {person.id for person in colleagues(session, *rules.RESPONSIBLE_ROLES)}
    return {c.responsible_id: user_id for c in contacts if c.responsible_id not in still_here}


def _wanted_week(wanted: Mapping[str, str]) -> date | None:
    try:
        return rules.monday_of(int(wanted.get("year", "")), int(wanted.get("week", "")))
    except ValueError:
        return None
