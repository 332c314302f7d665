"""Tables of job orders: what a company needs, by the checklist, and the order's dated life."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.accounts.models import User
from app.companies.models import Company, ContactPerson
from app.db import Base, Identified, Uid, Versioned, enum_type, named_check, table_args
from app.folding import folded_words


class EmploymentKind(enum.StrEnum):
    """Kinds of employment (domain §4)."""

    ORDINARY = "ordinary"
    FEW_PAID_HOURS = "few_paid_hours"
    WAGE_SUBSIDY = "wage_subsidy"
    WORK_PLACEMENT = "work_placement"
    APPRENTICESHIP = "apprenticeship"
    YOUTH_JOB = "youth_job"
    OTHER = "other"


class OrderState(enum.StrEnum):
    """The life of a job order."""

    DRAFT = "draft"
    OPEN = "open"
    ON_HOLD = "on_hold"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Demand(enum.StrEnum):
    """What the work asks of the body and of the day; also what a resident may need to avoid."""

    LIFTING = "lifting"
    STANDING = "standing"
    WALKING = "walking"
    BENDING = "bending"
    REPETITION = "repetition"
    HEIGHTS = "heights"
    OUTDOORS = "outdoors"
    COLD = "cold"
    NOISE = "noise"
    DUST = "dust"
    CHEMICALS = "chemicals"
    SHIFTS = "shifts"
    NIGHT = "night"
    CUSTOMERS = "customers"
    ALONE = "alone"
    PACE = "pace"
    DRIVING = "driving"
    ANIMALS = "animals"


class JobOrder(Identified, Uid, Versioned, Base):
    """An opening at a company. Only company, task and hours are needed to begin; None is 'not asked yet'.

    Lists of short texts (`required` …) are stored as JSON lists. `grid` is a list of [weekday 0–6, part 0–3]
    (early, day, evening, night) or None when unknown. `core_demands` are those of `demands` without which the job
    would be another one: they shut the door to who must avoid them. Hours are per week. Demands that need a lawful
    reason (an age, Danish as a native, dress) have it beside them. `folded_text` is title and tasks as they are
    searched.
    """

    __tablename__ = "job_order"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    contact_person_id: Mapped[int | None] = mapped_column(ForeignKey("contact_person.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    responsible_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    folded_text: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[EmploymentKind | None] = mapped_column(enum_type(EmploymentKind, "employment_kind"), index=True)
    state: Mapped[OrderState] = mapped_column(enum_type(OrderState, "order_state"), default=OrderState.OPEN, index=True)
    tasks: Mapped[list[str]] = mapped_column(JSON, default=list)
    required: Mapped[list[str]] = mapped_column(JSON, default=list)
    desirable: Mapped[list[str]] = mapped_column(JSON, default=list)
    personal_skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    certificates: Mapped[list[str]] = mapped_column(JSON, default=list)
    certificates_absolute: Mapped[bool] = mapped_column(default=False)
    hours_low: Mapped[float | None] = mapped_column()
    hours_high: Mapped[float | None] = mapped_column()
    hours_unknown: Mapped[bool] = mapped_column(default=False)
    hours_grow_to: Mapped[float | None] = mapped_column()
    hours_grow_weeks: Mapped[int | None] = mapped_column()
    grid: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
    every_other_week: Mapped[bool] = mapped_column(default=False)
    hours_note: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date | None] = mapped_column()
    ends_on: Mapped[date | None] = mapped_column()
    apply_by: Mapped[date | None] = mapped_column(index=True)
    positions: Mapped[int] = mapped_column(default=1)
    standing_need: Mapped[bool] = mapped_column(default=False)
    street: Mapped[str] = mapped_column(String(200), default="")
    postal_code: Mapped[str] = mapped_column(String(4), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    danish_level: Mapped[int | None] = mapped_column()
    danish_reason: Mapped[str] = mapped_column(String(300), default="")
    other_languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    demands: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    core_demands: Mapped[list[str]] = mapped_column(JSON, default=list)
    minimum_age: Mapped[int | None] = mapped_column()
    minimum_age_reason: Mapped[str] = mapped_column(String(300), default="")
    dress: Mapped[str] = mapped_column(String(200), default="")
    dress_reason: Mapped[str] = mapped_column(String(300), default="")
    criminal_record_check: Mapped[bool | None] = mapped_column()
    priority_access: Mapped[bool | None] = mapped_column()
    pay: Mapped[str] = mapped_column(String(200), default="")
    collective_agreement: Mapped[str] = mapped_column(String(200), default="")
    how_to_apply: Mapped[str] = mapped_column(Text, default="")
    municipal_grant: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(index=True)

    company: Mapped[Company] = relationship(lazy="raise")
    contact_person: Mapped[ContactPerson | None] = relationship(lazy="raise")
    responsible: Mapped[User] = relationship(lazy="raise")
    state_changes: Mapped[list[OrderStateChange]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="OrderStateChange.id.desc()"
    )

    __table_args__ = table_args(
        named_check("hours_low IS NULL OR hours_high IS NULL OR hours_low <= hours_high", "hours_in_order"),
        named_check("positions >= 1", "positions_at_least_one"),
        named_check("danish_level IS NULL OR danish_level BETWEEN 0 AND 5", "danish_level_0_to_5"),
    )

    @validates("title", "tasks")
    def _fold(self, changed: str, value: Any) -> Any:
        words = {"title": self.title, "tasks": self.tasks} | {changed: value}
        self.folded_text = " ".join(folded_words("\n".join([words["title"] or "", *(words["tasks"] or [])])))
        return value


class OrderStateChange(Identified, Base):
    """A dated step in an order's life, with who and why."""

    __tablename__ = "order_state_change"
    job_order_id: Mapped[int] = mapped_column(ForeignKey("job_order.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    state: Mapped[OrderState] = mapped_column(enum_type(OrderState, "order_state"))
    reason: Mapped[str] = mapped_column(Text, default="")

    user: Mapped[User | None] = relationship(lazy="raise")
