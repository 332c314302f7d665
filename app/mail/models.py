"""Table of mails that wait, were sent, were given up, or became untrue before they could be sent."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Identified, Uid, enum_type, table_args


class MailState(enum.StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


class Mail(Identified, Uid, Base):
    """One mail to one address. `kind` and `about_id` say what it tells of, so that it can be asked again at sending.

    `once` makes a mail unique for ever (a reminder of one thing on one day). `claimed_until` is the lease of the
    process that is sending it now. The body is erased when the mail has left.
    """

    __tablename__ = "mail"
    kind: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int | None] = mapped_column()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[MailState] = mapped_column(enum_type(MailState, "mail_state"), default=MailState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column()
    claimed_until: Mapped[datetime | None] = mapped_column()
    last_fault: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = table_args(Index("ix_mail_state_next_try_at", "state", "next_try_at"))
