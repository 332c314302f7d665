"""Lays years of work on one company, order and resident, so that record pages are measured with much on them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Organisation, User
from app.companies.models import Answer, Company, ContactPerson, Contribution, ContributionKind
from app.history import record
from app.matches.models import Inquiry, InquiryAnswer
from app.orders.models import JobOrder, OrderState
from app.residents.consent_texts import CURRENT_VERSION
from app.residents.models import (
    Certificate,
    Consent,
    ConsentScope,
    LegalBasis,
    PersonalQuestion,
    PersonalSkill,
    Resident,
)
from app.visits.models import GuideQuestion, NextStep, Visit, VisitAnswer, VisitParticipant, VisitState
from app.wheel.models import PlannedContact, PlannedState, Way

VISITS, STEPS, CONTACTS, ORDERS, PLANNED = 30, 30, 8, 12, 12


def make_busy(session: Session, now: datetime) -> dict[str, int]:
    """Adds the rows and returns the ids of the records to look at; the caller commits."""
    record.begin_action(session, actor_id=None, now=now)
    users = {user.email.partition("@")[0]: user for user in session.scalars(select(User))}
    company_id = session.scalar(select(func.min(Company.id))) or 0
    _contacts(session, company_id, now)
    visit_id = _visits(session, company_id, users, now)
    planned_id = _plans(session, company_id, users["konsulent"].id, now)
    order_id = _orders(session, company_id, users["konsulent"].id, now)
    return {
        "company": company_id,
        "quiet_company": company_id + 1,
        "visit": visit_id,
        "planned": planned_id,
        "order": order_id,
        "inquiry": _inquiry(session, order_id, users, now),
        "resident": _resident(session, users, now),
        "year": clock.local_day(now).year,
    }


def _contacts(session: Session, company_id: int, now: datetime) -> None:
    for number in range(CONTACTS):
        session.add(ContactPerson(company_id=company_id, name=f"Kontakt {number}", updated_at=now))
    there = set(session.scalars(select(Contribution.kind).where(Contribution.company_id == company_id)))
    for kind in set(ContributionKind) - there:
        session.add(Contribution(company_id=company_id, kind=kind, answer=Answer.YES))


def _visits(session: Session, company_id: int, users: dict[str, User], now: datetime) -> int:
    questions = session.scalars(select(GuideQuestion)).all()
    for number in range(VISITS):
        starts = now - timedelta(days=20 * number)
        visit = Visit(
            company_id=company_id,
            responsible_id=users["konsulent"].id,
            guide_version_id=questions[0].guide_version_id,
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            state=VisitState.HELD,
            quick_note="God snak om hænder, timer og hvem der kan lære fra sig.",
            created_at=starts,
            updated_at=starts,
            participants=[VisitParticipant(user_id=users["vejleder"].id)],
            answers=[VisitAnswer(question_id=question.id, text="Som sidst.") for question in questions],
        )
        session.add(visit)
    session.flush()
    return visit.id


def _plans(session: Session, company_id: int, user_id: int, now: datetime) -> int:
    today = clock.local_day(now)
    for number in range(STEPS):
        step = NextStep(title=f"Ringe om {number}", due_on=today + timedelta(days=number), owner_id=user_id)
        step.company_id, step.created_at, step.updated_at = company_id, now, now
        session.add(step)
    for number in range(PLANNED):
        day = today + timedelta(days=25 * number)
        planned = PlannedContact(
            company_id=company_id,
            responsible_id=user_id,
            on_date=day,
            way=Way.CALL,
            purpose="Sæson",
            state=PlannedState.PLANNED,
            created_at=now,
            updated_at=now,
        )
        session.add(planned)
    session.flush()
    return planned.id


def _orders(session: Session, company_id: int, user_id: int, now: datetime) -> int:
    for _ in range(ORDERS):
        order = JobOrder(
            company_id=company_id,
            responsible_id=user_id,
            title="Trappevask",
            tasks=["vaske trapper", "pudse vinduer"],
            required=["grundig rengøring"],
            desirable=["gulvvaskemaskine"],
            state=OrderState.OPEN,
            hours_low=6.0,
            hours_high=8.0,
            grid=[[day, 0] for day in range(5)],
            postal_code="8800",
            city="Viborg",
            danish_level=2,
            created_at=now,
            updated_at=now,
        )
        session.add(order)
    session.flush()
    return order.id


def _inquiry(session: Session, order_id: int, users: dict[str, User], now: datetime) -> int:
    inquiry = Inquiry(job_order_id=order_id, asked_by_id=users["konsulent"].id, asked_at=now, updated_at=now)
    counsellors = ("vejleder", "sara", "fremmed", "mikkel")
    inquiry.answers = [InquiryAnswer(user_id=users[name].id, updated_at=now) for name in counsellors]
    session.add(inquiry)
    session.flush()
    return inquiry.id


def _resident(session: Session, users: dict[str, User], now: datetime) -> int:
    resident = session.scalars(
        select(Resident).where(Resident.counsellor_id == users["vejleder"].id).order_by(Resident.id).limit(1)
    ).one()
    today = clock.local_day(now)
    resident_id = resident.id
    session.add_all(
        PersonalSkill(resident_id=resident_id, question=question, situation="Gjorde det selv.")
        for question in PersonalQuestion
    )
    session.add_all(Certificate(resident_id=resident_id, text=text) for text in ("kørekort B", "hygiejnebevis"))
    session.add(
        Consent(
            resident_id=resident_id,
            receiver_id=session.scalars(select(Organisation.id).where(Organisation.name == "Viborg Kommune")).one(),
            purpose="Finde job sammen",
            scope=[scope.value for scope in ConsentScope],
            basis=LegalBasis.CONSENT,
            text_version=CURRENT_VERSION,
            given_on=today,
            valid_until=today + timedelta(days=200),
            updated_at=now,
        )
    )
    session.flush()
    return resident_id
