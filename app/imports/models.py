"""Tables of imports: a supplier list that was read into rows, what they would change, and what came of it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation, User
from app.db import Base, Identified, Versioned, enum_type, table_args


class BatchState(enum.StrEnum):
    """How far an import has come. In COMPARING, WRITING and UNDOING a background thread is at work."""

    READ = "read"
    COMPARING = "comparing"
    READY = "ready"
    WRITING = "writing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class RowState(enum.StrEnum):
    """What a row of the file would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNSURE = "unsure"
    DOUBLE = "double"
    WRONG = "wrong"
    LEFT_OUT = "left_out"


class ImportBatch(Identified, Versioned, Base):
    """One file. The file itself is not kept; its rows are deleted after some days, this line stays."""

    __tablename__ = "import_batch"
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    filename: Mapped[str] = mapped_column(String(200))
    read_as: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    headings: Mapped[list[str]] = mapped_column(JSON, default=list)
    mapping: Mapped[list[str]] = mapped_column(JSON, default=list)
    people_first: Mapped[bool] = mapped_column(default=True)
    state: Mapped[BatchState] = mapped_column(enum_type(BatchState, "batch_state"), default=BatchState.READ)
    run: Mapped[str] = mapped_column(String(32), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None] = mapped_column()
    fault: Mapped[str] = mapped_column(String(60), default="")
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    action_id: Mapped[str] = mapped_column(String(32), default="", index=True)
    created_at: Mapped[datetime] = mapped_column()
    compared_at: Mapped[datetime | None] = mapped_column()
    written_at: Mapped[datetime | None] = mapped_column()
    rows_deleted_at: Mapped[datetime | None] = mapped_column()

    user: Mapped[User | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class ImportRow(Identified, Base):
    """One row of the file as it was read, and what comparing it with the companies found.

    `values` are its fields in clean form; `changes` what it would write, `faults` what is wrong with it,
    `candidates` the companies that it may be; `decision` what a person said it is ("new", "skip" or an id).
    """

    __tablename__ = "import_row"
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    cells: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[RowState] = mapped_column(enum_type(RowState, "row_state"), default=RowState.SAME)
    company_id: Mapped[int | None] = mapped_column()
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    faults: Mapped[list[Any]] = mapped_column(JSON, default=list)
    candidates: Mapped[list[Any]] = mapped_column(JSON, default=list)
    has_faults: Mapped[bool] = mapped_column(default=False)
    has_kept: Mapped[bool] = mapped_column(default=False)
    decision: Mapped[str] = mapped_column(String(20), default="")

    __table_args__ = table_args(
        Index("ix_import_row_state", "batch_id", "state", "number"), Index("ix_import_row_number", "batch_id", "number")
    )
