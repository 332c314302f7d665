"""What another organisation sees of a resident: the fields of a consent, or whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.residents.models import Consent, ConsentScope, Goal, PersonalQuestion, Resident, SkillSource


@dataclass(frozen=True)
class OwnerHint:
    """Whom a colleague elsewhere may ring: the organisation, and the counsellor's name when there is one."""

    organisation: str
    counsellor: str | None
    phone: str


@dataclass(frozen=True)
class SharedHours:
    """Hours a week and when; the note on hours is not part of it."""

    hours_low: float | None
    hours_high: float | None
    hours_grow_to: float | None
    hours_grow_weeks: int | None
    grid: Sequence[Sequence[int]] | None
    every_other_week: bool
    not_in_school_holidays: bool
    available_from: date | None
    distance_km: int | None
    transport: tuple[str, ...]


@dataclass(frozen=True)
class SharedContact:
    """Who it is and how to reach them."""

    name: str
    phone: str
    email: str
    housing_area: str


@dataclass(frozen=True)
class SharedView:
    """The fields that running consents open to one organisation; what is not covered is None.

    Never in it: notes, what the resident does not want, considerations, birth date, support, case officer.
    """

    resident_id: int
    owner: OwnerHint
    scope: frozenset[ConsentScope]
    purposes: tuple[str, ...]
    valid_until: date
    contact: SharedContact | None = None
    goal: Goal | None = None
    wishes: tuple[str, ...] | None = None
    skills: tuple[tuple[str, SkillSource | None], ...] | None = None
    certificates: tuple[tuple[str, date | None], ...] | None = None
    personal: tuple[tuple[PersonalQuestion, str], ...] | None = None
    languages: tuple[tuple[str, int], ...] | None = None
    hours: SharedHours | None = None


def owner_hint(resident: Resident) -> OwnerHint:
    """Organisation and counsellor of a resident, nothing of the resident; needs both relationships loaded."""
    counsellor = resident.counsellor
    return OwnerHint(
        organisation=resident.organisation.name,
        counsellor=counsellor.name if counsellor else None,
        phone=(counsellor.phone if counsellor else "") or resident.organisation.phone,
    )


def scope_of(consents: Iterable[Consent]) -> frozenset[ConsentScope]:
    """The groups of fields that these consents open together."""
    known = {scope.value for scope in ConsentScope}
    return frozenset(ConsentScope(name) for consent in consents for name in consent.scope if name in known)


def shared_view(resident: Resident, consents: Sequence[Consent]) -> SharedView:
    """The view that these running consents of one receiver open; reads only relationships that their scope covers."""
    scope = scope_of(consents)
    cv = ConsentScope.CV in scope
    skills, languages = cv or ConsentScope.SKILLS in scope, cv or ConsentScope.LANGUAGES in scope
    wishes = ConsentScope.WISHES in scope
    return SharedView(
        resident_id=resident.id,
        owner=owner_hint(resident),
        scope=scope,
        purposes=tuple(dict.fromkeys(consent.purpose for consent in consents)),
        valid_until=max(consent.valid_until for consent in consents),
        contact=_contact(resident) if ConsentScope.NAME_AND_CONTACT in scope else None,
        goal=resident.goal if wishes else None,
        wishes=tuple(wish.text for wish in resident.wishes if not wish.refused) if wishes else None,
        skills=tuple((skill.text, skill.source) for skill in resident.skills) if skills else None,
        certificates=tuple((one.text, one.valid_until) for one in resident.certificates) if skills else None,
        personal=tuple((one.question, one.situation) for one in resident.personal_skills) if cv else None,
        languages=tuple((one.language, one.level) for one in resident.languages) if languages else None,
        hours=_hours(resident) if ConsentScope.HOURS in scope else None,
    )


def _contact(resident: Resident) -> SharedContact:
    return SharedContact(resident.name, resident.phone, resident.email, resident.housing_area)


def _hours(resident: Resident) -> SharedHours:
    return SharedHours(
        hours_low=resident.hours_low,
        hours_high=resident.hours_high,
        hours_grow_to=resident.hours_grow_to,
        hours_grow_weeks=resident.hours_grow_weeks,
        grid=resident.grid,
        every_other_week=resident.every_other_week,
        not_in_school_holidays=resident.not_in_school_holidays,
        available_from=resident.available_from,
        distance_km=resident.distance_km,
        transport=tuple(resident.transport),
    )
