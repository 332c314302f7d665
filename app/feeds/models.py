"""Table of calendar feeds: a secret address each, shown once, kept as a hash."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base, Identified, Uid, Versioned, enum_type


class Detail(enum.StrEnum):
    """How much of an entry is told: what and with which company, or only that the time is taken."""

    COMPANY = "company"
    BUSY = "busy"


class Feed(Identified, Uid, Versioned, Base):
    """One person's feed. `content_version` rises when anything in it changes, so that a 304 costs one read.

    A new secret address is a new row: the old row is revoked, so that whoever still asks there is told so.
    """

    __tablename__ = "feed"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    with_visits: Mapped[bool] = mapped_column(default=True)
    with_contacts: Mapped[bool] = mapped_column(default=True)
    with_steps: Mapped[bool] = mapped_column(default=True)
    detail: Mapped[Detail] = mapped_column(enum_type(Detail, "feed_detail"), default=Detail.COMPANY)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    content_version: Mapped[int] = mapped_column(default=1)
    content_changed_at: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()
    last_fetched_at: Mapped[datetime | None] = mapped_column()
    last_client: Mapped[str] = mapped_column(String(120), default="")

    user: Mapped[User] = relationship(lazy="raise")
