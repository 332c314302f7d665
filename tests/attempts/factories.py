"""Makers of attempts."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.attempts.models import Attempt, Outcome
from app.companies.models import Company
from tests.factories import NOW


def make_attempt(session: Session, *, company: Company, user_id: int, **over: Any) -> Attempt:
    """A call just now that nobody answered."""
    values = {"at": NOW, "updated_at": NOW, "outcome": Outcome.NO_ANSWER} | over
    attempt = Attempt(company_id=company.id, user_id=user_id, **values)
    session.add(attempt)
    session.flush()
    return attempt
