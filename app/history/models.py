"""Tables of the change log (undo, merge and audit live on it), of named actions, and the access log on residents."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Identified, Versioned, enum_type, table_args


class Change(Identified, Base):
    """One row's change: images before and after hold only the columns that differ.

    All changes of one request share an `action_id`. `resident_id` marks images that speak of a resident, so
    that they can be erased with the person.
    """

    __tablename__ = "change"
    action_id: Mapped[str] = mapped_column(String(32), index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[str] = mapped_column(String(80))
    resident_id: Mapped[int | None] = mapped_column(index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = table_args(Index(None, "table_name", "row_id"))


class ActionKind(enum.StrEnum):
    """Which kinds of actions change many rows at once and can be taken back whole."""

    IMPORT = "import"
    MERGE = "merge"
    BULK = "bulk"
    UNDO = "undo"


class Action(Identified, Versioned, Base):
    """An action with a name: all changes with its `action_id`. `label` is what a person knows it by.

    `undoes_id` is the action that this one took back, `undone_by_id` the one that took this one back, while it is
    so. `left` says what an undo left as it was: a list of objects with table, row_id, reason and by.
    """

    __tablename__ = "action"
    action_id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[ActionKind] = mapped_column(enum_type(ActionKind, "action_kind"))
    label: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rows: Mapped[int] = mapped_column(default=0)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), index=True)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    left: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class AccessLog(Identified, Base):
    """Who looked at a resident, when and what for. The application only ever adds rows."""

    __tablename__ = "access_log"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    resident_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(200), default="")
