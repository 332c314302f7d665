"""Actions of one coordinated contact: joining a colleague's instead of making one more."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits.models import Visit, VisitParticipant, VisitState
from app.wheel.models import PlannedContact, PlannedParticipant, PlannedState


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
