"""Actions on calendar feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.feeds import rules
from app.feeds.models import Detail, Feed
from app.feeds.tokens import hash_of
from app.i18n import lazy_gettext as _
from app.refusals import Refused


@dataclass(frozen=True)
class FeedPlan:
    """A feed's name, what goes in, and how much of it is told."""

    name: str
    with_visits: bool = True
    with_contacts: bool = True
    with_steps: bool = True
    detail: Detail = Detail.COMPANY


def open_feed(session: Session, *, user_id: int, token: str, plan: FeedPlan, now: datetime) -> Feed:
    """A new feed behind a secret address.

    Raises:
        Refused: the person has as many as they can have.
    """
    query = select(func.count()).select_from(Feed).where(Feed.user_id == user_id, Feed.revoked_at.is_(None))
    if (session.scalar(query) or 0) >= rules.MOST_FEEDS:
        raise Refused(_("You can have %(n)s calendar addresses. Close one first.", n=rules.MOST_FEEDS))
    feed = Feed(
        user_id=user_id,
        token_hash=hash_of(token),
        created_at=now,
        updated_at=now,
        content_changed_at=now,
        last_client="",
    )
    feed.content_version = 1
    _fill(feed, plan)
    session.add(feed)
    session.flush()
    return feed


def change_feed(session: Session, feed: Feed, plan: FeedPlan, *, now: datetime) -> Feed:
    """Another name or content; the address stays."""
    _fill(feed, plan)
    feed.content_version = feed.content_version + 1
    feed.content_changed_at = max(now, feed.content_changed_at)
    session.flush()
    return feed


def renew_address(session: Session, feed: Feed, *, token: str, now: datetime) -> Feed:
    """The same feed behind a new secret address; the old one is closed at once, and says so for a while."""
    close_feed(session, feed, now=now)
    plan = FeedPlan(feed.name, feed.with_visits, feed.with_contacts, feed.with_steps, feed.detail)
    return open_feed(session, user_id=feed.user_id, token=token, plan=plan, now=now)


def close_feed(session: Session, feed: Feed, *, now: datetime) -> Feed:
    """Close an address: it gives an empty calendar for 14 days and then nothing."""
    feed.revoked_at = now
    session.flush()
    return feed


def _fill(feed: Feed, plan: FeedPlan) -> None:
    feed.name, feed.detail = plan.name, plan.detail
    feed.with_visits, feed.with_contacts, feed.with_steps = plan.with_visits, plan.with_contacts, plan.with_steps
