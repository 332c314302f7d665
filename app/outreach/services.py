"""Actions of one coordinated contact: a call now, and joining a colleague's instead of making one more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits.models import Visit, VisitParticipant, VisitState, Way
from app.visits.services import VisitPlan, plan_visit
from app.wheel import fulfilment
from app.wheel.models import PlannedContact, PlannedParticipant, PlannedState

A_CALL = timedelta(minutes=10)


@dataclass(frozen=True)
class Call:
    """A talk that has just been, and why it was made although something spoke against it."""

    user_id: int
    contact_person_id: int | None
    quick_note: str
    about_match: bool = False
    outreach_reason: str = ""


def keep_call(
    session: Session, company: Company, call: Call, *, now: datetime, planned: PlannedContact | None = None
) -> Visit:
    """Keep a call that was made just now as a contact that was held; `planned` is the one of the wheel that it was."""
    plan = VisitPlan(
        starts_at=now - A_CALL,
        ends_at=now,
        responsible_id=call.user_id,
        way=Way.CALL,
        contact_person_id=call.contact_person_id,
        about_match=call.about_match,
        outreach_reason=call.outreach_reason,
    )
    visit = plan_visit(session, company=company, now=now, plan=plan)
    visit.state, visit.quick_note = VisitState.HELD, call.quick_note
    session.flush()
    if planned is not None:
        fulfilment.link(session, planned, visit)
        fulfilment.fulfil(session, visit)
    return visit


def join_visit(session: Session, visit: Visit, user_id: int) -> Visit:
    """Come along to a colleague's visit; whoever takes part already does so once. Needs `participants` loaded.

    Raises:
        Refused: it was held or cancelled.
    """
    if visit.state != VisitState.PLANNED:
        raise Refused(_("The visit is no longer planned."))
    if user_id not in {visit.responsible_id, *(row.user_id for row in visit.participants)}:
        visit.participants.append(VisitParticipant(user_id=user_id))
        # The calendars of those who take part show it from now on.
        visit.sequence += 1
        flag_modified(visit, "updated_at")
    session.flush()
    return visit


def join_planned(session: Session, contact: PlannedContact, user_id: int) -> PlannedContact:
    """Take part in a colleague's planned contact. Needs `participants` loaded.

    Raises:
        Refused: it was held or skipped.
    """
    if contact.state != PlannedState.PLANNED:
        raise Refused(_("The contact is no longer planned."))
    if user_id not in {contact.responsible_id, *(row.user_id for row in contact.participants)}:
        contact.participants.append(PlannedParticipant(user_id=user_id))
        contact.sequence += 1
        flag_modified(contact, "updated_at")
    session.flush()
    return contact
