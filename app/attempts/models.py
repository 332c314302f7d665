"""Table of attempts to reach a company that came to nothing."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.companies.models import Company
from app.db import Base, Identified, Versioned, enum_type
from app.visits.models import Visit
from app.wheel.models import PlannedContact


class Outcome(enum.StrEnum):
    """Why nobody was reached."""

    NO_ANSWER = "no_answer"
    CALL_LATER = "call_later"
    CLOSED = "closed"
    WRONG_NUMBER = "wrong_number"


class Attempt(Identified, Versioned, Base):
    """Somebody tried. It is told to colleagues, but is no outreach: nobody at the company has been spoken with."""

    __tablename__ = "contact_attempt"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    planned_contact_id: Mapped[int | None] = mapped_column(ForeignKey("planned_contact.id"), index=True)
    at: Mapped[datetime] = mapped_column()
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, "attempt_outcome"))
    note: Mapped[str] = mapped_column(String(300), default="")

    company: Mapped[Company] = relationship(lazy="raise")
    user: Mapped[User] = relationship(lazy="raise")
    visit: Mapped[Visit | None] = relationship(lazy="raise")
    planned_contact: Mapped[PlannedContact | None] = relationship(lazy="raise")
