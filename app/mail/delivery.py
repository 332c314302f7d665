"""Sends what waits in the outbox: each mail is claimed, asked once more whether it is true, sent, and marked.

A mail is claimed in a transaction of its own, so that of two processes only one has it in its hand, and no database
lock is held while the mail server answers. Should a process die between sending and marking, the mail goes out again
after the lease, with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.config import Config
from app.db import Database
from app.mail import rules
from app.mail.connection import connected, send, server_at
from app.mail.kinds import text_at_sending
from app.mail.message import message_of
from app.mail.models import Mail, MailState

SECONDS_AT_ONCE, SECONDS_LATER = 4.0, 20.0
MOST_AT_A_TIME = 500
FAULTS = (OSError, smtplib.SMTPException)
log = logging.getLogger("jobloft")


@dataclass
class Delivered:
    """What a round of delivery came to."""

    sent: int = 0
    withdrawn: int = 0
    failed: int = 0


def can_send(config: Config) -> bool:
    """Whether this installation sends mails at all."""
    return bool(config.smtp_url and config.mail_from)


def deliver_waiting(
    database: Database, config: Config, *, timeout: float = SECONDS_LATER, most: int = MOST_AT_A_TIME
) -> Delivered:
    """Send what waits and is due, oldest first, over one connection; without a mail server nothing happens."""
    if not can_send(config):
        return Delivered()
    now = clock.now()
    with database.reading() as session:
        due = select(Mail.id).where(*_due(now)).order_by(Mail.next_try_at, Mail.id).limit(most)
        ids = session.scalars(due).all()
    return deliver(database, config, ids, timeout=timeout)


def deliver(database: Database, config: Config, ids: Iterable[int], *, timeout: float) -> Delivered:
    """Try these mails now. A fault of the server leaves them in the outbox and is never raised."""
    done, lost = Delivered(), ""
    with ExitStack() as stack:
        smtp: smtplib.SMTP | None = None
        for mail_id in ids:
            claimed = _claimed(database, config, mail_id, done)
            if claimed is None:
                continue
            mail, text = claimed
            try:
                if lost:
                    raise ConnectionError(lost)
                smtp = smtp or stack.enter_context(connected(server_at(config.smtp_url), timeout=timeout))
                send(smtp, message_of(mail, text, sender=config.mail_from, now=clock.now()))
            except FAULTS as fault:
                lost = _kind_of(fault) if smtp is None or _is_cut(fault) else ""
                _put_back(database, mail_id, _kind_of(fault), done)
            else:
                _mark_sent(database, mail_id, done)
    return done


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Mail.claimed_until.is_(None), Mail.claimed_until < now)
    return Mail.state == MailState.WAITING, Mail.next_try_at <= now, free


def _claimed(database: Database, config: Config, mail_id: int, done: Delivered) -> tuple[Mail, str] | None:
    """The mail and its text; one whose text can't be made is put back, so that it does not hold up the others."""
    try:
        return _claim(database, config, mail_id, done)
    except Exception as fault:
        log.exception("mail can't be written", extra={"fields": {"mail": mail_id}})
        with database.transaction() as session:
            _locked(session, mail_id).attempts += 1
        _put_back(database, mail_id, type(fault).__name__, done)
        return None


def _claim(database: Database, config: Config, mail_id: int, done: Delivered) -> tuple[Mail, str] | None:
    now = clock.now()
    with database.transaction() as session:
        query = select(Mail).where(Mail.id == mail_id, *_due(now)).with_for_update(skip_locked=True)
        mail = session.scalar(query)
        if mail is None:
            return None
        text = text_at_sending(session, mail, config)
        if text is None:
            mail.state, mail.body = MailState.WITHDRAWN, ""
            done.withdrawn += 1
            return None
        mail.claimed_until, mail.attempts = now + rules.LEASE, mail.attempts + 1
    return mail, text


def _mark_sent(database: Database, mail_id: int, done: Delivered) -> None:
    with database.transaction() as session:
        mail = _locked(session, mail_id)
        mail.state, mail.sent_at, mail.claimed_until = MailState.SENT, clock.now(), None
        mail.body, mail.last_fault = "", ""
    done.sent += 1


def _put_back(database: Database, mail_id: int, fault: str, done: Delivered) -> None:
    with database.transaction() as session:
        mail = _locked(session, mail_id)
        again = rules.next_try(mail.attempts, clock.now())
        mail.claimed_until, mail.last_fault = None, fault
        if again is None:
            mail.state, mail.body = MailState.GIVEN_UP, ""
        else:
            mail.next_try_at = again
    done.failed += 1
    log.warning("mail not sent", extra={"fields": {"mail": mail_id, "fault": fault}})


def _locked(session: Session, mail_id: int) -> Mail:
    return session.scalars(select(Mail).where(Mail.id == mail_id).with_for_update()).one()


def _is_cut(fault: Exception) -> bool:
    """Whether nobody listens any more. A server that refuses one mail, for whatever it says, takes the next ones:
    they must not be given up with it.
    """
    return isinstance(fault, smtplib.SMTPServerDisconnected) or not isinstance(fault, smtplib.SMTPException)


def _kind_of(fault: Exception) -> str:
    # The kind alone: what a server says may hold addresses.
    code = getattr(fault, "smtp_code", None)
    return f"{type(fault).__name__} {code}" if code else type(fault).__name__
