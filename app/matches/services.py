"""Actions: ask the counsellors, answer, choose somebody for an order, take a step in the course of a match."""

from __future__ import annotations

import enum
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.i18n import lazy_gettext as _
from app.matches import keeping, law, rules
from app.matches.keeping import Kept
from app.matches.models import Inquiry, InquiryAnswer, Match, MatchState, MatchStateChange
from app.orders.models import JobOrder
from app.orders.rules import CLOSED
from app.refusals import Refused
from app.residents.models import Resident
from matching import Blocker


class Says(enum.StrEnum):
    """What a counsellor can answer."""

    SOMEONE = "someone"
    LATER = "later"
    NO = "no"


def ask(
    session: Session,
    user: User,
    order: JobOrder,
    *,
    now: datetime,
    note: str,
    counsellor_ids: Collection[int],
    already: Inquiry | None,
) -> Inquiry:
    """Ask all counsellors whether they have someone. While a question is open, only those who are new are asked.

    The order must be locked by the caller, so that two at once do not open two questions.

    Raises:
        Refused: the order waits for nobody.
    """
    if order.state not in rules.ASKABLE:
        raise Refused(_("Only about a job order that is open can the counsellors be asked."))
    inquiry = already or Inquiry(
        job_order_id=order.id, asked_by_id=user.id, asked_at=now, note=note, updated_at=now, answers=[]
    )
    asked = {answer.user_id for answer in inquiry.answers}
    new = [one for one in counsellor_ids if one not in asked]
    inquiry.answers.extend(InquiryAnswer(user_id=one, updated_at=now) for one in new)
    session.add(inquiry)
    session.flush()
    return inquiry


def close(session: Session, inquiry: Inquiry, *, now: datetime) -> Inquiry:
    """End a question; the answers stay."""
    inquiry.closed_at = inquiry.closed_at or now
    session.flush()
    return inquiry


def answer(
    session: Session,
    given: InquiryAnswer,
    *,
    now: datetime,
    says: Says,
    resident_id: int | None,
    note: str,
) -> InquiryAnswer:
    """Give or change a counsellor's answer.

    Raises:
        Refused: the question has been closed, or nobody is named with "I have someone".
    """
    if given.inquiry.closed_at is not None:
        raise Refused(_("The question has been closed in the meantime. Ring the one who asked."))
    if says is Says.SOMEONE and resident_id is None:
        raise Refused(_("Choose whom you think of, or answer that you will come back."), "resident_id")
    given.has_someone = says is not Says.NO
    given.resident_id = resident_id if says is Says.SOMEONE else None
    given.note, given.answered_at = note, now
    session.flush()
    return given


def choose(
    session: Session,
    user: User,
    order: JobOrder,
    resident: Resident,
    *,
    now: datetime,
    motive: str,
    kept: Kept,
    blockers: Collection[Blocker],
    question: InquiryAnswer | None = None,
) -> Match:
    """Choose a resident for an order, with one's own motive and the ranking that was on the screen.

    Chosen from a question to the counsellors, the choice is its answer as well: yes, I have someone.

    The pair must not have been chosen before, and the resident must be the user's to work with (the caller's look-ups).
    `blockers` are what the ranker says stands in the way: a person may weigh it otherwise, but not what the law says.

    Raises:
        Refused: the order is closed, the resident in the archive, or the law does not allow it.
    """
    law.refuse(blockers, "motive")
    if order.state in CLOSED or not resident.active:
        raise Refused(_("The job order is closed, or the resident is in the archive: nobody can be chosen now."))
    match = Match(
        job_order_id=order.id,
        resident_id=resident.id,
        chosen_by_id=user.id,
        chosen_at=now,
        motive=motive,
        matcher_version=str(kept.get("matcher", "")),
        kept_ranking=kept,
        updated_at=now,
    )
    match.state_changes = [MatchStateChange(at=now, user_id=user.id, state=MatchState.PROPOSED)]
    session.add(match)
    if question is not None:
        answer(session, question, now=now, says=Says.SOMEONE, resident_id=resident.id, note=question.note)
    session.flush()
    return match


def take_step(
    session: Session,
    user: User,
    match: Match,
    *,
    now: datetime,
    state: MatchState,
    reason: str,
    blockers: Collection[Blocker] = (),
) -> Match:
    """Bring a match a step on, with who, when and why. `blockers` are what stands in the way of the pair now.

    Raises:
        Refused: the step can't follow, is not the user's to take, needs a reason and has none, or is against the law.
    """
    if not (rules.may_follow(match.state, state) and rules.may_take(user, match.resident, state)):
        raise Refused(_("The match can't go from its present step to this one."), "state")
    if state in rules.NEED_REASON and not reason:
        raise Refused(_("Write why; only those who work with the resident see it."), "reason")
    if state in law.TOWARDS_WORK:
        law.refuse(blockers, "state")
    match.state = state
    session.add(MatchStateChange(match_id=match.id, at=now, user_id=user.id, state=state, reason=reason))
    session.flush()
    return match


def forget_in_rankings(session: Session, resident_id: int) -> int:
    """Take a resident out of all rankings that were kept with choices of others; how many were changed."""
    likely = cast(Match.kept_ranking, String).contains(f'"resident_id": {resident_id},')
    found = [match for match in session.scalars(select(Match).where(likely)) if match.resident_id != resident_id]
    for match in found:
        match.kept_ranking = keeping.without(match.kept_ranking, resident_id)
    session.flush()
    return len(found)
