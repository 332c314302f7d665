"""Reads of the outbox."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.mail.models import Mail, MailState


def latest_about(session: Session, kind: str, ids: Collection[int]) -> dict[int, Mail]:
    """The newest mail of a kind by what it is about. One query."""
    if not ids:
        return {}
    query = select(Mail).where(Mail.kind == kind, Mail.about_id.in_(ids)).order_by(Mail.id)
    return {mail.about_id: mail for mail in session.scalars(query) if mail.about_id is not None}


def counts(session: Session) -> dict[MailState, int]:
    """How many mails there are in each state."""
    query = select(Mail.state, func.count()).group_by(Mail.state)
    return dict(session.execute(query).tuples().all())
