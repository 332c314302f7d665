"""Turns visits, planned contacts and next steps into calendar entries: what, with which company, where, and a link.

Nothing that people typed freely gets in but a visit's place: purposes, notes and the wording of steps may speak
of residents, and people share their calendars.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.feeds.models import Detail
from app.feeds.queries import Rows
from app.feeds.rules import is_tellable
from app.feeds.words import Words
from app.visits.models import NextStep, Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState
from calendar_export import Entry, Status

log = logging.getLogger("jobloft")
# A planned contact's week ends on Friday; the end is the first day that is free again.
WORKING_WEEK = timedelta(days=5)


@dataclass(frozen=True)
class Writer:
    """How entries are written: words, how much is told, the domain of their identities, where links lead.

    `address` gives the absolute address of a row's page, or None when the installation doesn't know its own.
    """

    words: Words
    detail: Detail
    domain: str
    address: Callable[[Any], str | None]

    def entries(self, rows: Rows) -> list[Entry]:
        """All rows as entries; one that can't be written is left out and logged, the rest is kept."""
        return [
            *self._each(self.visit, rows.visits),
            *self._each(self.contact, rows.contacts),
            *self._each(self.step, rows.steps),
        ]

    def _each(self, make: Callable[[Any], Entry], rows: Iterable[Any]) -> Iterator[Entry]:
        for row in rows:
            try:
                yield make(row)
            except ValueError:
                log.error("calendar entry left out", extra={"fields": {"table": row.__tablename__, "row": row.id}})

    def visit(self, visit: Visit) -> Entry:
        """A visit at its time."""
        told = self.detail == Detail.COMPANY
        return Entry(
            start=visit.starts_at,
            end=visit.ends_at,
            summary=f"{self.words.ways[visit.way]}: {visit.company.name}" if told else self.words.busy,
            location=visit.place if told and is_tellable(visit.place) else "",
            status=Status.CANCELLED if visit.state == VisitState.CANCELLED else Status.CONFIRMED,
            **self._common(visit),
        )

    def contact(self, contact: PlannedContact) -> Entry:
        """A planned contact over its day or its week; the time stays free."""
        return Entry(
            start=contact.on_date,
            end=contact.on_date + (WORKING_WEEK if contact.whole_week else timedelta(days=1)),
            summary=self._title_of_contact(contact),
            status=Status.CANCELLED if contact.state == PlannedState.SKIPPED else Status.CONFIRMED,
            transparent=True,
            **self._common(contact),
        )

    def step(self, step: NextStep) -> Entry:
        """A next step on the day that it is due; the time stays free."""
        told = self.detail == Detail.COMPANY and step.company is not None
        return Entry(
            start=step.due_on,
            end=step.due_on + timedelta(days=1),
            summary=f"{self.words.step}: {step.company.name}" if told and step.company else self.words.step,
            transparent=True,
            **self._common(step),
        )

    def _title_of_contact(self, contact: PlannedContact) -> str:
        if self.detail == Detail.BUSY:
            return self.words.contact
        way = self.words.ways[contact.way]
        if contact.whole_week:
            way = self.words.in_week % {"way": way, "week": contact.on_date.isocalendar().week}
        return f"{way}: {contact.company.name}"

    def _common(self, row: Visit | PlannedContact | NextStep) -> dict[str, Any]:
        link = self.address(row) if self.detail == Detail.COMPANY else None
        return {
            "uid": f"{row.uid}@{self.domain}",
            "sequence": row.sequence,
            "modified": row.updated_at,
            "created": row.created_at,
            "url": link,
            "description": f"{self.words.open_here} {link}" if link else "",
        }
