"""Puts mails into the outbox, in the same transaction as what they tell of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.mail.models import Mail

# The ids written in this session: the web process tries them at once, when the transaction is through.
WRITTEN = "mails_written"


@dataclass(frozen=True)
class Letter:
    """A mail to be written. Nothing in it may tell of a resident. `once` makes it the only one of its kind for ever."""

    kind: str
    address: str
    subject: str
    body: str
    about_id: int | None = None
    user_id: int | None = None
    once: str | None = None


def write(session: Session, letter: Letter, *, now: datetime) -> Mail | None:
    """A waiting mail; None when one with the same `once` stands there already."""
    if letter.once and session.scalar(select(Mail.id).where(Mail.once == letter.once)):
        return None
    mail = Mail(
        kind=letter.kind,
        about_id=letter.about_id,
        user_id=letter.user_id,
        address=letter.address,
        subject=letter.subject,
        body=letter.body,
        once=letter.once,
        next_try_at=now,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    session.info.setdefault(WRITTEN, []).append(mail.id)
    return mail
