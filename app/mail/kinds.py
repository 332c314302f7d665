"""What each kind of mail says when the moment of sending has come: the thing it tells of may have changed since."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.config import Config
from app.mail.models import Mail

# Returns the text to send, or None when it is no longer true or wanted.
Writer = Callable[[Session, Mail, Config], str | None]
_writers: dict[str, Writer] = {}


def register(kind: str, writer: Writer) -> None:
    """Say what a kind of mail needs at sending; a feature does so when its module is read."""
    _writers[kind] = writer


def text_at_sending(session: Session, mail: Mail, config: Config) -> str | None:
    """The text as it is now; a kind without a writer of its own says what was written into the outbox."""
    writer = _writers.get(mail.kind)
    return writer(session, mail, config) if writer else mail.body
