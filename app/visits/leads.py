"""Where a visit's note leads on to: the one screen on which what came of it is made."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from app.visits.models import Lead, Visit, VisitState


def first_address(visit: Visit, ticked: Sequence[Lead]) -> str:
    """Where to go after the note: on to the closing step when the visit is held and waits for it, else to its page."""
    held = visit.state == VisitState.HELD
    endpoint = "visits.close" if held and (ticked or visit.closed_at is None) else "visits.show"
    return url_for(endpoint, visit_id=visit.id)
