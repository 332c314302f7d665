"""Pure rules of briefings: how one stands, how long its link works, when it may be asked for."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.briefings.models import Briefing
from app.visits.models import Visit, VisitState

LONGEST, SHORTEST = timedelta(days=21), timedelta(days=1)
# Asked once, and once more when no answer came: a third mail would be pressing.
MOST_A_VISIT = 2
WRONG_LINKS = 30


class Standing(enum.StrEnum):
    """How a briefing stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    EXPIRED = "expired"


def standing_of(briefing: Briefing, now: datetime) -> Standing:
    """How it stands now."""
    if briefing.answered_at is not None:
        return Standing.ANSWERED
    return Standing.EXPIRED if briefing.expires_at <= now else Standing.ASKED


def expiry(visit: Visit, now: datetime) -> datetime:
    """A link works until the visit begins, at least a day, at most three weeks."""
    return min(now + LONGEST, max(visit.starts_at, now + SHORTEST))


def may_ask(visit: Visit, asked: Sequence[Briefing], now: datetime) -> bool:
    """Before a planned visit, unless it was answered or asked twice; `asked` are this visit's briefings."""
    if visit.state != VisitState.PLANNED or visit.starts_at <= now:
        return False
    return len(asked) < MOST_A_VISIT and all(briefing.answered_at is None for briefing in asked)
