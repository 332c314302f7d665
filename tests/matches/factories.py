"""Residents, orders and matches with something in them to rank."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.matches.models import Inquiry, InquiryAnswer, Match, MatchState, MatchStateChange
from app.orders.models import JobOrder
from app.residents.models import Consent, ConsentScope, Considerations, Resident, Skill, Wish
from tests.factories import NOW, Personas, make_company, make_order, make_resident

TODAY = NOW.date()


def make_cleaner(session: Session, personas: Personas, *, of: str = "counsellor", **over: Any) -> Resident:
    """A resident who has cleaned a school and wishes for cleaning, in the hands of a persona."""
    lists = {
        "wishes": [Wish(text=text, position=at) for at, text in enumerate(over.pop("wishes", ("rengøring",)))],
        "skills": [Skill(text=text) for text in over.pop("skills", ("gjort rent på en skole", "trappevask"))],
    }
    values = {"name": "Amina Test", "counsellor_id": personas.id_of[of], "hours_low": 4.0, "hours_high": 10.0} | over
    return make_resident(session, organisation_id=personas.organisation_of[_place_of(of)], **values, **lists)


def _place_of(name: str) -> str:
    return {"stranger": "other_plan", "job_consultant": "municipality"}.get(name, "plan")


def make_stairs(session: Session, personas: Personas, **over: Any) -> JobOrder:
    """An order for cleaning stairs, with what most orders tell."""
    company = over.pop("company", None) or make_company(session, name=over.pop("company_name", "Ren Trappe ApS"))
    values = {
        "title": "Trappevask",
        "tasks": ["vask af trapper", "rengøring af fællesrum"],
        "required": ["rengøring"],
        "created_at": NOW,
    } | over
    return make_order(session, company=company, responsible_id=personas.id_of["consultant"], **values)


def make_considerations(session: Session, resident: Resident, *avoid: str) -> Considerations:
    """What the work must not demand, with the resident's yes."""
    row = Considerations(resident_id=resident.id, avoid=list(avoid), consented_on=TODAY, updated_at=NOW)
    session.add(row)
    session.flush()
    return row


def make_consent(session: Session, resident: Resident, receiver_id: int, *scopes: ConsentScope, **over: Any) -> Consent:
    """A running consent of these groups of fields."""
    values = {
        "purpose": "Fælles match",
        "text_version": "1",
        "given_on": TODAY - timedelta(days=1),
        "valid_until": TODAY + timedelta(days=200),
        "updated_at": NOW,
    } | over
    consent = Consent(
        resident_id=resident.id, receiver_id=receiver_id, scope=[scope.value for scope in scopes], **values
    )
    session.add(consent)
    session.flush()
    return consent


def make_match(session: Session, personas: Personas, order: JobOrder, resident: Resident, *states: MatchState) -> Match:
    """A match that has gone through these states after being proposed."""
    user_id = personas.id_of["counsellor"]
    course = (MatchState.PROPOSED, *states)
    match = Match(
        job_order_id=order.id,
        resident_id=resident.id,
        chosen_by_id=user_id,
        chosen_at=NOW,
        motive="Vil meget gerne i gang",
        state=course[-1],
        matcher_version="v",
        kept_ranking={"matcher": "v", "listed": [], "chosen": {"resident_id": resident.id}},
        updated_at=NOW,
        state_changes=[
            MatchStateChange(at=NOW, user_id=user_id, state=state, reason=f"Fordi {state.value}") for state in course
        ],
    )
    session.add(match)
    session.flush()
    return match


def make_inquiry(session: Session, personas: Personas, order: JobOrder, *names: str) -> Inquiry:
    """An open question to these personas."""
    inquiry = Inquiry(
        job_order_id=order.id,
        asked_by_id=personas.id_of["consultant"],
        asked_at=NOW,
        updated_at=NOW,
        answers=[InquiryAnswer(user_id=personas.id_of[name], updated_at=NOW) for name in names],
    )
    session.add(inquiry)
    session.flush()
    return inquiry


def born(age: int) -> date:
    """A birth date that makes somebody this old today."""
    return TODAY.replace(year=TODAY.year - age)
