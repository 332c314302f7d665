"""The connection to a mail server, as the settings say it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class WrongAddress(ValueError):
    """An address of a mail server that can't be used."""


@dataclass(frozen=True)
class Server:
    """Where mails are handed over. `encrypted` is from the first byte on (smtps); else STARTTLS is asked for."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encrypted: bool = False

    @property
    def must_encrypt(self) -> bool:
        """On one's own machine nobody listens in between; anywhere else a connection in the clear is refused."""
        return self.host not in OWN_MACHINE


def server_at(url: str) -> Server:
    """The server of `smtp://user:password@host:587` (STARTTLS) or `smtps://host` (encrypted from the start).

    Raises:
        WrongAddress: it is no such address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise WrongAddress("must look like smtp://user:password@host:587") from None
    if not parts.hostname:
        raise WrongAddress("names no host")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, user, password, encrypted=parts.scheme == "smtps")


@contextmanager
def connected(server: Server, *, timeout: float) -> Iterator[smtplib.SMTP]:
    """A connection that is ready to take mails; every step waits at most `timeout` seconds.

    Raises:
        OSError, smtplib.SMTPException: it could not be made.
    """
    context = ssl.create_default_context()
    if server.encrypted:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        opened = smtplib.SMTP(server.host, server.port, timeout=timeout)
    with opened as smtp:
        smtp.ehlo()
        if not server.encrypted and (server.must_encrypt or smtp.has_extn("starttls")):
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp


def send(smtp: smtplib.SMTP, message: EmailMessage) -> None:
    """Hand one mail over.

    Raises:
        OSError, smtplib.SMTPException: it was not taken.
    """
    smtp.send_message(message)
