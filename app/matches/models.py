"""Tables of questions to the counsellors, and of matches with the ranking that was acted on."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base, Identified, Uid, Versioned, enum_type, table_args
from app.orders.models import JobOrder
from app.residents.models import Resident


class Inquiry(Identified, Versioned, Base):
    """A consultant's question to all counsellors: do you have someone for this order?"""

    __tablename__ = "inquiry"
    job_order_id: Mapped[int] = mapped_column(ForeignKey("job_order.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column()
    note: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column()

    job_order: Mapped[JobOrder] = relationship(lazy="raise")
    asked_by: Mapped[User] = relationship(lazy="raise")
    answers: Mapped[list[InquiryAnswer]] = relationship(lazy="raise", cascade="all, delete-orphan")


class InquiryAnswer(Identified, Versioned, Base):
    """One counsellor's answer; None until given. Whom they think of is known to those who may see the person."""

    __tablename__ = "inquiry_answer"
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    has_someone: Mapped[bool | None] = mapped_column()
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column()

    inquiry: Mapped[Inquiry] = relationship(lazy="raise", back_populates="answers")
    user: Mapped[User] = relationship(lazy="raise")

    __table_args__ = table_args(UniqueConstraint("inquiry_id", "user_id"))


class FedKind(enum.StrEnum):
    """What kind of row the matcher has to look at again."""

    RESIDENT = "resident"
    ORDER = "order"
    COMPANY = "company"


class MatchingChange(Base):
    """The latest place in the line of changes of each row that feeds the matcher; a row that is gone keeps its place.

    `seq` is given out under the lock of the counter "matching", so that it is in the order of the commits.
    """

    __tablename__ = "matching_change"
    kind: Mapped[FedKind] = mapped_column(enum_type(FedKind, "fed_kind"), primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, index=True)


class MatchState(enum.StrEnum):
    """The course of a match (domain §6)."""

    PROPOSED = "proposed"
    TALKED_THROUGH = "talked_through"
    RESIDENT_YES = "resident_yes"
    RESIDENT_NO = "resident_no"
    PUT_FORWARD = "put_forward"
    INTERVIEW = "interview"
    AGREEMENT = "agreement"
    COMPANY_NO = "company_no"
    AWAITING_GRANT = "awaiting_grant"
    TAKEN_BACK = "taken_back"


class Match(Identified, Uid, Versioned, Base):
    """A resident chosen for an order by a person, with the person's own motive and the ranking they saw."""

    __tablename__ = "match"
    job_order_id: Mapped[int] = mapped_column(ForeignKey("job_order.id"), index=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), index=True)
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime] = mapped_column()
    motive: Mapped[str] = mapped_column(Text)
    state: Mapped[MatchState] = mapped_column(
        enum_type(MatchState, "match_state"), default=MatchState.PROPOSED, index=True
    )
    matcher_version: Mapped[str] = mapped_column(String(80))
    kept_ranking: Mapped[dict[str, Any]] = mapped_column(JSON)

    job_order: Mapped[JobOrder] = relationship(lazy="raise")
    resident: Mapped[Resident] = relationship(lazy="raise")
    chosen_by: Mapped[User] = relationship(lazy="raise")
    state_changes: Mapped[list[MatchStateChange]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="MatchStateChange.id"
    )

    __table_args__ = table_args(UniqueConstraint("job_order_id", "resident_id"))


class MatchStateChange(Identified, Base):
    """A dated step in the course of a match; reasons never pass to another organisation."""

    __tablename__ = "match_state_change"
    match_id: Mapped[int] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    state: Mapped[MatchState] = mapped_column(enum_type(MatchState, "match_state"))
    reason: Mapped[str] = mapped_column(Text, default="")

    user: Mapped[User | None] = relationship(lazy="raise")
