"""Pure rules of the outbox: how often a mail is tried, and how long apart."""

from __future__ import annotations

from datetime import datetime, timedelta

# The last try is a good day after the first: a server that is down over night is no reason to give up.
WAITS = (
    timedelta(minutes=2),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=18),
)
MOST_ATTEMPTS = len(WAITS) + 1
# Longer than sending can take; a process that died with a mail in its hand gives it back after that.
LEASE = timedelta(minutes=5)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a mail that failed for the `attempts`-th time is tried again; None when it is given up."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None
