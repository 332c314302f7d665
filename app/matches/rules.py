"""Pure rules of matches: the course of a match, who may take a step, who may know of it, and what is asked where."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.accounts.models import Role, User
from app.matches.models import MatchState, MatchStateChange
from app.orders.models import OrderState
from app.residents import rules as residents
from app.residents.models import Resident

# From each state to those that may follow it (domain §6). A no can be taken back; an agreement is for the follow-up.
# A choice is taken back only while the company knows nothing of it; taken back, the pair can be chosen again.
NEXT_STATES: dict[MatchState, tuple[MatchState, ...]] = {
    MatchState.PROPOSED: (
        MatchState.TALKED_THROUGH,
        MatchState.RESIDENT_YES,
        MatchState.RESIDENT_NO,
        MatchState.TAKEN_BACK,
    ),
    MatchState.TALKED_THROUGH: (MatchState.RESIDENT_YES, MatchState.RESIDENT_NO, MatchState.TAKEN_BACK),
    MatchState.RESIDENT_YES: (
        MatchState.PUT_FORWARD,
        MatchState.AWAITING_GRANT,
        MatchState.RESIDENT_NO,
        MatchState.TAKEN_BACK,
    ),
    MatchState.RESIDENT_NO: (MatchState.TALKED_THROUGH,),
    MatchState.PUT_FORWARD: (
        MatchState.INTERVIEW,
        MatchState.AGREEMENT,
        MatchState.AWAITING_GRANT,
        MatchState.COMPANY_NO,
        MatchState.RESIDENT_NO,
    ),
    MatchState.INTERVIEW: (
        MatchState.AGREEMENT,
        MatchState.AWAITING_GRANT,
        MatchState.COMPANY_NO,
        MatchState.RESIDENT_NO,
    ),
    MatchState.AWAITING_GRANT: (
        MatchState.PUT_FORWARD,
        MatchState.INTERVIEW,
        MatchState.AGREEMENT,
        MatchState.COMPANY_NO,
        MatchState.RESIDENT_NO,
    ),
    MatchState.AGREEMENT: (),
    MatchState.COMPANY_NO: (MatchState.PUT_FORWARD,),
    MatchState.TAKEN_BACK: (MatchState.PROPOSED,),
}
NEED_REASON = frozenset({MatchState.RESIDENT_NO, MatchState.COMPANY_NO, MatchState.TAKEN_BACK})
# Steps that are taken on a page of their own, because there is something to write.
WITH_WORDS = NEED_REASON | {MatchState.AWAITING_GRANT}
# Nobody works on these any more.
OVER = frozenset({MatchState.RESIDENT_NO, MatchState.COMPANY_NO, MatchState.TAKEN_BACK})
# What the company says, which those who speak with the company may note as well.
COMPANY_SIDE = frozenset({MatchState.INTERVIEW, MatchState.AGREEMENT, MatchState.COMPANY_NO, MatchState.AWAITING_GRANT})
# Where the next move is with those who know the resident, and where with those who speak with the company.
WAITS_FOR_STAFF = (
    MatchState.PROPOSED,
    MatchState.TALKED_THROUGH,
    MatchState.RESIDENT_YES,
    MatchState.PUT_FORWARD,
    MatchState.INTERVIEW,
    MatchState.AWAITING_GRANT,
)
WAITS_FOR_COMPANY_STAFF = (MatchState.PUT_FORWARD, MatchState.INTERVIEW)
# Those who speak with companies about orders.
COMPANY_STAFF = frozenset({Role.CONSULTANT, Role.BROKER})
ASKABLE = frozenset({OrderState.OPEN, OrderState.ON_HOLD})


def may_follow(before: MatchState, after: MatchState) -> bool:
    """Whether a match may go from one state to another."""
    return after in NEXT_STATES[before]


def speaks_with_companies(roles: Collection[Role]) -> bool:
    """Whether one of the roles has the contact to the company."""
    return not COMPANY_STAFF.isdisjoint(roles)


def may_take(user: User, resident: Resident, after: MatchState) -> bool:
    """Whether the user may take the step: the resident's staff every one, the company's contact the company's part."""
    if residents.may_edit(user, resident):
        return True
    return after in COMPANY_SIDE and speaks_with_companies(user.roles)


def steps_for(user: User, resident: Resident, before: MatchState) -> list[MatchState]:
    """The steps that this user may take now."""
    return [state for state in NEXT_STATES[before] if may_take(user, resident, state)]


def shown_state(state: MatchState, *, staff: bool) -> MatchState | None:
    """The state as somebody may see it; None for a resident's no and for what was taken back: over is all they see."""
    hidden = state in (MatchState.RESIDENT_NO, MatchState.TAKEN_BACK)
    return None if hidden and not staff else state


def shown_changes(changes: Iterable[MatchStateChange], *, staff: bool) -> list[MatchStateChange]:
    """The course as somebody may see it: the resident's staff all of it, others from being put forward, without noes
    of the resident, which nobody outside is told of."""
    listed = list(changes)
    if staff:
        return listed
    start = next((at for at, change in enumerate(listed) if change.state is MatchState.PUT_FORWARD), len(listed))
    return [change for change in listed[start:] if change.state in COMPANY_SIDE | {MatchState.PUT_FORWARD}]
