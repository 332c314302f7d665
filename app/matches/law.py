"""What the law says no to between a resident and an order: it is never offered, and refused when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.i18n import gettext as _
from app.matches.models import MatchState
from app.matches.profiles import band_of, opening_of
from app.matches.sentences import blocker_words
from app.orders.models import JobOrder
from app.refusals import Refused
from app.residents.models import Resident
from matching import Blocker, BlockerCode
from matching.hard_rules import age_blockers

# The rules for young people (`matching.youth`). All else that shuts a door, such as hours that don't meet, a person
# may weigh otherwise and say why.
BY_LAW = frozenset(
    {
        BlockerCode.TOO_YOUNG_TO_WORK,
        BlockerCode.YOUTH_WORK_NOT_ALLOWED,
        BlockerCode.YOUTH_HOURS_TOO_MANY,
        BlockerCode.YOUTH_TIME_NOT_ALLOWED,
    }
)
# Steps towards the work. To say that an interview was held, or that somebody said no, is telling what happened.
TOWARDS_WORK = frozenset({MatchState.PROPOSED, MatchState.PUT_FORWARD, MatchState.AGREEMENT})


def forbidden(blockers: Iterable[Blocker]) -> tuple[Blocker, ...]:
    """Those of the blockers that stand in the law."""
    return tuple(one for one in blockers if one.code in BY_LAW)


def between(order: JobOrder, resident: Resident, today: date) -> tuple[Blocker, ...]:
    """What the law says no to between the two on a day; needs the order's company loaded.

    Worked out from the rows: an order that is filled and a resident in the archive stand in no ranking, but their match
    goes on.
    """
    return forbidden(age_blockers(band_of(resident.birth_date, today), opening_of(order)))


def refuse(blockers: Iterable[Blocker], field: str = "") -> None:
    """Raise `Refused` with the reason and where it stands when one of the blockers is the law's."""
    for one in forbidden(blockers):
        told = _("The law does not allow it: %(why)s. Source: %(source)s.", why=blocker_words(one), source=one.source)
        raise Refused(told, field)
