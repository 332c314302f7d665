"""The wheel as a table: contacts by month, how many of each kind, and who is responsible for some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.wheel import rules
from app.wheel.models import PlannedContact

# A table longer than this is shown a month at a time.
LONGEST_TABLE = 400


@dataclass(frozen=True)
class Row:
    """One contact and how it stands today."""

    contact: PlannedContact
    look: rules.Look


@dataclass(frozen=True)
class MonthSection:
    """A month of the table; `rows` is None where it is not shown because the year is too long for one page."""

    first_day: date
    count: int
    rows: list[Row] | None


def sections(
    year: int, contacts: Sequence[PlannedContact], today: date, *, only: int | None = None
) -> list[MonthSection]:
    """The twelve months. A long year shows one month: `only`, else the present one or January."""
    if only is None and len(contacts) > LONGEST_TABLE:
        only = today.month if today.year == year else 1
    by_month: dict[int, list[Row]] = {}
    for contact in sorted(contacts, key=lambda c: (rules.middle_day(c), c.on_date, c.company.name, c.id)):
        row = Row(contact, rules.look_of(contact, today))
        by_month.setdefault(rules.middle_day(contact).month, []).append(row)
    months = [(number, by_month.get(number, [])) for number in range(1, 13)]
    shown = only if only in range(1, 13) and len(contacts) > LONGEST_TABLE else None
    return [
        MonthSection(date(year, number, 1), len(rows), rows if shown in (None, number) else None)
        for number, rows in months
    ]


def counts(contacts: Iterable[PlannedContact], today: date) -> Counter[rules.Look]:
    """How many contacts stand how."""
    return Counter(rules.look_of(contact, today) for contact in contacts)


def people(contacts: Sequence[PlannedContact]) -> list[tuple[int, str]]:
    """Everyone who is responsible for some of them or takes part, by name; needs `participants` loaded."""
    found = {contact.responsible_id: contact.responsible.name for contact in contacts}
    found |= {row.user_id: row.user.name for contact in contacts for row in contact.participants}
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
