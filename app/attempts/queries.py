"""Reads of attempts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.attempts.models import Attempt
from app.attempts.rules import TOLD_DAYS
from app.companies.models import Company
from app.db import is_writing
from app.permissions import allowed

MOST_SHOWN = 10


def get_attempt_for(session: Session, user: User, attempt_id: int) -> Attempt:
    """The attempt with its company and who tried, if this user may know of it; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Attempt).where(Attempt.id == attempt_id)
    query = query.options(joinedload(Attempt.company).joinedload(Company.fixed_contact), joinedload(Attempt.user))
    attempt = session.scalar(query.with_for_update(of=Attempt) if is_writing(session) else query)
    if attempt is None:
        raise NotFound
    return attempt


def recent_attempts(session: Session, user: User, company_id: int, now: datetime) -> Sequence[Attempt]:
    """The attempts of the last fortnight with who tried, newest first: told to colleagues, but no outreach.

    None for those who buy from the company: what was said of it in passing is a note as any other.
    """
    if not allowed(user.roles, "visits.read_notes"):
        return ()
    query = select(Attempt).where(Attempt.company_id == company_id, Attempt.at >= now - timedelta(days=TOLD_DAYS))
    return session.scalars(query.options(joinedload(Attempt.user)).order_by(Attempt.id.desc()).limit(MOST_SHOWN)).all()
