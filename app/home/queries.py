"""What My day shows of the other features: each list one or two queries, only a person's own rows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app import clock
from app.accounts.models import Role, User
from app.companies.models import Company
from app.home.rules import Horizon
from app.matches.models import Inquiry, InquiryAnswer, Match, MatchState
from app.orders.models import JobOrder, OrderState
from app.residents.models import Consent, Resident
from app.residents.queries import in_scope
from app.residents.rules import LONG_SINCE_DAYS
from app.visits.models import NextStep, Visit, VisitParticipant, VisitState
from app.visits.step_queries import with_reminders
from app.wheel.models import PlannedContact, PlannedParticipant, PlannedState

MOST_ROWS = 30
# What a visit became is remembered for a fortnight; later nobody closes it any more.
UNCLOSED = timedelta(days=14)
ENDED = (MatchState.RESIDENT_NO, MatchState.COMPANY_NO, MatchState.TAKEN_BACK)


def visits(session: Session, user: User, horizon: Horizon) -> list[Visit]:
    """One's own visits (also as one who comes along): today's, the coming ones, and earlier ones without a note.

    Those that one led lately and has not closed are among the earlier ones.
    """
    joined = select(VisitParticipant.visit_id).where(VisitParticipant.user_id == user.id)
    today, after = _midnight(horizon.today), _midnight(horizon.visits_until + timedelta(days=1))
    query = select(Visit).where(
        or_(Visit.responsible_id == user.id, Visit.id.in_(joined)),
        or_(
            and_(Visit.state == VisitState.PLANNED, Visit.starts_at < after),
            and_(Visit.state == VisitState.HELD, Visit.starts_at >= today, Visit.starts_at < after),
            and_(
                Visit.state == VisitState.HELD,
                Visit.closed_at.is_(None),
                Visit.responsible_id == user.id,
                Visit.starts_at.between(today - UNCLOSED, today),
            ),
        ),
    )
    return list(
        session.scalars(query.options(joinedload(Visit.company)).order_by(Visit.starts_at, Visit.id).limit(MOST_ROWS))
    )


def steps(session: Session, user: User, horizon: Horizon) -> list[NextStep]:
    """One's own open next steps that are overdue or due soon, the most overdue first."""
    query = select(NextStep).where(
        NextStep.owner_id == user.id, NextStep.done_at.is_(None), NextStep.due_on <= horizon.steps_until
    )
    options = (joinedload(NextStep.company), joinedload(NextStep.job_order), with_reminders())
    return list(session.scalars(query.options(*options).order_by(NextStep.due_on, NextStep.id).limit(MOST_ROWS)))


def planned_contacts(session: Session, user: User, horizon: Horizon) -> list[PlannedContact]:
    """Contacts of the wheel, one's own or joined, that are still to be made by the end of this month, late ones too."""
    joined = select(PlannedParticipant.planned_contact_id).where(PlannedParticipant.user_id == user.id)
    query = select(PlannedContact).where(
        or_(PlannedContact.responsible_id == user.id, PlannedContact.id.in_(joined)),
        PlannedContact.state == PlannedState.PLANNED,
        PlannedContact.on_date <= horizon.month_end,
        # One that became a visit stands among the visits.
        PlannedContact.visit_id.is_(None),
    )
    query = query.options(joinedload(PlannedContact.company), joinedload(PlannedContact.responsible))
    return list(session.scalars(query.order_by(PlannedContact.on_date, PlannedContact.id).limit(MOST_ROWS)))


def orders_without_candidate(session: Session, user: User) -> list[JobOrder]:
    """Open orders, one's own or at one's own companies, for which nobody is proposed; the oldest first."""
    proposed = exists().where(Match.job_order_id == JobOrder.id, Match.state.not_in(ENDED))
    query = (
        select(JobOrder)
        .join(JobOrder.company)
        .where(
            JobOrder.state == OrderState.OPEN,
            or_(JobOrder.responsible_id == user.id, Company.fixed_contact_id == user.id),
            ~proposed,
        )
    )
    query = query.options(joinedload(JobOrder.company)).order_by(JobOrder.created_at, JobOrder.id)
    return list(session.scalars(query.limit(MOST_ROWS)))


