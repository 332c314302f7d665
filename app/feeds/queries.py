"""Reads of feeds, and of what stands in a person's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.models import User
from app.db import is_writing
from app.feeds.models import Detail, Feed
from app.feeds.tokens import hash_of
from app.visits.models import NextStep, Visit
from app.visits.queries import is_part_of
from app.wheel.models import PlannedContact, PlannedParticipant


@dataclass(frozen=True)
class Asked:
    """What is known of a feed from the one read that every fetch costs. `ended_at` is None for an open one."""

    id: int
    user_id: int
    name: str
    with_visits: bool
    with_contacts: bool
    with_steps: bool
    detail: Detail
    content_version: int
    content_changed_at: datetime
    ended_at: datetime | None
    last_fetched_at: datetime | None
    locale: str


@dataclass(frozen=True)
class Rows:
    """What stands in a person's calendar."""

    visits: Sequence[Visit] = ()
    contacts: Sequence[PlannedContact] = ()
    steps: Sequence[NextStep] = ()


def feed_at(session: Session, token: str) -> Asked | None:
    """The feed behind a secret address. A user who was shut out ends all their feeds. One query."""
    query = select(Feed, User.active, User.locale, User.updated_at).join(User, User.id == Feed.user_id)
    row = session.execute(query.where(Feed.token_hash == hash_of(token))).one_or_none()
    if row is None:
        return None
    feed, active, locale, changed = row
    ended = feed.revoked_at or (None if active else changed)
    return Asked(
        feed.id,
        feed.user_id,
        feed.name,
        feed.with_visits,
        feed.with_contacts,
        feed.with_steps,
        feed.detail,
        feed.content_version,
        feed.content_changed_at,
        ended,
        feed.last_fetched_at,
        locale,
    )


def get_feed_for(session: Session, user: User, feed_id: int) -> Feed:
    """One's own feed that has not been closed; locked when the session writes.

    Raises:
        NotFound: there is none of that number for this user.
    """
    query = select(Feed).where(Feed.id == feed_id, Feed.user_id == user.id, Feed.revoked_at.is_(None))
    feed = session.scalar(query.with_for_update() if is_writing(session) else query)
    if feed is None:
        raise NotFound
    return feed


def feeds_of(session: Session, user_id: int) -> list[Feed]:
    """A person's open feeds by name."""
    query = select(Feed).where(Feed.user_id == user_id, Feed.revoked_at.is_(None))
    return list(session.scalars(query.order_by(Feed.name, Feed.id)))


def own_feed_at(session: Session, user_id: int, token: str) -> Feed | None:
    """One's own open feed behind a secret address."""
    query = select(Feed).where(Feed.user_id == user_id, Feed.token_hash == hash_of(token), Feed.revoked_at.is_(None))
    return session.scalar(query)


def rows_of(
    session: Session, user_id: int, first: date, last: date, *, visits: bool, contacts: bool, steps: bool
) -> Rows:
    """What a person has between two days: visits they take part in, their planned contacts, their open steps.

    A contact that a visit has fulfilled is left out: the visit stands there. One query a kind.
    """
    return Rows(
        _visits(session, user_id, first, last) if visits else (),
        _contacts(session, user_id, first, last) if contacts else (),
        _steps(session, user_id, first, last) if steps else (),
    )


def _visits(session: Session, user_id: int, first: date, last: date) -> Sequence[Visit]:
    begins, ends = _midnight(first), _midnight(last + timedelta(days=1))
    query = select(Visit).where(Visit.ends_at >= begins, Visit.starts_at < ends, is_part_of(user_id))
    return session.scalars(query.options(joinedload(Visit.company)).order_by(Visit.starts_at, Visit.id)).all()


def _contacts(session: Session, user_id: int, first: date, last: date) -> Sequence[PlannedContact]:
    taking_part = select(PlannedParticipant.planned_contact_id).where(PlannedParticipant.user_id == user_id)
    query = select(PlannedContact).where(
        or_(PlannedContact.responsible_id == user_id, PlannedContact.id.in_(taking_part)),
        PlannedContact.visit_id.is_(None),
        PlannedContact.on_date.between(first - timedelta(days=6), last),
    )
    shown = query.options(joinedload(PlannedContact.company))
    return session.scalars(shown.order_by(PlannedContact.on_date, PlannedContact.id)).all()


def _steps(session: Session, user_id: int, first: date, last: date) -> Sequence[NextStep]:
    query = select(NextStep).where(
        NextStep.owner_id == user_id, NextStep.done_at.is_(None), NextStep.due_on.between(first, last)
    )
    return session.scalars(query.options(joinedload(NextStep.company)).order_by(NextStep.due_on, NextStep.id)).all()


def _midnight(day: date) -> datetime:
    return clock.to_utc(datetime.combine(day, time.min))
