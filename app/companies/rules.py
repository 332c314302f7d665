"""Pure rules of companies: who may edit, how names are compared, when a colleague's contact is too near."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.accounts.models import Role
from app.companies.models import Company, ContactPerson, Stage
from app.folding import folded_words
from app.visits.models import Way

EDITORS = frozenset({Role.CONSULTANT, Role.BROKER})
# Those who can be a company's fixed contact on our side.
FIXED_CONTACT_ROLES = (Role.CONSULTANT, Role.BROKER, Role.COUNSELLOR, Role.JOB_CONSULTANT)
# A relation that stops is worth a word for whoever opens the page in two years.
STAGES_WITH_REASON = frozenset({Stage.PAUSED, Stage.DECLINED})
# Two colleagues calling one company in a fortnight is what must not happen (domain §1).
OUTREACH_DAYS = 14
# Legal forms say nothing about which company it is.
LEGAL_FORMS = frozenset("aps a/s as ivs i/s is k/s ks p/s amba smba v/ enkeltmandsvirksomhed".split())


def may_edit(roles: Collection[Role], user_id: int, company: Company) -> bool:
    """Consultants and brokers edit all companies, a counsellor those where they are our fixed contact."""
    if EDITORS.intersection(roles):
        return True
    return Role.COUNSELLOR in roles and company.fixed_contact_id == user_id


def needs_reason(stage: Stage) -> bool:
    """Whether moving the relation there asks for a reason."""
    return stage in STAGES_WITH_REASON


def has_left(contact: ContactPerson, today: date) -> bool:
    """Whether the contact person is gone from the company by now."""
    return contact.left_on is not None and contact.left_on <= today


def folded(name: str) -> str:
    """A company's name as it is compared: lower case, æ as ae, without accents, punctuation and legal form."""
    words = folded_words(name, keep="/&")
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)


@dataclass(frozen=True)
class Outreach:
    """A contact with a company, had or planned, on one day or in the days from `first_day` to `last_day`."""

    first_day: date
    last_day: date
    way: Way
    held: bool
    who: str
    user_ids: frozenset[int]


def colleagues_outreach(contacts: Iterable[Outreach], *, user_id: int, today: date) -> list[Outreach]:
    """Contacts of others within 14 days of today, earliest first; those that the user takes part in don't count."""
    near = timedelta(days=OUTREACH_DAYS)
    found = [
        contact
        for contact in contacts
        if user_id not in contact.user_ids and contact.first_day - near <= today <= contact.last_day + near
    ]
    return sorted(found, key=lambda contact: (contact.first_day, contact.who))
