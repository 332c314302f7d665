"""The company that a view is about to change: looked up, locked, and open to this person."""

from __future__ import annotations

from flask import abort

from app.companies import queries, rules
from app.companies.models import Company
from app.web import db, signed_in


def editable_company(company_id: int) -> Company:
    """The company, if the one who is signed in may edit it.

    Raises:
        NotFound: there is none for this person.
        Forbidden: the person may read it only.
    """
    company = queries.get_company_for(db(), signed_in(), company_id)
    if not may_edit(company):
        abort(403)
    return company


def may_edit(company: Company) -> bool:
    """Whether the one who is signed in may edit the company."""
    return rules.may_edit(signed_in().roles, signed_in().id, company)
