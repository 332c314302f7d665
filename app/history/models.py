"""Tables of the change log (undo, merge and audit live on it) and the access log on residents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Identified


class Change(Identified, Base):
    """One row's change: images before and after hold only the columns that differ.

    All changes of one request share an `action_id`. `resident_id` marks images that speak of a resident, so
    that they can be erased with the person.
    """

    __tablename__ = "change"
    action_id: Mapped[str] = mapped_column(String(32), index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[str] = mapped_column(String(80))
    resident_id: Mapped[int | None] = mapped_column(index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class AccessLog(Identified, Base):
    """Who looked at a resident, when and what for. The application only ever adds rows."""

    __tablename__ = "access_log"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    resident_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(200), default="")
