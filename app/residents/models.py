"""Tables of residents: the profile that matching needs, considerations apart, consents."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.accounts.models import Organisation, User
from app.db import Base, Identified, Uid, Versioned, enum_type, named_check, table_args
from app.residents.names import folded


class Goal(enum.StrEnum):
    """What the resident is heading for."""

    JOB = "job"
    EDUCATION = "education"
    UNSURE = "unsure"


class SkillSource(enum.StrEnum):
    """Where a skill comes from (domain §5)."""

    JOB = "job"
    EDUCATION = "education"
    COURSE = "course"
    VOLUNTEERING = "volunteering"
    HOME = "home"


class PersonalQuestion(enum.StrEnum):
    """The five questions on personal competences [002]."""

    INDEPENDENT = "independent"
    COOPERATES = "cooperates"
    HANDLES_CHANGE = "handles_change"
    FLEXIBLE = "flexible"
    INVENTIVE = "inventive"


class Transport(enum.StrEnum):
    """How the resident gets to work."""

    WALK = "walk"
    BICYCLE = "bicycle"
    BUS = "bus"
    CAR = "car"


def _folded_name(context: DefaultExecutionContext) -> str:
    return folded(str(context.get_current_parameters()["name"]))


class Resident(Identified, Uid, Versioned, Base):
    """A resident on the way to job or education, owned by one partner organisation.

    The birth date is for the age rules only. Hours are per week; `grid` is a list of [weekday 0–6, part 0–3]
    or None when unknown; None is unknown, never no.
    """

    __tablename__ = "resident"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    broker_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    case_officer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    folded_name: Mapped[str] = mapped_column(String(160), index=True, default=_folded_name)
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    housing_area: Mapped[str] = mapped_column(String(100), default="", index=True)
    postal_code: Mapped[str] = mapped_column(String(4), default="")
    birth_date: Mapped[date | None] = mapped_column()
    goal: Mapped[Goal] = mapped_column(enum_type(Goal, "goal"), default=Goal.UNSURE)
    goal_note: Mapped[str] = mapped_column(Text, default="")
    support_kind: Mapped[str] = mapped_column(String(100), default="")
    channel: Mapped[str] = mapped_column(String(100), default="")
    interpreter: Mapped[str] = mapped_column(String(60), default="")
    hours_low: Mapped[float | None] = mapped_column()
    hours_high: Mapped[float | None] = mapped_column()
    hours_grow_to: Mapped[float | None] = mapped_column()
    hours_grow_weeks: Mapped[int | None] = mapped_column()
    grid: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
    every_other_week: Mapped[bool] = mapped_column(default=False)
    not_in_school_holidays: Mapped[bool] = mapped_column(default=False)
    hours_note: Mapped[str] = mapped_column(String(300), default="")
    available_from: Mapped[date | None] = mapped_column()
    distance_km: Mapped[int | None] = mapped_column()
    transport: Mapped[list[str]] = mapped_column(JSON, default=list)
    last_contact_on: Mapped[date | None] = mapped_column(index=True)
    active: Mapped[bool] = mapped_column(default=True, index=True)
    created_at: Mapped[datetime] = mapped_column()

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    counsellor: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[counsellor_id])
    broker: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[broker_id])
    case_officer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[case_officer_id])
    wishes: Mapped[list[Wish]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Wish.position")
    skills: Mapped[list[Skill]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Skill.id")
    personal_skills: Mapped[list[PersonalSkill]] = relationship(lazy="raise", cascade="all, delete-orphan")
    certificates: Mapped[list[Certificate]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Certificate.id"
    )
    languages: Mapped[list[LanguageSkill]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="LanguageSkill.level.desc()"
    )
    considerations: Mapped[Considerations | None] = relationship(lazy="raise", cascade="all, delete-orphan")
    consents: Mapped[list[Consent]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Consent.id.desc()"
    )

    @validates("name")
    def _keep_folded(self, _key: str, name: str) -> str:
        # Set with the name, so that nobody who writes a resident has to think of it.
        self.folded_name = folded(name)
        return name

    __table_args__ = table_args(
        named_check("hours_low IS NULL OR hours_high IS NULL OR hours_low <= hours_high", "hours_in_order"),
    )


class Wish(Identified, Base):
    """A job or field the resident wants, in their own order and words; `refused` is a clear no."""

    __tablename__ = "wish"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    text: Mapped[str] = mapped_column(String(200))
    refused: Mapped[bool] = mapped_column(default=False)


class Skill(Identified, Base):
    """Something the resident can do, and where it comes from."""

    __tablename__ = "skill"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    source: Mapped[SkillSource | None] = mapped_column(enum_type(SkillSource, "skill_source"))


class PersonalSkill(Identified, Base):
    """A personal competence with the situation that shows it [002]."""

    __tablename__ = "personal_skill"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"))
    question: Mapped[PersonalQuestion] = mapped_column(enum_type(PersonalQuestion, "personal_question"))
    situation: Mapped[str] = mapped_column(Text)

    __table_args__ = table_args(UniqueConstraint("resident_id", "question"))


class Certificate(Identified, Base):
    """A certificate or licence, perhaps with a last day."""

    __tablename__ = "certificate"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    valid_until: Mapped[date | None] = mapped_column()


class LanguageSkill(Identified, Base):
    """A language with level 0 (none) to 5 (as a native); the language's code is ISO 639-1."""

    __tablename__ = "language_skill"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(40))
    level: Mapped[int] = mapped_column()

    __table_args__ = table_args(
        UniqueConstraint("resident_id", "language"), named_check("level BETWEEN 0 AND 5", "level_0_to_5")
    )


class Considerations(Identified, Versioned, Base):
    """What the work must not demand: possibly health data, so apart, restricted, and every look is logged."""

    __tablename__ = "considerations"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), unique=True)
    avoid: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    consented_on: Mapped[date | None] = mapped_column()


class ConsentScope(enum.StrEnum):
    """Groups of fields that a consent can cover; never notes, no-shows, refusals or reasons."""

    NAME_AND_CONTACT = "name_and_contact"
    WISHES = "wishes"
    SKILLS = "skills"
    HOURS = "hours"
    LANGUAGES = "languages"
    CV = "cv"


class LegalBasis(enum.StrEnum):
    """On what a sharing rests; towards a job centre consent may not count as freely given."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    CONTRACT = "contract"


class Consent(Identified, Versioned, Base):
    """The resident's yes to one receiver seeing named groups of fields, until a day."""

    __tablename__ = "consent"
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(200))
    scope: Mapped[list[str]] = mapped_column(JSON)
    basis: Mapped[LegalBasis] = mapped_column(enum_type(LegalBasis, "legal_basis"), default=LegalBasis.CONSENT)
    text_version: Mapped[str] = mapped_column(String(20))
    given_how: Mapped[str] = mapped_column(String(120), default="")
    given_on: Mapped[date] = mapped_column()
    valid_until: Mapped[date] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column()

    receiver: Mapped[Organisation] = relationship(lazy="raise")

    __table_args__ = table_args(named_check("valid_until >= given_on", "valid_after_given"))
