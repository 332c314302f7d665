"""Reads of visits, their guides and answers; a look-up is at the same time the permission to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.models import User
from app.companies.models import Company
from app.companies.rules import folded
from app.db import is_writing
from app.visits.models import GuideQuestion, GuideVersion, Visit, VisitAnswer, VisitParticipant, VisitState

SUGGESTIONS = 20
CVR_DIGITS = 8


@dataclass(frozen=True)
class LastAnswer:
    """What a company said last time to one question of the guide, when, and at which visit."""

    text: str
    on: date
    visit_id: int


def get_visit_for(session: Session, user: User, visit_id: int) -> Visit:
    """The visit with company, people and participants, if this user may know of it; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Visit).where(Visit.id == visit_id)
    visit = session.scalar(query.with_for_update() if is_writing(session) else query)
    if visit is None:
        raise NotFound
    return with_people(session, visit)


def with_people(session: Session, visit: Visit) -> Visit:
    """The same visit with company, contact person, responsible and participants."""
    options = (
        joinedload(Visit.company).joinedload(Company.fixed_contact),
        joinedload(Visit.contact_person),
        joinedload(Visit.responsible),
        selectinload(Visit.participants).joinedload(VisitParticipant.user),
    )
    query = select(Visit).where(Visit.id == visit.id).options(*options)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def is_part_of(user_id: int) -> ColumnElement[bool]:
    """The condition that a person is responsible for a visit or comes along."""
    joined = select(VisitParticipant.visit_id).where(VisitParticipant.user_id == user_id)
    return or_(Visit.responsible_id == user_id, Visit.id.in_(joined))


def visit_list(*, state: str = "", mine: int | None = None, text: str = "") -> Select[Visit]:
    """The list of visits with its filters: a state, a person's own, part of the company's name or its CVR number."""
    query = (
        select(Visit)
        .join(Visit.company)
        .options(
            joinedload(Visit.company),
            joinedload(Visit.responsible),
            selectinload(Visit.participants).joinedload(VisitParticipant.user),
        )
    )
    if state:
        query = query.where(Visit.state == state)
    if text:
        query = query.where(_named(text))
    return query.where(is_part_of(mine)) if mine else query


def last_answers(session: Session, company_id: int, *, before: Visit | None = None) -> dict[str, LastAnswer]:
    """The newest answer to each question of the guide by the question's key, across visits and guide versions.

    With `before` only answers from visits that began before that one count.
    """
    newest_first = (Visit.starts_at.desc(), Visit.id.desc())
    place = func.row_number().over(partition_by=GuideQuestion.key, order_by=newest_first).label("place")
    answers = (
        select(GuideQuestion.key, VisitAnswer.text, Visit.starts_at, Visit.id, place)
        .join(VisitAnswer, VisitAnswer.question_id == GuideQuestion.id)
        .join(Visit, Visit.id == VisitAnswer.visit_id)
        .where(Visit.company_id == company_id, Visit.state != VisitState.CANCELLED)
    )
    if before is not None:
        answers = answers.where(Visit.id != before.id, Visit.starts_at <= before.starts_at)
    newest = answers.subquery()
    rows = session.execute(select(newest).where(newest.c.place == 1))
    return {row.key: LastAnswer(row.text, clock.local_day(row.starts_at), row.id) for row in rows}


def answers_of(session: Session, visit: Visit) -> dict[str, str]:
    """What was answered at one visit, by the question's key."""
    query = (
        select(GuideQuestion.key, VisitAnswer.text)
        .join(GuideQuestion, GuideQuestion.id == VisitAnswer.question_id)
        .where(VisitAnswer.visit_id == visit.id)
    )
    return {row.key: row.text for row in session.execute(query)}


def current_guide(session: Session) -> GuideVersion | None:
    """The newest published guide with its questions; None before the first is published."""
    query = select(GuideVersion).where(GuideVersion.published_at.is_not(None))
    query = query.options(selectinload(GuideVersion.questions))
    return session.scalar(query.order_by(GuideVersion.number.desc()).limit(1))


def guide_of(session: Session, visit: Visit, begun_with: int | None = None) -> GuideVersion | None:
    """The guide that a visit's note was taken with; while there is none, the one it was begun with, or the newest."""
    wanted = visit.guide_version_id or begun_with
    if wanted is None:
        return current_guide(session)
    query = select(GuideVersion).where(GuideVersion.id == wanted, GuideVersion.published_at.is_not(None))
    found = session.scalar(query.options(selectinload(GuideVersion.questions)))
    return found or current_guide(session)


def companies_named(session: Session, text: str) -> Sequence[Company]:
    """Companies that a typed name or CVR number can mean; one alone when the name or the number is exact."""
    query = select(Company).where(_named(text)).order_by(Company.folded_name, Company.id)
    exact = session.scalars(query.where(_either(Company.folded_name == folded(text), text))).all()
    return exact if len(exact) == 1 else session.scalars(query.limit(SUGGESTIONS)).all()


def own_companies(session: Session, user_id: int) -> Sequence[Company]:
    """The companies whose fixed contact a person is: the likeliest ones for the next visit."""
    query = select(Company).where(Company.fixed_contact_id == user_id)
    return session.scalars(query.order_by(Company.folded_name).limit(50)).all()


def _named(text: str) -> ColumnElement[bool]:
    if not folded(text):
        return false()
    pattern = "%" + folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return _either(Company.folded_name.like(pattern, escape="\\"), text)


def _either(by_name: ColumnElement[bool], text: str) -> ColumnElement[bool]:
    digits = "".join(character for character in text if character.isdigit())
    return or_(by_name, Company.cvr == digits) if len(digits) == CVR_DIGITS else by_name
