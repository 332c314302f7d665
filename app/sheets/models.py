"""Table of the sheets that were taken out of the system: who, when, which, how many rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Identified


class SheetTaken(Identified, Base):
    """One sheet that somebody took; `narrowed` names the filters that were set, never what was typed in them."""

    __tablename__ = "sheet_taken"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(4))
    rows: Mapped[int] = mapped_column()
    narrowed: Mapped[str] = mapped_column(String(1000), default="")
