"""Pure rules of residents: who may change, what of a consent runs, how old for the age rules."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date

from app.accounts.models import Role, User
from app.residents.models import Consent, Resident

OF_AGE = 18
# After so long without a talk the list says so (ui: residents with no contact for 30 days).
LONG_SINCE_DAYS = 30


def may_read(user: User, resident: Resident) -> bool:
    """Whether the whole profile is open: a counsellor's whole team, otherwise those assigned; own organisation only.

    The same rule as `queries.in_scope`, for a row in hand. Needs the user's roles loaded.
    """
    if resident.organisation_id != user.organisation_id:
        return False
    return Role.COUNSELLOR in user.roles or _assigned(user, resident)


def may_edit(user: User, resident: Resident) -> bool:
    """Own counsellor, assigned broker or job consultant, of the resident's organisation; opens considerations too."""
    if resident.organisation_id != user.organisation_id:
        return False
    own = Role.COUNSELLOR in user.roles and resident.counsellor_id == user.id
    return own or _assigned(user, resident)


def may_take_over(user: User, resident: Resident) -> bool:
    """A counsellor may take a resident of the own organisation who has no counsellor."""
    same = resident.organisation_id == user.organisation_id
    return same and Role.COUNSELLOR in user.roles and resident.counsellor_id is None


def _assigned(user: User, resident: Resident) -> bool:
    broker = Role.BROKER in user.roles and resident.broker_id == user.id
    return broker or (Role.JOB_CONSULTANT in user.roles and resident.case_officer_id == user.id)


class ConsentState(enum.StrEnum):
    """Whether a consent opens anything today."""

    RUNNING = "running"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def consent_state(consent: Consent, today: date) -> ConsentState:
    """Withdrawn wins over expired; a consent runs from the day it was given through its last day."""
    if consent.withdrawn_at is not None:
        return ConsentState.WITHDRAWN
    running = consent.given_on <= today <= consent.valid_until
    return ConsentState.RUNNING if running else ConsentState.EXPIRED


def running_first(consents: Iterable[Consent], today: date) -> list[Consent]:
    """Those that open something today first; otherwise as they were."""
    return sorted(consents, key=lambda consent: consent_state(consent, today) is not ConsentState.RUNNING)


def one_year_on(day: date) -> date:
    """The same day next year; 28 February after a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def age_on(birth_date: date, today: date) -> int:
    """Full years on a day."""
    not_yet = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - not_yet


def age_that_matters(birth_date: date | None, today: date) -> int | None:
    """The age where the rules for young people ask for it; None when of age or unknown: nobody needs to know more."""
    if birth_date is None:
        return None
    age = age_on(birth_date, today)
    return age if age < OF_AGE else None


def long_since(last_contact_on: date | None, today: date) -> bool:
    """Whether nobody has talked with the resident for more than 30 days (or ever)."""
    return last_contact_on is None or (today - last_contact_on).days > LONG_SINCE_DAYS
