"""Pure rules of companies: who may edit, how names are compared, what a relation asks for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from app.accounts.models import Role
from app.companies.models import Company, ContactPerson, Stage
from app.folding import folded_words

EDITORS = frozenset({Role.CONSULTANT, Role.BROKER})
# Those who can be a company's fixed contact on our side.
FIXED_CONTACT_ROLES = (Role.CONSULTANT, Role.BROKER, Role.COUNSELLOR, Role.JOB_CONSULTANT)
STOPPED = frozenset({Stage.PAUSED, Stage.DECLINED})
# Time to talk about social clauses before the next agreement is written.
AGREEMENT_ENDS_SOON = timedelta(days=180)
# Legal forms say nothing about which company it is.
LEGAL_FORMS = frozenset("aps a/s as ivs i/s is k/s ks p/s amba smba v/ enkeltmandsvirksomhed".split())


def may_edit(roles: Collection[Role], user_id: int, company: Company) -> bool:
    """Consultants and brokers edit all companies, a counsellor those where they are our fixed contact."""
    if EDITORS.intersection(roles):
        return True
    return Role.COUNSELLOR in roles and company.fixed_contact_id == user_id


def needs_reason(stage: Stage) -> bool:
    """Whether moving the relation there asks for a reason, for whoever opens the page in two years."""
    return is_stopped(stage)


def is_stopped(stage: Stage) -> bool:
    """Whether the relation rests or has ended."""
    return stage in STOPPED


def has_left(contact: ContactPerson, today: date) -> bool:
    """Whether the contact person is gone from the company by now."""
    return contact.left_on is not None and contact.left_on <= today


def folded(name: str) -> str:
    """A company's name as it is compared: lower case, æ as ae, without accents, punctuation and legal form."""
    words = folded_words(name, keep="/&")
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)
