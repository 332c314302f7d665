"""Pure rules of companies: who may edit, how names are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from app.accounts.models import Role
from app.companies.models import Company

EDITORS = frozenset({Role.CONSULTANT, Role.BROKER})
# Legal forms say nothing about which company it is.
LEGAL_FORMS = frozenset("aps a/s as ivs i/s is k/s ks p/s amba smba v/ enkeltmandsvirksomhed".split())
DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def may_edit(roles: Collection[Role], user_id: int, company: Company) -> bool:
    """Consultants and brokers edit all companies, a counsellor those where they are our fixed contact."""
    if EDITORS.intersection(roles):
        return True
    return Role.COUNSELLOR in roles and company.fixed_contact_id == user_id


def folded(name: str) -> str:
    """A company's name as it is compared: lower case, æ as ae, without accents, punctuation and legal form."""
    plain = name.casefold().translate(DANISH_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() or c in "/&" else " " for c in plain).split()
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)
