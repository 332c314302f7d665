"""Pure rules of accounts: passwords, throttling."""

from __future__ import annotations

from datetime import datetime, timedelta

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
# Our own short list of what people type when a rule asks for twelve characters.
COMMON = frozenset(
    "123456789012 1234567890123 password1234 passwordpassword adgangskode1 adgangskode12 adgangskode123 "
    "qwertyuiop12 qwerty123456 hemmelighed1 hemmeligt123 velkommen123 velkommen2026 sommer202526 administrator "
    "administrator1 jobloft12345 boligforening silkeborg123 viborg123456 danmark12345 letmeinletmein".split()
)
ACCOUNT_LIMIT, ADDRESS_LIMIT = 8, 60
WINDOW = timedelta(minutes=15)


def password_fault(password: str, email: str = "") -> str | None:
    """Why a password can't be used: 'short', 'long' or 'common'; None when it can. No composition rules."""
    if len(password) < SHORTEST_PASSWORD:
        return "short"
    if len(password) > LONGEST_PASSWORD:
        return "long"
    lowered = password.casefold()
    guessable = lowered in COMMON or len(set(lowered)) < 5 or (email and lowered == email.casefold())
    return "common" if guessable else None


def is_throttled(failures: int, since: datetime, now: datetime, limit: int) -> bool:
    """Whether so many failures since then close the door for now."""
    return failures >= limit and now - since < WINDOW
