"""Reads of questions, answers and matches; a look-up is at the same time the permission to see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, load_only, selectinload
from werkzeug.exceptions import NotFound

from app.accounts.models import Role, User, UserRole
from app.companies.models import Company
from app.db import is_writing
from app.matches import rules
from app.matches.models import Inquiry, InquiryAnswer, Match, MatchState, MatchStateChange
from app.orders.models import JobOrder, OrderState
from app.residents.models import Consent, ConsentScope, Resident
from app.residents.queries import in_scope, running
from app.residents.sharing import scope_of

MOST_TO_CHOOSE = 500


def names_of(session: Session, ids: Collection[int]) -> dict[int, Resident]:
    """Residents that the asker was found to may see, by id, with nothing but their own columns. One query."""
    rows = session.scalars(select(Resident).where(Resident.id.in_(ids))) if ids else ()
    return {row.id: row for row in rows}


def residents_to_choose(session: Session, user: User) -> list[Resident]:
    """All active residents open to this user, by name, with name and assignment alone. One query."""
    assigned = (Resident.organisation_id, Resident.counsellor_id, Resident.broker_id, Resident.case_officer_id)
    query = select(Resident).where(in_scope(user), Resident.active).options(load_only(Resident.name, *assigned))
    return list(session.scalars(query.order_by(Resident.folded_name, Resident.id)))


def scopes_shared_with(session: Session, user: User, today: date) -> dict[int, frozenset[ConsentScope]]:
    """What consents that run today open to the user's organisation, by resident; active ones elsewhere. One query."""
    query = select(Consent).join(Resident, Resident.id == Consent.resident_id)
    elsewhere = Resident.organisation_id != user.organisation_id
    query = query.where(Consent.receiver_id == user.organisation_id, running(today), Resident.active, elsewhere)
    given: dict[int, list[Consent]] = {}
    for consent in session.scalars(query.order_by(Consent.id)):
        given.setdefault(consent.resident_id, []).append(consent)
    return {resident_id: scope_of(consents) for resident_id, consents in given.items()}


def orders_of(session: Session, ids: Collection[int]) -> dict[int, JobOrder]:
    """Orders with their companies, by id. One query."""
    query = select(JobOrder).where(JobOrder.id.in_(ids)).options(joinedload(JobOrder.company, innerjoin=True))
    return {row.id: row for row in session.scalars(query)} if ids else {}


def open_orders(session: Session) -> list[JobOrder]:
    """All open orders with their companies, for choosing among, by title. One query."""
    company = joinedload(JobOrder.company, innerjoin=True).load_only(Company.name)
    query = select(JobOrder).where(JobOrder.state == OrderState.OPEN).options(load_only(JobOrder.title), company)
    return list(session.scalars(query.order_by(JobOrder.title, JobOrder.id).limit(MOST_TO_CHOOSE)))


def counsellors_to_ask(session: Session) -> list[int]:
    """Ids of all active counsellors, in the order of their ids."""
    holds = exists().where(UserRole.user_id == User.id, UserRole.role == Role.COUNSELLOR)
    return list(session.scalars(select(User.id).where(User.active, holds).order_by(User.id)))


def open_inquiry(session: Session, order_id: int) -> Inquiry | None:
    """The question about an order that is still open, with who asked and all answers. Two queries."""
    query = select(Inquiry).where(Inquiry.job_order_id == order_id, Inquiry.closed_at.is_(None)).options(*_answered())
    return session.scalar(query.order_by(Inquiry.id.desc()).limit(1))


def get_inquiry_for(session: Session, user: User, inquiry_id: int) -> Inquiry:
    """A question, for those who may ask; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Inquiry).where(Inquiry.id == inquiry_id).options(*_answered())
    query = query.options(joinedload(Inquiry.job_order, innerjoin=True).joinedload(JobOrder.company, innerjoin=True))
    inquiry = session.scalar(query.with_for_update(of=Inquiry) if is_writing(session) else query)
    if inquiry is None or not rules.speaks_with_companies(user.roles):
        raise NotFound
    return inquiry


def _answered() -> tuple[Any, ...]:
    asked_by = joinedload(Inquiry.asked_by, innerjoin=True)
    who = selectinload(Inquiry.answers).joinedload(InquiryAnswer.user, innerjoin=True)
    return asked_by, who.joinedload(User.organisation, innerjoin=True)


def get_answer_for(session: Session, user: User, answer_id: int) -> InquiryAnswer:
    """The user's own answer with the question and the order; locked when the session writes.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    inquiry = joinedload(InquiryAnswer.inquiry, innerjoin=True)
    order = inquiry.joinedload(Inquiry.job_order, innerjoin=True).joinedload(JobOrder.company, innerjoin=True)
    query = select(InquiryAnswer).where(InquiryAnswer.id == answer_id, InquiryAnswer.user_id == user.id)
    query = query.options(order, inquiry.joinedload(Inquiry.asked_by, innerjoin=True))
    answer = session.scalar(query.with_for_update(of=InquiryAnswer) if is_writing(session) else query)
    if answer is None:
        raise NotFound
    return answer


