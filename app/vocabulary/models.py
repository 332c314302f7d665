"""Tables of imported taxonomies and of terms that people have confirmed."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base, Identified, enum_type, table_args

LONGEST_LABEL, LONGEST_TEXT = 500, 60


class TaxonomyKind(enum.StrEnum):
    """What an imported term names."""

    TITLE = "title"
    SKILL = "skill"


class Taxonomy(Identified, Base):
    """An imported list of terms: which edition, and when it was read last."""

    __tablename__ = "taxonomy"
    name: Mapped[str] = mapped_column(String(60), unique=True)
    edition: Mapped[str] = mapped_column(String(40), default="")
    imported_at: Mapped[datetime] = mapped_column()


class TaxonomyTerm(Identified, Base):
    """One imported term; its label and alternatives all mean the same. `uri` is its identity in its own world.

    `folded_text` is all of them as they are searched.
    """

    __tablename__ = "taxonomy_term"
    taxonomy_id: Mapped[int] = mapped_column(ForeignKey("taxonomy.id", ondelete="CASCADE"))
    uri: Mapped[str] = mapped_column(String(300))
    kind: Mapped[TaxonomyKind] = mapped_column(enum_type(TaxonomyKind, "taxonomy_kind"))
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL), index=True)
    alternatives: Mapped[list[str]] = mapped_column(JSON, default=list)
    folded_text: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[str] = mapped_column(String(40), default="")

    taxonomy: Mapped[Taxonomy] = relationship(lazy="raise")

    __table_args__ = table_args(UniqueConstraint("taxonomy_id", "uri"))


class ConfirmedTerm(Identified, Base):
    """A person's word that a text means the same as a known term; for the whole partnership, tied to no resident.

    `meaning_id` is the id of a term in our own files, or "<taxonomy> <uri>"; `meaning` is how the term was written.
    """

    __tablename__ = "confirmed_term"
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    folded: Mapped[str] = mapped_column(String(2 * LONGEST_TEXT), unique=True)
    meaning_id: Mapped[str] = mapped_column(String(380))
    meaning: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    confirmed_at: Mapped[datetime] = mapped_column()

    confirmed_by: Mapped[User] = relationship(lazy="raise")
