"""Settings read from the environment, checked before the application starts."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path

from app.mail.connection import WrongAddress, server_at

SHORTEST_SECRET = 32
UNSAFE_SECRETS = frozenset({"changeme", "secret", "dev", "development"})


class ConfigurationError(RuntimeError):
    """The application cannot start safely with these settings."""


@dataclass(frozen=True)
class Config:
    """What an installation decides. Durations are named by unit."""

    database_url: str
    secret_key: str
    base_url: str = ""
    instance: Path = field(default_factory=lambda: Path("instance"))
    secure_cookies: bool = True
    demo: bool = False
    testing: bool = False
    trusted_hosts: tuple[str, ...] = ()
    session_idle_hours: int = 8
    session_absolute_hours: int = 24 * 7
    password_cost: tuple[int, int] = (2, 19 * 1024)
    calendar_domain: str = "jobloft.invalid"
    # Without both no mail is sent: what would be stays in the outbox.
    smtp_url: str = ""
    mail_from: str = ""


def from_environment(*, demo: bool = False) -> Config:
    """Settings from `JOBLOFT_*`; a demonstration makes its own secret and serves over plain HTTP."""
    instance = Path(os.environ.get("JOBLOFT_INSTANCE", "instance")).resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)  # the embedded database lies there, with residents in it
    default_url = f"sqlite:///{instance / 'jobloft.db'}"
    base_url = os.environ.get("JOBLOFT_BASE_URL", "")
    config = Config(
        database_url=_with_driver(os.environ.get("JOBLOFT_DATABASE_URL") or default_url),
        secret_key=os.environ.get("JOBLOFT_SECRET_KEY") or _kept_secret(instance),
        base_url=base_url,
        instance=instance,
        secure_cookies=base_url.startswith("https://"),
        demo=demo,
        trusted_hosts=tuple(filter(None, os.environ.get("JOBLOFT_TRUSTED_HOSTS", "").split(","))),
        calendar_domain=os.environ.get("JOBLOFT_CALENDAR_DOMAIN", "jobloft.invalid"),
        smtp_url=os.environ.get("JOBLOFT_SMTP_URL", ""),
        mail_from=os.environ.get("JOBLOFT_MAIL_FROM", ""),
    )
    check(config)
    return config


def check(config: Config) -> None:
    """Refuse a secret key that somebody could guess."""
    if len(config.secret_key) < SHORTEST_SECRET or config.secret_key.lower() in UNSAFE_SECRETS:
        raise ConfigurationError(f"JOBLOFT_SECRET_KEY must have at least {SHORTEST_SECRET} characters")
    _check_mail(config)


def _check_mail(config: Config) -> None:
    """Refuse settings with which every mail would fail, or would name no way back to us."""
    if not config.smtp_url:
        return
    try:
        server_at(config.smtp_url)
    except WrongAddress as fault:
        raise ConfigurationError(f"JOBLOFT_SMTP_URL {fault}") from None
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(config.mail_from)[1]) or "\n" in config.mail_from:
        raise ConfigurationError("JOBLOFT_MAIL_FROM must be the address that mails come from")
    if not config.base_url:
        raise ConfigurationError("JOBLOFT_BASE_URL must be set when mails are sent: their links lead there")


def _with_driver(url: str) -> str:
    # What hosting providers hand out names no driver; SQLAlchemy would look for an older one than ours.
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def _kept_secret(instance: Path) -> str:
    # No default key exists: an installation without one gets its own, readable by its owner only.
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_hex(32)
        file.write(secret)
    return secret
