"""Tables of companies, their contact persons, supplier relations and contributions."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from app.accounts.models import Organisation, User
from app.db import Base, Identified, Uid, Versioned, enum_type, named_check, table_args


class Stage(enum.StrEnum):
    """Where the relation to a company stands [002]."""

    CANDIDATE = "candidate"
    INVITED = "invited"
    FIRST_MEETING = "first_meeting"
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"


class ContributionKind(enum.StrEnum):
    """The ways in which a company can take part [002]."""

    ORDINARY_JOBS = "ordinary_jobs"
    FEW_PAID_HOURS = "few_paid_hours"
    PRIORITY_ACCESS = "priority_access"
    APPRENTICESHIPS = "apprenticeships"
    YOUTH_JOBS = "youth_jobs"
    WAGE_SUBSIDY = "wage_subsidy"
    WORK_PLACEMENT = "work_placement"
    INTERVIEW_TRAINING = "interview_training"
    EDUCATION_CAFE = "education_cafe"
    MENTORING = "mentoring"
    COMPANY_TOURS = "company_tours"


class Answer(enum.StrEnum):
    """Will the company contribute in this way?"""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Company(Identified, Uid, Versioned, Base):
    """A supplier, another local company, or a housing association's own operation."""

    __tablename__ = "company"
    name: Mapped[str] = mapped_column(String(200), index=True)
    folded_name: Mapped[str] = mapped_column(String(200))
    cvr: Mapped[str | None] = mapped_column(String(8), unique=True)
    p_number: Mapped[str] = mapped_column(String(10), default="")
    street: Mapped[str] = mapped_column(String(200), default="")
    postal_code: Mapped[str] = mapped_column(String(4), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    industry: Mapped[str] = mapped_column(String(100), default="")
    employees: Mapped[int | None] = mapped_column()
    website: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[Stage] = mapped_column(enum_type(Stage, "stage"), default=Stage.CANDIDATE, index=True)
    fixed_contact_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    own_operation_of_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    good_partner: Mapped[bool] = mapped_column(default=False)
    often_hiring: Mapped[bool] = mapped_column(default=False)
    socially_minded: Mapped[bool] = mapped_column(default=False)
    # How many of the three marks are missing; kept with them, so that the list can be ordered by an index.
    marks_missing: Mapped[int] = mapped_column(default=3)
    standing_need: Mapped[str] = mapped_column(Text, default="")
    not_before: Mapped[date | None] = mapped_column()
    contacts_a_month: Mapped[int | None] = mapped_column()
    why_they_take_part: Mapped[str] = mapped_column(Text, default="")
    who_does_what: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column()

    fixed_contact: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[fixed_contact_id])
    own_operation_of: Mapped[Organisation | None] = relationship(lazy="raise", foreign_keys=[own_operation_of_id])
    contacts: Mapped[list[ContactPerson]] = relationship(
        lazy="raise", back_populates="company", order_by="ContactPerson.name", cascade="all, delete-orphan"
    )
    suppliers: Mapped[list[SupplierRelation]] = relationship(lazy="raise", cascade="all, delete-orphan")
    contributions: Mapped[list[Contribution]] = relationship(lazy="raise", cascade="all, delete-orphan")
    stage_changes: Mapped[list[StageChange]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="StageChange.id.desc()"
    )

    __table_args__ = table_args(
        named_check("employees IS NULL OR employees >= 0", "employees_not_negative"),
        named_check("contacts_a_month IS NULL OR contacts_a_month >= 0", "contacts_a_month_not_negative"),
        # The orders of the list, each with the id: PostgreSQL leafs through them without the table.
        Index(None, "folded_name", "id"),
        Index(None, "stage", "marks_missing", "folded_name", "id"),
        Index(None, "marks_missing", "folded_name", "id"),
        Index(None, "stage", "folded_name", "id"),
        Index(None, "industry", "folded_name", "id"),
        Index(None, "city", "folded_name", "id"),
        Index(None, "postal_code"),
    )


def _count_marks(_mapper: Mapper[Company], _connection: Connection, company: Company) -> None:
    marks = (company.good_partner, company.often_hiring, company.socially_minded)
    company.marks_missing = sum(not mark for mark in marks)


event.listen(Company, "before_insert", _count_marks)
event.listen(Company, "before_update", _count_marks)


class CompanyWarning(Identified, Versioned, Base):
    """Something to know before anybody calls, until a day; afterwards, or when it is lifted, it is history."""

    __tablename__ = "company_warning"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    until: Mapped[date] = mapped_column()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column()
    lifted_at: Mapped[datetime | None] = mapped_column()
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])
    lifted_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[lifted_by_id])


class SavedFilter(Identified, Base):
    """A person's own name for filters of the list of companies, as they stand in its address."""

    __tablename__ = "saved_filter"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(1000))

    __table_args__ = table_args(UniqueConstraint("user_id", "name"))


class ContactPerson(Identified, Versioned, Base):
    """A person at a company; one who left stays in the history."""

    __tablename__ = "contact_person"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    job_title: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    is_fixed: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None] = mapped_column()

    company: Mapped[Company] = relationship(lazy="raise", back_populates="contacts")


class SupplierRelation(Identified, Base):
    """Which housing association buys from a company, and until when the framework agreement runs."""

    __tablename__ = "supplier_relation"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    # The number under which their finance system knows the company: it finds it again when its name has changed.
    supplier_number: Mapped[str] = mapped_column(String(40), default="")
    social_clauses: Mapped[bool] = mapped_column(default=False)
    agreement_ends_on: Mapped[date | None] = mapped_column()

    organisation: Mapped[Organisation] = relationship(lazy="raise")

    __table_args__ = table_args(UniqueConstraint("company_id", "organisation_id"))


class Contribution(Identified, Base):
    """A company's answer to one way of contributing, with how often and to what extent."""

    __tablename__ = "contribution"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    kind: Mapped[ContributionKind] = mapped_column(enum_type(ContributionKind, "contribution_kind"), index=True)
    answer: Mapped[Answer] = mapped_column(enum_type(Answer, "answer"))
    how_often: Mapped[str] = mapped_column(String(120), default="")
    extent: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = table_args(UniqueConstraint("company_id", "kind"))


class StageChange(Identified, Base):
    """A dated step of the relation; the reason is not shown to those who buy from the company [002]."""

    __tablename__ = "stage_change"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    stage: Mapped[Stage] = mapped_column(enum_type(Stage, "stage"))
    reason: Mapped[str] = mapped_column(Text, default="")

    user: Mapped[User | None] = relationship(lazy="raise")
