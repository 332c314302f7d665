"""Tables of likely doubles, of pairs that are not the same, and of where a merged company's number leads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.companies.models import Company
from app.db import Base, Identified, named_check, table_args


class DoubleProposal(Identified, Base):
    """Two companies that may be one, as the latest sweep found them: `score` 0–100, `reasons` as `Reason` values.

    The lower id comes first. Written anew by each sweep; nothing of it is people's own.
    """

    __tablename__ = "double_proposal"
    first_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    score: Mapped[int] = mapped_column(index=True)
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    found_at: Mapped[datetime] = mapped_column()

    first: Mapped[Company] = relationship(lazy="raise", foreign_keys=[first_id])
    second: Mapped[Company] = relationship(lazy="raise", foreign_keys=[second_id])

    __table_args__ = table_args(
        UniqueConstraint("first_id", "second_id"), named_check("first_id < second_id", "lower_first")
    )


class NotSame(Identified, Base):
    """Somebody has said that two companies are not one: they are not proposed again. The lower id comes first."""

    __tablename__ = "not_same"
    first_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column()

    user: Mapped[User] = relationship(lazy="raise")

    __table_args__ = table_args(
        UniqueConstraint("first_id", "second_id"), named_check("first_id < second_id", "lower_first")
    )


class MergedCompany(Base):
    """A company that is no more: whoever asks for its old number is led to the one it went into."""

    __tablename__ = "merged_company"
    old_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    into_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column()
