"""Table of the year wheel's planned contacts."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.companies.models import Company
from app.db import Base, Identified, Uid, Versioned, enum_type, named_check, table_args
from app.visits.models import Visit, Way


class PlannedState(enum.StrEnum):
    """A planned contact is fulfilled by a real one, moved, or skipped with a reason (domain §8)."""

    PLANNED = "planned"
    HELD = "held"
    SKIPPED = "skipped"


class PlannedContact(Identified, Uid, Versioned, Base):
    """A company to be contacted on a day, or in the week that begins on `on_date` (a Monday) when `whole_week`."""

    __tablename__ = "planned_contact"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    responsible_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    on_date: Mapped[date] = mapped_column(index=True)
    whole_week: Mapped[bool] = mapped_column(default=True)
    way: Mapped[Way] = mapped_column(enum_type(Way, "way"))
    purpose: Mapped[str] = mapped_column(String(200))
    preparation: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[PlannedState] = mapped_column(enum_type(PlannedState, "planned_state"), default=PlannedState.PLANNED)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    # The visit that it became; set when the visit is planned, and the contact is held when the visit is.
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    # The visit at whose end it was planned.
    from_visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    # Unique: of two who roll the wheel over at once, only one makes next year's copy.
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("planned_contact.id"), unique=True)
    # About a match under way: such a contact is no outreach, it neither warns nor is warned of.
    about_match: Mapped[bool] = mapped_column(default=False)
    # Why it was planned although a colleague is in touch with the company, or the company asked for peace.
    outreach_reason: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column()

    company: Mapped[Company] = relationship(lazy="raise")
    responsible: Mapped[User] = relationship(lazy="raise")
    visit: Mapped[Visit | None] = relationship(lazy="raise", foreign_keys=[visit_id])
    participants: Mapped[list[PlannedParticipant]] = relationship(lazy="raise", cascade="all, delete-orphan")

    __table_args__ = table_args(
        named_check("state <> 'skipped' OR state_reason <> ''", "skipped_with_reason"),
    )


class PlannedParticipant(Base):
    """A colleague who takes part in a planned contact instead of planning one more."""

    __tablename__ = "planned_participant"
    planned_contact_id: Mapped[int] = mapped_column(
        ForeignKey("planned_contact.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)

    user: Mapped[User] = relationship(lazy="raise")
