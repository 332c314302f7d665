"""Reads of the guide's draft and its earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload
from werkzeug.exceptions import NotFound

from app.db import is_writing
from app.visits.models import GuideQuestion, GuideVersion, Visit

VERSIONS_SHOWN = 20


@dataclass(frozen=True)
class PublishedVersion:
    """A published version with how many notes were taken with it."""

    number: int
    published_at: datetime
    notes: int


def find_draft(session: Session) -> GuideVersion | None:
    """The draft with its questions, if there is one; locked when the session writes."""
    query = select(GuideVersion).where(GuideVersion.published_at.is_(None))
    query = query.options(selectinload(GuideVersion.questions))
    return session.scalar(query.with_for_update() if is_writing(session) else query)


def get_draft(session: Session) -> GuideVersion:
    """The draft with its questions.

    Raises:
        NotFound: there is none.
    """
    draft = find_draft(session)
    if draft is None:
        raise NotFound
    return draft


def question_of(draft: GuideVersion, question_id: int) -> GuideQuestion:
    """A question of the draft.

    Raises:
        NotFound: it is none of the draft's; those of published versions can't be changed.
    """
    found = [question for question in draft.questions if question.id == question_id]
    if not found:
        raise NotFound
    return found[0]


def published_guide(session: Session, number: int) -> GuideVersion:
    """A published version with its questions.

    Raises:
        NotFound: there is none with that number.
    """
    query = select(GuideVersion).where(GuideVersion.number == number, GuideVersion.published_at.is_not(None))
    guide = session.scalar(query.options(selectinload(GuideVersion.questions)))
    if guide is None:
        raise NotFound
    return guide


def published_versions(session: Session) -> Sequence[PublishedVersion]:
    """The latest published versions, newest first."""
    notes = func.count(Visit.id)
    query = select(GuideVersion.number, GuideVersion.published_at, notes)
    query = query.join(Visit, Visit.guide_version_id == GuideVersion.id, isouter=True)
    query = query.where(GuideVersion.published_at.is_not(None)).group_by(GuideVersion.id)
    rows = session.execute(query.order_by(GuideVersion.number.desc()).limit(VERSIONS_SHOWN))
    return [PublishedVersion(number, at, count) for number, at, count in rows if at is not None]
