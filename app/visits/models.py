"""Tables of conversation guides, visits, what was answered, and the next steps that follow."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.companies.models import Company, ContactPerson
from app.db import Base, Identified, Uid, Versioned, enum_type, named_check, table_args
from app.orders.models import JobOrder


class GuideSection(enum.StrEnum):
    """The parts of the conversation [002]: about the company, then rounding off."""

    COMPANY = "company"
    ROUND_OFF = "round_off"


class GuideVersion(Identified, Versioned, Base):
    """A conversation guide; notes keep the version they were taken with. Without `published_at` it is a draft.

    The draft has the next number, so that the unique number also means that there is one draft at most.
    """

    __tablename__ = "guide_version"
    number: Mapped[int] = mapped_column(unique=True)
    published_at: Mapped[datetime | None] = mapped_column()
    presentation: Mapped[str] = mapped_column(Text)

    questions: Mapped[list[GuideQuestion]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="GuideQuestion.position"
    )


class GuideQuestion(Identified, Base):
    """A question of one version; `key` is the same in all versions, so that answers can be followed."""

    __tablename__ = "guide_question"
    guide_version_id: Mapped[int] = mapped_column(ForeignKey("guide_version.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column()
    section: Mapped[GuideSection] = mapped_column(enum_type(GuideSection, "guide_section"))
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(300))
    help: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = table_args(UniqueConstraint("guide_version_id", "key"))


class Way(enum.StrEnum):
    """How contact is made."""

    VISIT = "visit"
    CALL = "call"
    ONLINE = "online"
    EMAIL = "email"
    MEETING = "meeting"


class VisitState(enum.StrEnum):
    """A visit is planned, held, or cancelled; a moved one is planned again with a raised sequence."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Lead(enum.StrEnum):
    """What a visit can lead on to; ticked in the note, so that none of it is forgotten."""

    ORDER = "order"
    STEP = "step"
    CONTACT_PERSON = "contact_person"
    PLANNED_CONTACT = "planned_contact"


class Visit(Identified, Uid, Versioned, Base):
    """A meeting with a company, with its note. `became` is a list of `Lead` values.

    `settled_doubts` are marks of passages of which somebody said that they belong in the note (app/belonging).
    """

    __tablename__ = "visit"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    responsible_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    contact_person_id: Mapped[int | None] = mapped_column(ForeignKey("contact_person.id"), index=True)
    guide_version_id: Mapped[int | None] = mapped_column(ForeignKey("guide_version.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime] = mapped_column()
    way: Mapped[Way] = mapped_column(enum_type(Way, "way"), default=Way.VISIT)
    place: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[VisitState] = mapped_column(enum_type(VisitState, "visit_state"), default=VisitState.PLANNED)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    quick_note: Mapped[str] = mapped_column(Text, default="")
    became: Mapped[list[str]] = mapped_column(JSON, default=list)
    settled_doubts: Mapped[list[str]] = mapped_column(JSON, default=list)
    # About a match under way: such a contact is no outreach, it neither warns nor is warned of.
    about_match: Mapped[bool] = mapped_column(default=False)
    # Why it was planned although a colleague is in touch with the company, or the company asked for peace.
    outreach_reason: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column()

    company: Mapped[Company] = relationship(lazy="raise")
    responsible: Mapped[User] = relationship(lazy="raise")
    contact_person: Mapped[ContactPerson | None] = relationship(lazy="raise")
    guide_version: Mapped[GuideVersion | None] = relationship(lazy="raise")
    answers: Mapped[list[VisitAnswer]] = relationship(lazy="raise", cascade="all, delete-orphan")
    participants: Mapped[list[VisitParticipant]] = relationship(lazy="raise", cascade="all, delete-orphan")
    moves: Mapped[list[VisitMove]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="VisitMove.id.desc()"
    )

    __table_args__ = table_args(named_check("ends_at >= starts_at", "ends_after_start"))


class VisitParticipant(Base):
    """A colleague who comes along."""

    __tablename__ = "visit_participant"
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)

    user: Mapped[User] = relationship(lazy="raise")


class VisitMove(Identified, Base):
    """That a visit was moved to another time: from when, by whom, why."""

    __tablename__ = "visit_move"
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    from_starts_at: Mapped[datetime] = mapped_column()
    reason: Mapped[str] = mapped_column(String(300))

    user: Mapped[User] = relationship(lazy="raise")


class VisitAnswer(Identified, Base):
    """What the company said to one question of the guide."""

    __tablename__ = "visit_answer"
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("guide_question.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    question: Mapped[GuideQuestion] = relationship(lazy="raise")

    __table_args__ = table_args(UniqueConstraint("visit_id", "question_id"))


class StepOutcome(enum.StrEnum):
    """How a promise ended."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NO_LONGER_RELEVANT = "no_longer_relevant"


class NextStep(Identified, Uid, Versioned, Base):
    """Something somebody has promised to do, by a day.

    With `by_company` the company has promised it, and the owner is the one of us who sees to it that it comes.
    `done_at` is when it was ended, `outcome` how, `outcome_note` a word about it. `reminder_of_id` is the company's
    promise that this step reminds them of.
    """

    __tablename__ = "next_step"
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date] = mapped_column(index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    job_order_id: Mapped[int | None] = mapped_column(ForeignKey("job_order.id"), index=True)
    by_company: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime | None] = mapped_column()
    outcome: Mapped[StepOutcome | None] = mapped_column(enum_type(StepOutcome, "step_outcome"))
    outcome_note: Mapped[str] = mapped_column(String(300), default="")
    reminder_of_id: Mapped[int | None] = mapped_column(ForeignKey("next_step.id", ondelete="SET NULL"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column()

    owner: Mapped[User] = relationship(lazy="raise")
    company: Mapped[Company | None] = relationship(lazy="raise")
    visit: Mapped[Visit | None] = relationship(lazy="raise")
    job_order: Mapped[JobOrder | None] = relationship(lazy="raise")
    # The open steps that remind of this promise: while there is one, nobody is asked to remind them again.
    open_reminders: Mapped[list[NextStep]] = relationship(
        lazy="raise",
        viewonly=True,
        primaryjoin="and_(foreign(remote(NextStep.reminder_of_id)) == NextStep.id, remote(NextStep.done_at).is_(None))",
    )

    __table_args__ = table_args(named_check("outcome IS NULL OR done_at IS NOT NULL", "outcome_when_done"))
