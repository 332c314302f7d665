"""Pure rules of feeds: how long an ended one answers, which client asks, what may leave the system."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app import clock
from calendar_export import RENDERER_VERSION

# An ended feed answers with an empty calendar first: clients keep old entries when an address merely disappears.
EMPTY_FOR = timedelta(days=14)
NOTED_EVERY = timedelta(hours=1)
# HTTP dates have whole seconds: a change this fresh could be followed by one that the date can't tell from it.
SETTLED_AFTER = timedelta(seconds=2)
MOST_FEEDS = 10
LONGEST_CLIENT = 60
# What stands in the client's User-Agent, and what people call it; the first that fits.
CLIENTS = (
    ("Google-Calendar", "Google Kalender"),
    ("dataaccessd", "iPhone/iPad"),
    ("iOS", "iPhone/iPad"),
    ("CalendarAgent", "Apple Kalender"),
    ("macOS", "Apple Kalender"),
    ("Thunderbird", "Thunderbird"),
    ("Outlook", "Outlook"),
    ("Microsoft", "Outlook"),
    ("ICSx5", "ICSx⁵"),
    ("DAVx5", "DAVx⁵"),
    ("Nextcloud", "Nextcloud"),
    ("Evolution", "Evolution"),
    ("Mozilla", "Browser"),
)
TELEPHONE = re.compile(r"(?<!\d)(?:\+\d\d ?)?(?:\d ?){8,}(?!\d)")
CPR = re.compile(r"(?<!\d)[0-3]\d[01]\d{3}[ -]?\d{4}(?!\d)")


class Standing(enum.Enum):
    """What a feed's address answers with."""

    OPEN = "open"
    EMPTY = "empty"
    GONE = "gone"


def standing(ended_at: datetime | None, now: datetime) -> Standing:
    """Open until it is ended, then empty for a while, then gone."""
    if ended_at is None:
        return Standing.OPEN
    return Standing.EMPTY if now < ended_at + EMPTY_FOR else Standing.GONE


@dataclass(frozen=True)
class Edition:
    """What a feed's content depends on; all of it is known before anything is rendered."""

    feed_id: int
    content_version: int
    today: date
    standing: Standing
    setting: str

    def etag(self, *, gzipped: bool) -> str:
        """The tag without its quotes; the packed bytes are others, so they have another tag."""
        parts = (self.feed_id, self.content_version, self.standing.value, self.today, RENDERER_VERSION, self.setting)
        return "-".join(str(part) for part in parts) + ("-gz" if gzipped else "")


def last_modified(changed_at: datetime, today: date, now: datetime) -> datetime | None:
    """When the answer last became another: by a change, or at midnight when the window moved; None while unsettled."""
    if now - changed_at < SETTLED_AFTER:
        return None
    midnight = clock.to_utc(datetime.combine(today, time.min))
    return max(changed_at, midnight).replace(microsecond=0)


def is_due_for_note(last_fetched_at: datetime | None, now: datetime) -> bool:
    """Whether a fetch should be noted: at most once an hour."""
    return last_fetched_at is None or now - last_fetched_at >= NOTED_EVERY


def client_name(user_agent: str) -> str:
    """What people call the program that fetches."""
    known = next((name for sign, name in CLIENTS if sign.casefold() in user_agent.casefold()), None)
    return known or re.sub(r"[^\w .+-]", " ", user_agent.split("/")[0]).strip()[:LONGEST_CLIENT]


def is_tellable(text: str) -> bool:
    """Whether a place may leave the system: people share calendars, so nothing that looks like a person's number."""
    return not (CPR.search(text) or TELEPHONE.search(text) or "@" in text)
