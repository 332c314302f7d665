"""Tables of organisations, users, their roles, sessions, and the keys that make a repeated form harmless."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Identified, Uid, Versioned, enum_type, table_args


class OrganisationKind(enum.StrEnum):
    """What a partner is; a neighbourhood plan is apart from the landlord that employs its staff."""

    HOUSING_ASSOCIATION = "housing_association"
    NEIGHBOURHOOD_PLAN = "neighbourhood_plan"
    MUNICIPALITY = "municipality"
    OTHER = "other"


class Role(enum.StrEnum):
    """What a user does in the work (domain §1); one person can have several."""

    CONSULTANT = "consultant"
    COUNSELLOR = "counsellor"
    BROKER = "broker"
    JOB_CONSULTANT = "job_consultant"
    MANAGER = "manager"
    STEERING = "steering"
    ADMIN = "admin"


class Organisation(Identified, Uid, Versioned, Base):
    """A partner of the one partnership that this installation serves."""

    __tablename__ = "organisation"
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(enum_type(OrganisationKind, "organisation_kind"))
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    active: Mapped[bool] = mapped_column(default=True)


class User(Identified, Uid, Versioned, Base):
    """A person who signs in."""

    __tablename__ = "user"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    phone: Mapped[str] = mapped_column(String(30), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(5), default="da")
    active: Mapped[bool] = mapped_column(default=True)

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    role_rows: Mapped[list[UserRole]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="UserRole.role"
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now; needs `role_rows` loaded."""
        return frozenset(row.role for row in self.role_rows)

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the user may sign in."""
        return self.active

    def get_id(self) -> str:
        """The id that the session keeps."""
        return str(self.id)


class UserRole(Base):
    """One role of one user."""

    __tablename__ = "user_role"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"), primary_key=True)


class WebSession(Base):
    """A signed-in browser. The cookie's random id is kept only as a hash."""

    __tablename__ = "web_session"
    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column()
    seen_at: Mapped[datetime] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(String(120), default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class OnceKey(Base):
    """A form's one-time key with where its result is, so that the same form sent twice gives the first result."""

    __tablename__ = "once_key"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    location: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = table_args(UniqueConstraint("user_id", "key"))


class Throttle(Base):
    """Failed attempts by one account-and-address or one address, in a window of time."""

    __tablename__ = "throttle"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(index=True)
