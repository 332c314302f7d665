"""Table of people's own wishes about reminders; who has none gets them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class ReminderSetting(Base):
    """Whether a user wants the mail in the morning, and until which day (it included) it pauses."""

    __tablename__ = "reminder_setting"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    wanted: Mapped[bool] = mapped_column(default=True)
    paused_until: Mapped[date | None] = mapped_column()
