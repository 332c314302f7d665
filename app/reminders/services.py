"""Writes the mails of a morning, and keeps people's wishes about them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import User
from app.mail.outbox import write
from app.reminders import queries
from app.reminders.letter import letter_for
from app.reminders.models import ReminderSetting
from app.reminders.rules import is_time, wants_reminders


def write_reminders(session: Session, *, now: datetime) -> int:
    """Put today's mail of each person for whom something is new into the outbox, once a day; how many were written."""
    if not is_time(clock.to_local(now)):
        return 0
    today = clock.local_day(now)
    return sum(_write_to(session, user, today, now) for user in queries.people(session))


def _write_to(session: Session, user: User, today: date, now: datetime) -> bool:
    if not wants_reminders(queries.setting_of(session, user.id), today):
        return False
    if not queries.agenda_of(session, user, today).worth_a_mail:
        return False
    return write(session, letter_for(user, today), now=now) is not None


def set_wishes(session: Session, user_id: int, *, wanted: bool, paused_until: date | None) -> ReminderSetting:
    """Keep what a user wants."""
    setting = queries.setting_of(session, user_id)
    if setting is None:
        setting = ReminderSetting(user_id=user_id)
        session.add(setting)
    setting.wanted, setting.paused_until = wanted, paused_until
    session.flush()
    return setting
