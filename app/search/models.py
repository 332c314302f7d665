"""Table of the words by which rows are found."""

from __future__ import annotations

import enum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Identified, enum_type, table_args

LONGEST_WORD = 40


class Found(enum.StrEnum):
    """What can be found by words. Residents can not: whoever is deleted must be gone, and a name is looked up whole."""

    COMPANY = "company"
    CONTACT = "contact"
    ORDER = "order"
    VISIT = "visit"


class SearchWord(Identified, Base):
    """One folded word of one row. `weight` says where it stands: 3 in the name, 2 a number or role, 1 elsewhere.

    Worked out from the rows and written in the transaction that changes them; `app.search.indexing` makes it anew.
    """

    __tablename__ = "search_word"
    word: Mapped[str] = mapped_column(String(LONGEST_WORD))
    kind: Mapped[Found] = mapped_column(enum_type(Found, "found"))
    row_id: Mapped[int] = mapped_column()
    weight: Mapped[int] = mapped_column()

    __table_args__ = table_args(
        Index("ix_search_word_word", "word", "kind", "weight", "row_id"),
        Index("ix_search_word_row", "kind", "row_id", "word"),
    )