def questions(session: Session, user: User) -> list[InquiryAnswer]:
    """Questions 'do you have someone for this?' that wait for one's answer, about orders that are still open."""
    query = (
        select(InquiryAnswer)
        .join(InquiryAnswer.inquiry)
        .join(Inquiry.job_order)
        .where(
            InquiryAnswer.user_id == user.id,
            InquiryAnswer.has_someone.is_(None),
            Inquiry.closed_at.is_(None),
            JobOrder.state == OrderState.OPEN,
        )
    )
    asked = joinedload(InquiryAnswer.inquiry)
    options = (asked.joinedload(Inquiry.job_order).joinedload(JobOrder.company), asked.joinedload(Inquiry.asked_by))
    return list(session.scalars(query.options(*options).order_by(Inquiry.asked_at, InquiryAnswer.id).limit(MOST_ROWS)))


def answered(session: Session, user: User) -> list[Inquiry]:
    """One's own open questions to the counsellors that somebody has answered, the newest answer first. Two queries."""
    given = (InquiryAnswer.inquiry_id == Inquiry.id, InquiryAnswer.has_someone.is_not(None))
    newest = select(func.max(InquiryAnswer.answered_at)).where(*given).scalar_subquery()
    query = (
        select(Inquiry)
        .join(Inquiry.job_order)
        .where(
            Inquiry.asked_by_id == user.id,
            Inquiry.closed_at.is_(None),
            JobOrder.state == OrderState.OPEN,
            exists().where(*given),
        )
    )
    order = joinedload(Inquiry.job_order).joinedload(JobOrder.company)
    query = query.options(order, selectinload(Inquiry.answers)).order_by(newest.desc(), Inquiry.id)
    return list(session.scalars(query.limit(MOST_ROWS)))


def residents_long_since(session: Session, user: User, horizon: Horizon) -> list[Resident]:
    """One's own residents whom nobody has talked with for 30 days (or never, 30 days after they came)."""
    limit = horizon.today - timedelta(days=LONG_SINCE_DAYS)
    never = and_(Resident.last_contact_on.is_(None), Resident.created_at < _midnight(limit))
    query = select(Resident).where(own_residents(user), or_(Resident.last_contact_on < limit, never))
    order = (Resident.last_contact_on.asc().nulls_first(), Resident.id)
    return list(session.scalars(query.order_by(*order).limit(MOST_ROWS)))


def consents_running_out(session: Session, user: User, horizon: Horizon) -> list[tuple[Consent, Resident]]:
    """Consents of one's own residents that end within 30 days and that no later one to the same receiver replaces."""
    later = aliased(Consent)
    replaced = exists().where(
        later.resident_id == Consent.resident_id,
        later.receiver_id == Consent.receiver_id,
        later.withdrawn_at.is_(None),
        later.valid_until > Consent.valid_until,
    )
    query = (
        select(Consent, Resident)
        .join(Resident, Resident.id == Consent.resident_id)
        .where(
            own_residents(user),
            Consent.withdrawn_at.is_(None),
            Consent.valid_until.between(horizon.today, horizon.consents_until),
            ~replaced,
        )
    )
    query = query.options(joinedload(Consent.receiver)).order_by(Consent.valid_until, Consent.id).limit(MOST_ROWS)
    return [(consent, resident) for consent, resident in session.execute(query)]


def own_residents(user: User) -> ColumnElement[bool]:
    """Active residents of the user's organisation whose counsellor, broker or case officer the user is."""
    columns = {
        Role.COUNSELLOR: Resident.counsellor_id,
        Role.BROKER: Resident.broker_id,
        Role.JOB_CONSULTANT: Resident.case_officer_id,
    }
    assigned = [column == user.id for role, column in columns.items() if role in user.roles]
    return and_(Resident.active, in_scope(user), or_(*assigned)) if assigned else Resident.id.is_(None)


def _midnight(day: date) -> datetime:
    return clock.to_utc(datetime.combine(day, time.min))
