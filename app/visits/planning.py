"""Fills the form of a visit and turns what was typed into a plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Role, User
from app.accounts.queries import colleagues
from app.companies.models import Company, ContactPerson
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits import rules
from app.visits.forms import VisitForm, named_choices
from app.visits.models import Visit, VisitState, Way
from app.visits.services import VisitPlan

USUAL_LENGTH = timedelta(hours=1)


def new_visit_values(session: Session, user: User, company: Company, wanted: Mapping[str, str]) -> dict[str, Any]:
    """What an empty form proposes: the company's address and fixed contact person, me as responsible.

    `wanted` may hold `day`, `way` and `purpose` from the page that led here; what can't be read is left out.
    """
    contact = next((person for person in current_contacts(session, company) if person.is_fixed), None)
    may_be = user.id in {person.id for person in colleagues(session, *rules.RESPONSIBLE_ROLES)}
    return {
        "day": _day(wanted.get("day", "")),
        "way": wanted.get("way") if wanted.get("way") in set(Way) else Way.VISIT,
        "place": address_of(company),
        "contact_person_id": contact.id if contact else None,
        "responsible_id": user.id if may_be else None,
        "purpose": wanted.get("purpose", "")[:2000],
        "been": wanted.get("been") == "y",
    }


def visit_values(visit: Visit) -> dict[str, Any]:
    """A visit as the form shows it; needs `participants` loaded."""
    starts, ends = clock.to_local(visit.starts_at), clock.to_local(visit.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "way": visit.way,
        "place": visit.place,
        "contact_person_id": visit.contact_person_id,
        "responsible_id": visit.responsible_id,
        "participants": [row.user_id for row in visit.participants],
        "purpose": visit.purpose,
        "about_match": visit.about_match,
        "outreach_reason": visit.outreach_reason,
    }


def offer_choices(session: Session, form: VisitForm, company: Company, visit: Visit | None) -> None:
    """Contact persons of the company and colleagues; who was chosen before stays a choice although they left."""
    contacts = current_contacts(session, company, also=visit.contact_person_id if visit else None)
    form.contact_person_id.choices = named_choices(contacts, _("Nobody chosen"))
    leaders = _people(session, rules.RESPONSIBLE_ROLES, {visit.responsible_id} if visit else set())
    form.responsible_id.choices = named_choices(leaders)
    coming = {row.user_id for row in visit.participants} if visit else set()
    together = _people(session, rules.PARTICIPANT_ROLES, coming)
    form.participants.choices = named_choices(together)
    # In the order of the boxes, so that an unchanged choice is not taken for a difference.
    order = [person.id for person in together]
    form.participants.data = sorted(form.participants.data or [], key=lambda i: order.index(i) if i in order else -1)


def plan_of(form: VisitForm, company: Company) -> VisitPlan:
    """The typed plan.

    Raises:
        Refused: the clock jumps over that time, or nobody is responsible.
    """
    starts = _instant(form.day.data, form.starts.data, "starts")
    ends = _instant(form.day.data, form.ends.data, "ends") if form.ends.data else starts + USUAL_LENGTH
    if form.responsible_id.data is None:
        raise Refused(_("Choose who is responsible."), "responsible_id")
    return VisitPlan(
        starts_at=starts,
        ends_at=ends,
        way=form.way.data,
        place=_place(form, company),
        contact_person_id=form.contact_person_id.data,
        responsible_id=form.responsible_id.data,
        participants=frozenset(form.participants.data or ()),
        purpose=form.purpose.data or "",
    )


def was_held(form: VisitForm, plan: VisitPlan, *, now: datetime, kept: Visit | None = None) -> bool:
    """Whether the visit becomes one that was held now; `kept` is the visit that is changed.

    Raises:
        Refused: its time has passed and nobody has said that it was held, or it lies ahead and somebody has.
    """
    if kept is not None and kept.state == VisitState.HELD:
        if plan.starts_at > now:
            raise Refused(_("The visit has not begun yet."), "day")
        return False
    passed = plan.ends_at <= now
    stays = kept is not None and kept.state != VisitState.CANCELLED and kept.starts_at == plan.starts_at
    form.asks_if_held = form.been.data or (passed and not stays)
    if form.been.data and plan.starts_at > now:
        raise Refused(_("That time has not come yet. Take the tick away, or mend day and time."), "been")
    if form.asks_if_held and not form.been.data:
        raise Refused(_("That time has passed. Tick that the visit was held, or choose another day."), "day")
    return bool(form.been.data)


def refuse_strangers(roles: Collection[Role], user_id: int, company: Company, plan: VisitPlan) -> None:
    """A counsellor plans visits of their own: as fixed contact, responsible or coming along.

    Raises:
        Refused: they have no part in it.
    """
    if rules.EDITORS.intersection(roles):
        return
    if not rules.is_involved(user_id, company, plan.responsible_id, plan.participants):
        raise Refused(_("Plan it with yourself as responsible or coming along."), "responsible_id")


def _place(form: VisitForm, company: Company) -> str:
    # The proposed address is where we go for a visit; a call or a meeting with us does not take place there.
    place = form.place.data or ""
    return "" if form.way.data != Way.VISIT and place == address_of(company) else place


def address_of(company: Company) -> str:
    """A company's address on one line."""
    return ", ".join(part for part in (company.street, f"{company.postal_code} {company.city}".strip()) if part)[:200]


def current_contacts(session: Session, company: Company, *, also: int | None = None) -> list[ContactPerson]:
    """Contact persons who are still there, by name; and one more by id although they have left."""
    query = select(ContactPerson).where(ContactPerson.company_id == company.id).order_by(ContactPerson.name)
    return [person for person in session.scalars(query) if person.left_on is None or person.id == also]


def _people(session: Session, roles: Collection[Role], also: set[int]) -> list[User]:
    found = colleagues(session, *roles)
    missing = also - {person.id for person in found}
    if missing:
        found += session.scalars(select(User).where(User.id.in_(missing)))
    return sorted(found, key=lambda person: (person.name, person.id))


def _instant(day: date | None, time: Any, field: str) -> datetime:
    assert day is not None  # validated: it is needed
    local = datetime.combine(day, time)
    if not rules.exists_on_the_clock(local):
        raise Refused(_("That night the clock jumps over this time. Choose an hour later."), field)
    return clock.to_utc(local)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