def own_answer(session: Session, user: User, order_id: int) -> InquiryAnswer | None:
    """The user's own answer to the open question about an order. One query."""
    query = select(InquiryAnswer).join(Inquiry, Inquiry.id == InquiryAnswer.inquiry_id)
    open_here = (Inquiry.job_order_id == order_id, Inquiry.closed_at.is_(None), InquiryAnswer.user_id == user.id)
    return session.scalar(query.where(*open_here).order_by(InquiryAnswer.id.desc()).limit(1))


def get_match_for(session: Session, user: User, match_id: int) -> Match:
    """A match whose resident is open to this user, or was put forward to a company the user speaks with.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = _visible(user).where(Match.id == match_id).options(*_whole())
    match = session.scalar(query.with_for_update(of=Match) if is_writing(session) else query)
    if match is None:
        raise NotFound
    return match


def matches_of_order(session: Session, user: User, order_id: int) -> list[Match]:
    """The matches of an order that this user may know of, with resident, latest first. One query."""
    resident = joinedload(Match.resident, innerjoin=True)
    query = _visible(user).where(Match.job_order_id == order_id).options(resident, defer(Match.kept_ranking))
    return list(session.scalars(query.order_by(Match.id.desc())))


def matches_of_resident(session: Session, user: User, resident_id: int) -> list[Match]:
    """The matches of a resident that this user may know of, with order and resident, latest first. One query."""
    order = joinedload(Match.job_order, innerjoin=True).joinedload(JobOrder.company, innerjoin=True)
    resident = joinedload(Match.resident, innerjoin=True)
    query = _visible(user).where(Match.resident_id == resident_id).options(order, resident, defer(Match.kept_ranking))
    return list(session.scalars(query.order_by(Match.id.desc())))


@dataclass(frozen=True)
class Waiting:
    """A match whose next move is the user's, and since when it stands where it stands."""

    match: Match
    since: datetime


def waiting_for(session: Session, user: User, *, at_most: int = 30) -> list[Waiting]:
    """Matches under way that wait for this user, longest waiting first, with resident, order and company. One query.

    The resident's own staff have the next move in every state; who answers for the order or is the company's fixed
    contact has it while the company is to say something.
    """
    since = select(func.max(MatchStateChange.at)).where(MatchStateChange.match_id == Match.id).scalar_subquery()
    ways: list[ColumnElement[bool]] = [and_(_own(user), Match.state.in_(rules.WAITS_FOR_STAFF))]
    if rules.speaks_with_companies(user.roles):
        ours = or_(JobOrder.responsible_id == user.id, Company.fixed_contact_id == user.id)
        ways.append(and_(ours, _company_was_told(), Match.state.in_(rules.WAITS_FOR_COMPANY_STAFF)))
    query = (
        select(Match, since)
        .join(Match.resident)
        .join(Match.job_order)
        .join(JobOrder.company)
        .where(or_(*ways))
        .options(
            contains_eager(Match.resident),
            contains_eager(Match.job_order).contains_eager(JobOrder.company),
            defer(Match.kept_ranking),
        )
        .order_by(since, Match.id)
        .limit(at_most)
    )
    return [Waiting(match, changed) for match, changed in session.execute(query)]


def _own(user: User) -> ColumnElement[bool]:
    """Residents whose counsellor, broker or case officer the user is, within the own organisation."""
    columns = {
        Role.COUNSELLOR: Resident.counsellor_id,
        Role.BROKER: Resident.broker_id,
        Role.JOB_CONSULTANT: Resident.case_officer_id,
    }
    assigned = [column == user.id for role, column in columns.items() if role in user.roles]
    return and_(Resident.organisation_id == user.organisation_id, or_(false(), *assigned))


def existing_match(session: Session, order_id: int, resident_id: int) -> Match | None:
    """The match of a pair, when somebody has chosen it already."""
    return session.scalar(select(Match).where(Match.job_order_id == order_id, Match.resident_id == resident_id))


def _visible(user: User) -> Select[Match]:
    ways: list[ColumnElement[bool]] = [in_scope(user)]
    if rules.speaks_with_companies(user.roles):
        ways.append(_company_was_told())
    return select(Match).join(Resident, Resident.id == Match.resident_id).where(or_(*ways))


def _company_was_told() -> ColumnElement[bool]:
    told = MatchStateChange.state == MatchState.PUT_FORWARD
    return exists().where(MatchStateChange.match_id == Match.id, told)


def _whole() -> tuple[Any, ...]:
    resident = joinedload(Match.resident, innerjoin=True)
    return (
        resident.joinedload(Resident.counsellor),
        resident.joinedload(Resident.organisation, innerjoin=True),
        joinedload(Match.job_order, innerjoin=True).joinedload(JobOrder.company, innerjoin=True),
        joinedload(Match.chosen_by, innerjoin=True),
        selectinload(Match.state_changes).joinedload(MatchStateChange.user),
    )
