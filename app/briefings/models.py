"""Table of briefings: asked of a manager before a visit, answered once by a link."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.companies.models import Company
from app.db import Base, Identified, Uid, Versioned, enum_type, named_check, table_args
from app.visits.models import Visit


class Partner(enum.StrEnum):
    """Is the supplier a good partner in general?"""

    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"


class Climate(enum.StrEnum):
    """Is it running smoothly now, or is there a disagreement?"""

    SMOOTH = "smooth"
    DISAGREEMENT = "disagreement"
    UNKNOWN = "unknown"


class Workload(enum.StrEnum):
    """Is the supplier busy (openings likely), or short of orders (redundancies)?"""

    BUSY = "busy"
    ORDINARY = "ordinary"
    SHORT = "short"
    UNKNOWN = "unknown"


class Briefing(Identified, Uid, Versioned, Base):
    """One asking. The link's secret is derived from `uid` and the installation's key; only its hash is kept."""

    __tablename__ = "briefing"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    to_name: Mapped[str] = mapped_column(String(120))
    to_address: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column()
    answered_at: Mapped[datetime | None] = mapped_column()
    partner: Mapped[Partner | None] = mapped_column(enum_type(Partner, "partner"))
    climate: Mapped[Climate | None] = mapped_column(enum_type(Climate, "climate"))
    workload: Mapped[Workload | None] = mapped_column(enum_type(Workload, "workload"))
    remark: Mapped[str] = mapped_column(String(500), default="")

    company: Mapped[Company] = relationship(lazy="raise")
    visit: Mapped[Visit] = relationship(lazy="raise")
    asked_by: Mapped[User] = relationship(lazy="raise", foreign_keys=[asked_by_id])

    __table_args__ = table_args(
        named_check(
            "answered_at IS NULL OR (partner IS NOT NULL AND climate IS NOT NULL AND workload IS NOT NULL)",
            "answered_in_full",
        )
    )
