"""The coming weeks of one person, day by day, as the calendar page shows them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.feeds import queries
from app.visits.models import VisitState
from app.wheel.models import PlannedState

WEEKS_AHEAD = 6


class ItemKind(enum.StrEnum):
    """What an item of the agenda is."""

    VISIT = "visit"
    CONTACT = "contact"
    STEP = "step"


@dataclass(frozen=True)
class Item:
    """One line: its day (the Monday, or today, of a week's contact), and the row that tells more."""

    on: date
    kind: ItemKind
    row: Any


def agenda(session: Session, user_id: int, today: date) -> list[tuple[date, list[Item]]]:
    """What a person has from today on, by day: timed things first. Three queries."""
    last = today + timedelta(weeks=WEEKS_AHEAD)
    rows = queries.rows_of(session, user_id, today, last, visits=True, contacts=True, steps=True)
    items = sorted(_items(rows, today), key=lambda item: item.on)
    return [(day, list(group)) for day, group in groupby(items, key=lambda item: item.on)]


def _items(rows: queries.Rows, today: date) -> Iterator[Item]:
    for visit in rows.visits:
        if visit.state != VisitState.CANCELLED:
            yield Item(max(clock.local_day(visit.starts_at), today), ItemKind.VISIT, visit)
    for contact in rows.contacts:
        over = not contact.whole_week and contact.on_date < today
        if contact.state == PlannedState.PLANNED and not over:
            yield Item(max(contact.on_date, today), ItemKind.CONTACT, contact)
    for step in rows.steps:
        yield Item(step.due_on, ItemKind.STEP, step)
