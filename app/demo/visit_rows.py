"""The demonstration's visits with notes, next steps, planned contacts and a question to the counsellors."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.companies.models import Company
from app.demo.people import People
from app.demo.tables import Line, lines, parts, weekday, weeks, work_time
from app.matches.models import Inquiry, InquiryAnswer
from app.orders.models import JobOrder
from app.visits.models import (
    GuideQuestion,
    NextStep,
    Visit,
    VisitAnswer,
    VisitParticipant,
    VisitState,
    Way,
)
from app.wheel.models import PlannedContact, PlannedState

# What was held in the last days waits for its closing step.
JUST_NOW = -8


def load_visits(session: Session, people: People, companies: dict[str, Company], now: datetime) -> None:
    """Create visits and what follows from them."""
    questions = {question.key: question for question in session.scalars(select(GuideQuestion))}
    for line in lines("visits"):
        visit = _visit(line, people, companies[line["company"]], now)
        visit.answers = [
            VisitAnswer(question_id=questions[key].id, text=text)
            for key, _, text in (cell.partition("=") for cell in parts(line["answers"]))
        ]
        if visit.answers:
            visit.guide_version_id = next(iter(questions.values())).guide_version_id
        session.add(visit)
        session.flush()
        session.add_all(_step(cell, visit, people, now) for cell in parts(line["steps"]))
    session.flush()


def _visit(line: Line, people: People, company: Company, now: datetime) -> Visit:
    hour, minute = (int(number) for number in line["time"].split("."))
    day = weekday(int(line["days"]), clock.local_day(now))
    starts = clock.to_utc(datetime.combine(day, time(hour, minute)))
    state = VisitState(line["state"])
    contact = next((person for person in company.contacts if person.name == line["contact"]), None)
    return Visit(
        company_id=company.id,
        responsible_id=people.users[line["who"]].id,
        contact_person_id=contact.id if contact else None,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=int(line["minutes"])),
        way=Way.VISIT,
        place=f"{company.street}, {company.postal_code} {company.city}",
        purpose=line["purpose"],
        state=state,
        state_reason=line["note"] if state is VisitState.CANCELLED else "",
        quick_note=line["note"] if state is VisitState.HELD else "",
        sequence=1 if state is VisitState.CANCELLED else 0,
        closed_at=starts if state is VisitState.HELD and int(line["days"]) < JUST_NOW else None,
        participants=[VisitParticipant(user_id=people.users[name].id) for name in parts(line["with"], ",")],
        created_at=work_time((min(day, clock.local_day(now)) - clock.local_day(now)).days - 14, 11, now),
        updated_at=min(starts, now),
    )


def _step(cell: str, visit: Visit, people: People, now: datetime) -> NextStep:
    title, days, owner, *by_company = cell.split(">")
    return NextStep(
        title=title,
        due_on=weekday(int(days), clock.local_day(now)),
        owner_id=people.users[owner].id,
        by_company=bool(by_company),
        company_id=visit.company_id,
        visit_id=visit.id,
        created_at=visit.ends_at,
        updated_at=visit.ends_at,
    )


def load_wheel(session: Session, people: People, companies: dict[str, Company], now: datetime) -> None:
    """Create the planned contacts of this year and the coming months; those of weeks gone by were held."""
    today = clock.local_day(now)
    for line in lines("wheel"):
        for monday in weeks(line["when"], today):
            gone = line["when"].startswith("u") and monday + timedelta(days=6) < today
            state = PlannedState.HELD if gone else PlannedState(line["state"])
            session.add(
                PlannedContact(
                    company_id=companies[line["company"]].id,
                    responsible_id=people.users[line["who"]].id,
                    on_date=monday,
                    whole_week=True,
                    way=Way(line["way"]),
                    purpose=line["purpose"],
                    state=state,
                    state_reason=line["reason"],
                    created_at=work_time(min(-180, (monday - today).days - 30), 9, now),
                    updated_at=now,
                )
            )
    session.flush()


def load_inquiry(session: Session, people: People, orders: dict[str, JobOrder], now: datetime) -> None:
    """One question that waits for answers, one that is answered."""
    for key, days, answered in (("trappe", 2, ()), ("koekken", 9, ("sara",))):
        asked = work_time(-days, 10, now)
        inquiry = Inquiry(
            job_order_id=orders[key].id, asked_by_id=people.users["konsulent"].id, asked_at=asked, updated_at=asked
        )
        inquiry.answers = [_answer(people, name, asked, given=name in answered) for name in COUNSELLORS]
        session.add(inquiry)
    session.flush()


COUNSELLORS = ("vejleder", "sara", "fremmed", "mikkel")


def _answer(people: People, name: str, asked: datetime, *, given: bool) -> InquiryAnswer:
    return InquiryAnswer(
        user_id=people.users[name].id,
        has_someone=True if given else None,
        note="Ja, jeg tror, jeg har en. Jeg snakker med ham i morgen." if given else "",
        answered_at=asked + timedelta(hours=4) if given else None,
        updated_at=asked,
    )
