"""Actions on visits and their notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits import rules
from app.visits.models import (
    GuideQuestion,
    GuideVersion,
    Lead,
    Visit,
    VisitAnswer,
    VisitParticipant,
    VisitState,
    Way,
)
from app.visits.starter_guide import PRESENTATION, QUESTIONS
from app.wheel import fulfilment


@dataclass(frozen=True)
class VisitPlan:
    """When, how, where, with whom and what for. Instants are aware; `participants` are ids of users."""

    starts_at: datetime
    ends_at: datetime
    responsible_id: int
    way: Way = Way.VISIT
    place: str = ""
    contact_person_id: int | None = None
    participants: frozenset[int] = frozenset()
    purpose: str = ""
    about_match: bool = False
    outreach_reason: str = ""


@dataclass(frozen=True)
class Note:
    """What was written: the quick note, answers by question id, what the visit became, and which doubts are settled."""

    guide_version_id: int | None
    quick_note: str
    answers: Mapping[int, str]
    became: tuple[Lead, ...] = ()
    settled: tuple[str, ...] = ()


def ensure_starter_guide(session: Session, now: datetime) -> GuideVersion | None:
    """Publish the starter guide as version 1; None when there is a guide already. Safe to call again."""
    if session.scalar(select(func.count()).select_from(GuideVersion)):
        return None
    guide = GuideVersion(number=1, published_at=now, presentation=PRESENTATION, updated_at=now)
    guide.questions = [
        GuideQuestion(position=position, section=q.section, key=q.key, text=q.text, help=q.help)
        for position, q in enumerate(QUESTIONS, start=1)
    ]
    session.add(guide)
    session.flush()
    return guide


def plan_visit(session: Session, *, company: Company, now: datetime, plan: VisitPlan) -> Visit:
    """A new visit; the first one ever also publishes the starter guide, when nobody has."""
    ensure_starter_guide(session, now)
    visit = Visit(company_id=company.id, created_at=now, updated_at=now, sequence=0, participants=[])
    visit.state, visit.state_reason = VisitState.PLANNED, ""
    _fill(visit, plan)
    session.add(visit)
    session.flush()
    return visit


def change_visit(session: Session, visit: Visit, plan: VisitPlan) -> Visit:
    """Change or move a visit; a cancelled one is planned again. Calendars see a higher sequence when it moved."""
    before = _calendar_facts(visit)
    _fill(visit, plan)
    if visit.state == VisitState.CANCELLED:
        visit.state, visit.state_reason = VisitState.PLANNED, ""
    if _calendar_facts(visit) != before:
        visit.sequence += 1
    return _touched(session, visit)


def cancel_visit(session: Session, visit: Visit, *, reason: str) -> Visit:
    """Cancel a planned visit with the reason; it stays as a record.

    Raises:
        Refused: it was held or cancelled before.
    """
    if visit.state != VisitState.PLANNED:
        raise Refused(_("Only a planned visit can be cancelled."))
    visit.state, visit.state_reason = VisitState.CANCELLED, reason
    visit.sequence += 1
    fulfilment.let_go(session, visit)
    return _touched(session, visit)


def mark_held(session: Session, visit: Visit, *, now: datetime) -> Visit:
    """Say that a planned visit took place; one of today that was put forward has ended now.

    Raises:
        Refused: its day has not come, or it isn't planned.
    """
    if visit.state != VisitState.PLANNED:
        raise Refused(_("Only a planned visit can be marked as held."))
    if not rules.may_have_been(visit, now):
        raise Refused(_("The visit has not begun yet."))
    if not rules.has_begun(visit, now):
        _put_forward(visit, now)
    visit.state = VisitState.HELD
    _touched(session, visit)
    fulfilment.fulfil(session, visit)
    return visit


def _put_forward(visit: Visit, now: datetime) -> None:
    # What was held does not lie ahead; nobody is asked for the minute.
    length = visit.ends_at - visit.starts_at
    midnight = clock.to_utc(datetime.combine(clock.local_day(now), time.min))
    visit.starts_at, visit.ends_at = max(now - length, midnight), now
    visit.sequence += 1


def mark_not_held(session: Session, visit: Visit) -> Visit:
    """Take back that a visit was held: a slip of the finger."""
    if visit.state != VisitState.HELD:
        raise Refused(_("The visit is not marked as held."))
    visit.state, visit.closed_at = VisitState.PLANNED, None
    fulfilment.take_back(session, visit)
    return _touched(session, visit)


def save_note(session: Session, visit: Visit, *, note: Note, now: datetime, been: bool = False) -> bool:
    """Keep a note; an empty answer is no answer. Returns whether this marked the visit as held.

    The note's guide version stays with it, so that old notes are read with the questions they answered.
    `been`: it was held earlier on its day than planned.
    """
    # Answers first: reading them after changing the visit would write it twice.
    _keep_answers(session, visit, note.answers)
    visit.quick_note, visit.became = note.quick_note, [lead.value for lead in Lead if lead in note.became]
    visit.settled_doubts = list(note.settled)
    if visit.guide_version_id is None:
        visit.guide_version_id = note.guide_version_id
    come = rules.has_begun(visit, now) or (been and rules.may_have_been(visit, now))
    if visit.state == VisitState.PLANNED and come:
        mark_held(session, visit, now=now)
        return True
    _touched(session, visit)
    return False


def _keep_answers(session: Session, visit: Visit, answers: Mapping[int, str]) -> None:
    query = select(VisitAnswer).where(VisitAnswer.visit_id == visit.id)
    kept = {answer.question_id: answer for answer in session.scalars(query)}
    for question_id, text in answers.items():
        answer = kept.get(question_id)
        if answer is None and text:
            session.add(VisitAnswer(visit_id=visit.id, question_id=question_id, text=text))
        elif answer is not None and text:
            answer.text = text
        elif answer is not None:
            session.delete(answer)


def _fill(visit: Visit, plan: VisitPlan) -> None:
    visit.starts_at, visit.ends_at, visit.way = plan.starts_at, plan.ends_at, plan.way
    visit.place, visit.purpose = plan.place, plan.purpose
    visit.about_match, visit.outreach_reason = plan.about_match, plan.outreach_reason
    visit.responsible_id, visit.contact_person_id = plan.responsible_id, plan.contact_person_id
    coming = plan.participants - {plan.responsible_id}
    staying = [row for row in visit.participants if row.user_id in coming]
    known = {row.user_id for row in staying}
    visit.participants = [*staying, *(VisitParticipant(user_id=user_id) for user_id in sorted(coming - known))]


def _calendar_facts(visit: Visit) -> tuple[object, ...]:
    return visit.starts_at, visit.ends_at, visit.place, visit.way, visit.state


def _touched(session: Session, visit: Visit) -> Visit:
    # Answers and participants are rows of their own: without this the visit's version would not rise with them.
    flag_modified(visit, "updated_at")
    session.flush()
    return visit
