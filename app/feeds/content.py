"""Raises the content version of the feeds that a change concerns, in the same transaction and after everything else.

The feeds' rows are locked last and in the order of their ids, so that two transactions can't wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case, event, inspect, or_, select, update
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from app import clock
from app.accounts.models import User
from app.companies.models import Company
from app.feeds.models import Feed
from app.visits.models import NextStep, Visit, VisitParticipant
from app.wheel.models import PlannedContact, PlannedParticipant

KEY = "touched_feeds"


@dataclass
class Touched:
    """Whose calendars a transaction has changed, by kind of entry; visits and companies whose people are read last."""

    by_visits: set[int] = field(default_factory=set)
    by_contacts: set[int] = field(default_factory=set)
    by_steps: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    visits: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    companies: set[int] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Whether anything was touched."""
        people = (self.by_visits, self.by_contacts, self.by_steps, self.whole)
        return any((*people, self.visits, self.planned, self.companies))


def install(session_class: type[Session]) -> None:
    """Listen to all sessions of a class."""
    event.listen(session_class, "after_flush", _collect)
    event.listen(session_class, "before_commit", _raise_versions)
    event.listen(session_class, "after_rollback", _forget)


def note_renamed(session: Session, company_ids: Iterable[int]) -> None:
    """Tell of companies that were renamed past the session's flush (bulk loading): every entry names its company."""
    touched: Touched = session.info.setdefault(KEY, Touched())
    touched.companies.update(company_ids)


def _collect(session: Session, _context: UOWTransaction) -> None:
    touched: Touched = session.info.setdefault(KEY, Touched())
    for row in (*session.new, *session.deleted):
        _note(touched, row)
    for row in session.dirty:
        if session.is_modified(row):
            _note(touched, row)


def _note(touched: Touched, row: object) -> None:
    if isinstance(row, Visit):
        touched.visits.add(row.id)
        touched.by_visits |= _values(row, "responsible_id")
    elif isinstance(row, VisitParticipant):
        touched.by_visits |= _values(row, "user_id")
    elif isinstance(row, PlannedContact):
        touched.by_contacts |= _values(row, "responsible_id")
        touched.planned.add(row.id)
    elif isinstance(row, PlannedParticipant):
        touched.by_contacts |= _values(row, "user_id")
    elif isinstance(row, NextStep):
        touched.by_steps |= _values(row, "owner_id")
    elif isinstance(row, Company) and _changed(row, "name"):
        touched.companies.add(row.id)
    elif isinstance(row, User) and (_changed(row, "locale") or _changed(row, "active")):
        touched.whole.add(row.id)


def _values(row: object, name: str) -> set[int]:
    """The value that it has, and the one that it had."""
    state: InstanceState[Any] = inspect(row)
    history = state.attrs[name].history
    return {value for value in (*history.sum(), getattr(row, name)) if isinstance(value, int)}


def _changed(row: object, name: str) -> bool:
    state: InstanceState[Any] = inspect(row)
    history = state.attrs[name].history
    return history.has_changes() and bool(history.deleted)


def _raise_versions(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    touched: Touched | None = session.info.pop(KEY, None)
    if touched is None or not touched.any:
        return
    _read_people(session, touched)
    concerned = select(Feed.id).where(Feed.revoked_at.is_(None), _concerned(touched))
    ids = session.scalars(concerned.order_by(Feed.id).with_for_update()).all()
    if ids:
        _count_up(session, list(ids))


def _concerned(touched: Touched) -> Any:
    return or_(
        Feed.with_visits & Feed.user_id.in_(touched.by_visits),
        Feed.with_contacts & Feed.user_id.in_(touched.by_contacts),
        Feed.with_steps & Feed.user_id.in_(touched.by_steps),
        Feed.user_id.in_(touched.whole),
    )


def _count_up(session: Session, ids: list[int]) -> None:
    # Read after the locks were got, and never earlier than what stands there: an older instant than one that was
    # given out as Last-Modified would hide this change.
    now = clock.now()
    changed_at = case((Feed.content_changed_at > now, Feed.content_changed_at), else_=now)
    change = update(Feed).where(Feed.id.in_(ids))
    session.execute(
        change.values(content_version=Feed.content_version + 1, content_changed_at=changed_at),
        execution_options={"synchronize_session": False},
    )


def _read_people(session: Session, touched: Touched) -> None:
    """Add those who come along to touched visits, and everyone who has something with a renamed company."""
    coming = select(VisitParticipant.user_id)
    if touched.visits:
        touched.by_visits |= set(session.scalars(coming.where(VisitParticipant.visit_id.in_(touched.visits))))
    taking_part = select(PlannedParticipant.user_id)
    if touched.planned:
        part = PlannedParticipant.planned_contact_id.in_(touched.planned)
        touched.by_contacts |= set(session.scalars(taking_part.where(part)))
    if not touched.companies:
        return
    their = select(Visit.id).where(Visit.company_id.in_(touched.companies))
    leading = select(Visit.responsible_id).where(Visit.company_id.in_(touched.companies))
    planned = select(PlannedContact.responsible_id).where(PlannedContact.company_id.in_(touched.companies))
    owning = select(NextStep.owner_id).where(NextStep.company_id.in_(touched.companies))
    touched.by_visits |= set(session.scalars(coming.where(VisitParticipant.visit_id.in_(their))))
    touched.by_visits |= set(session.scalars(leading))
    touched.by_contacts |= set(session.scalars(planned))
    theirs = select(PlannedContact.id).where(PlannedContact.company_id.in_(touched.companies))
    touched.by_contacts |= set(session.scalars(taking_part.where(PlannedParticipant.planned_contact_id.in_(theirs))))
    touched.by_steps |= set(session.scalars(owning))


def _forget(session: Session) -> None:
    session.info.pop(KEY, None)
