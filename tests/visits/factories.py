"""Makers of guides, answers, contact persons and next steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.companies.models import Company, ContactPerson
from app.visits import guide_drafts, services
from app.visits.models import GuideQuestion, GuideVersion, NextStep, Visit, VisitAnswer, VisitState
from tests.factories import NOW, make_visit


def make_guide(session: Session) -> GuideVersion:
    """The starter guide, published if it was not."""
    services.ensure_starter_guide(session, NOW)
    return session.scalars(select(GuideVersion).order_by(GuideVersion.number)).first()  # type: ignore[return-value]


def make_draft(session: Session) -> GuideVersion:
    """The next version, begun as a copy of the present one."""
    make_guide(session)
    return guide_drafts.begin_draft(session, NOW)


def make_second_guide(session: Session, *keys: str) -> GuideVersion:
    """A later version that asks about the same keys in other words."""
    guide = GuideVersion(number=2, published_at=NOW, presentation="Ny præsentation", updated_at=NOW)
    first = {q.key: q for q in session.scalars(select(GuideQuestion))}
    guide.questions = [
        GuideQuestion(position=n, section=first[key].section, key=key, text=f"Nyt: {key}", help="")
        for n, key in enumerate(keys, start=1)
    ]
    session.add(guide)
    session.flush()
    return guide


def make_held_visit(
    session: Session, *, company: Company, responsible_id: int, at: datetime, answers: dict[str, str], **over: Any
) -> Visit:
    """A held visit with answers by the question's key, to the newest guide."""
    make_guide(session)
    guide_id = session.scalar(select(GuideVersion.id).order_by(GuideVersion.number.desc()))
    values = {"state": VisitState.HELD, "guide_version_id": guide_id} | over
    visit = make_visit(session, company=company, responsible_id=responsible_id, starts_at=at, **values)
    questions = session.scalars(select(GuideQuestion).where(GuideQuestion.guide_version_id == guide_id))
    id_of = {question.key: question.id for question in questions}
    session.add_all(VisitAnswer(visit_id=visit.id, question_id=id_of[key], text=text) for key, text in answers.items())
    session.flush()
    return visit


def make_contact(session: Session, *, company: Company, **over: Any) -> ContactPerson:
    """A contact person with telephone and mail."""
    values = {"name": "Lone Bach", "phone": "+4586123456", "email": "lone@test.jobloft.dk", "updated_at": NOW} | over
    contact = ContactPerson(company_id=company.id, **values)
    session.add(contact)
    session.flush()
    return contact


def make_step(session: Session, *, owner_id: int, **over: Any) -> NextStep:
    """An open step, due in a week."""
    values = {"title": "Send jobprofiler", "due_on": date(2026, 12, 1), "created_at": NOW, "updated_at": NOW} | over
    step = NextStep(owner_id=owner_id, **values)
    session.add(step)
    session.flush()
    return step
