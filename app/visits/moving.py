"""Moves a visit to another time, with who, when and why; calendars see a higher sequence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits import rules
from app.visits.models import Visit, VisitMove, VisitState


def note_move(session: Session, visit: Visit, starts_at: datetime, *, user_id: int, reason: str, now: datetime) -> None:
    """Keep why a planned visit gets another time. One that was planned just now is corrected, not moved.

    Raises:
        Refused: the reason is missing.
    """
    if visit.state != VisitState.PLANNED or visit.starts_at == starts_at:
        return
    if not reason and rules.needs_reason_to_move(visit, now):
        raise Refused(_("Write why it is moved, so that colleagues and the next caller know."), "move_reason")
    if reason:
        move = VisitMove(visit_id=visit.id, at=now, user_id=user_id, from_starts_at=visit.starts_at, reason=reason)
        session.add(move)


def move_visit(
    session: Session, visit: Visit, starts_at: datetime, *, user_id: int, reason: str, now: datetime
) -> Visit:
    """Put a planned visit on another time; it keeps its length.

    Raises:
        Refused: it is not planned.
    """
    if visit.state != VisitState.PLANNED:
        raise Refused(_("Only a planned visit can be moved."))
    note_move(session, visit, starts_at, user_id=user_id, reason=reason, now=now)
    length = visit.ends_at - visit.starts_at
    if visit.starts_at != starts_at:
        visit.starts_at, visit.ends_at = starts_at, starts_at + length
        visit.sequence += 1
    session.flush()
    return visit


def moves_of(session: Session, visit_id: int) -> list[VisitMove]:
    """When a visit was moved from where and why, newest first."""
    query = select(VisitMove).where(VisitMove.visit_id == visit_id).options(joinedload(VisitMove.user))
    return list(session.scalars(query.order_by(VisitMove.id.desc())))
