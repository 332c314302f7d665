"""Table of calendar feeds: a secret address each, shown once, kept as a hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base, Identified, Uid


class Feed(Identified, Uid, Base):
    """One person's feed. `content_version` rises when anything in it changes, so that a 304 costs one read."""

    __tablename__ = "feed"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    content_version: Mapped[int] = mapped_column(default=1)
    content_changed_at: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()
    last_fetched_at: Mapped[datetime | None] = mapped_column()
    last_client: Mapped[str] = mapped_column(String(120), default="")

    user: Mapped[User] = relationship(lazy="raise")
