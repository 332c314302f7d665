"""Makers of residents with a whole profile, considerations and consents."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.residents import queries
from app.residents.models import (
    Certificate,
    Consent,
    ConsentScope,
    Considerations,
    Goal,
    LanguageSkill,
    PersonalQuestion,
    PersonalSkill,
    Resident,
    Skill,
    SkillSource,
    Wish,
)
from app.web import Jobloft
from tests.factories import NOW, PEOPLE, Personas, make_resident

TODAY = date(2026, 11, 24)


def make_profile(session: Session, *, organisation_id: int, **over: Any) -> Resident:
    """A resident with something in every part of the profile, each with a text that a test can look for."""
    values: dict[str, Any] = {
        "name": "Fatima Yildiz",
        "phone": "+4520304050",
        "email": "fatima@example.org",
        "housing_area": "Houlkærvænget",
        "postal_code": "8800",
        "birth_date": date(1986, 5, 2),
        "goal": Goal.JOB,
        "goal_note": "Målnote-hemmelig",
        "support_kind": "Støttetype-hemmelig",
        "channel": "Plakat i opgangen",
        "hours_low": 6.0,
        "hours_high": 10.0,
        "hours_grow_to": 20.0,
        "hours_grow_weeks": 12,
        "grid": [[0, 1], [1, 1]],
        "hours_note": "Timenote-hemmelig",
        "distance_km": 8,
        "transport": ["bus"],
        "last_contact_on": TODAY,
    } | over
    resident = make_resident(session, organisation_id=organisation_id, **values)
    owned = {"resident_id": resident.id}
    session.add_all(
        [
            Wish(position=0, text="Gøre rent på hotel", **owned),
            Wish(position=1, text="Arbejde i kantine", **owned),
            Wish(position=2, text="Ikke-køkken-hemmelig", refused=True, **owned),
            Skill(text="Vaske trapper", source=SkillSource.JOB, **owned),
            Certificate(text="Hygiejnebevis", valid_until=date(2028, 1, 31), **owned),
            LanguageSkill(language="da", level=2, **owned),
            LanguageSkill(language="ar", level=5, **owned),
            PersonalSkill(question=PersonalQuestion.INDEPENDENT, situation="Åbnede selv butikken", **owned),
        ]
    )
    session.flush()
    return resident


def make_considerations(session: Session, resident: Resident, **over: Any) -> Considerations:
    """Considerations that the resident said yes to."""
    values = {"avoid": ["lifting"], "note": "Hensyn-hemmelig", "consented_on": TODAY, "updated_at": NOW} | over
    kept = Considerations(resident_id=resident.id, **values)
    session.add(kept)
    session.flush()
    return kept


def make_consent(session: Session, resident: Resident, *, receiver_id: int, **over: Any) -> Consent:
    """A consent that runs today and opens wishes."""
    values = {
        "purpose": "Finde et job sammen",
        "scope": [ConsentScope.WISHES.value],
        "text_version": "2026-1",
        "given_how": "Sagde ja i samtalen",
        "given_on": date(2026, 11, 1),
        "valid_until": date(2027, 10, 31),
        "updated_at": NOW,
    } | over
    consent = Consent(resident_id=resident.id, receiver_id=receiver_id, **values)
    session.add(consent)
    session.flush()
    return consent


def profile_of(app: Jobloft, personas: Personas, *, owner: str = "counsellor", **over: Any) -> int:
    """The id of a committed profile that belongs to a persona's organisation, with that persona as counsellor."""
    place = next(place for name, _roles, place in PEOPLE if name == owner)
    values = {"counsellor_id": personas.id_of[owner]} | over
    with app.database.transaction() as session:
        resident = make_profile(session, organisation_id=personas.organisation_of[place], **values)
        make_considerations(session, resident)
        return resident.id


def loaded(app: Jobloft, resident_id: int) -> Resident:
    """The resident with all lists, read afresh."""
    with app.database.reading() as session:
        options = (*queries.PROFILE, *queries.OWNER)
        return session.scalars(select(Resident).where(Resident.id == resident_id).options(*options)).one()
