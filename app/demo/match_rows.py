"""The demonstration's matches: residents chosen for orders, each some steps on its way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.demo.people import People
from app.demo.tables import Line, lines, parts, work_time
from app.matches.models import Match, MatchState, MatchStateChange
from app.orders.models import JobOrder
from app.residents.models import Resident


def load(
    session: Session, people: People, orders: dict[str, JobOrder], residents: dict[str, Resident], now: datetime
) -> None:
    """Create the matches. They were chosen without a list on the screen, so no ranking is kept with them."""
    for line in lines("matches"):
        session.add(_match(line, people, orders[line["order"]], residents[line["resident"]], now))
    session.flush()


def _match(line: Line, people: People, order: JobOrder, resident: Resident, now: datetime) -> Match:
    user_id, chosen = people.users[line["who"]].id, work_time(-int(line["days"]), 10, now)
    changes = [MatchStateChange(at=chosen, user_id=user_id, state=MatchState.PROPOSED)]
    for step in parts(line["steps"]):
        state, days, reason = step.split(">")
        at = work_time(-int(days), 13, now)
        changes.append(MatchStateChange(at=at, user_id=user_id, state=MatchState(state), reason=reason))
    return Match(
        job_order_id=order.id,
        resident_id=resident.id,
        chosen_by_id=user_id,
        chosen_at=chosen,
        motive=line["motive"],
        state=changes[-1].state,
        matcher_version="",
        kept_ranking={},
        state_changes=changes,
        updated_at=changes[-1].at,
    )
