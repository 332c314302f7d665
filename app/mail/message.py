"""Makes a mail as it travels: plain text, with the headers that mail programs and their filters expect."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from app import clock
from app.mail.models import Mail


def message_of(mail: Mail, text: str, *, sender: str, now: datetime) -> EmailMessage:
    """The message; its Message-ID is the row's own, so that a repeat is recognised as one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.address
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(clock.to_local(now))
    message["Message-ID"] = f"<{mail.uid}@{_domain(sender)}>"
    # Written by a machine: no answers from those who are on holiday (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "da"
    message.set_content(text, cte="quoted-printable")
    return message


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]
