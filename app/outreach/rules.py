"""Pure rules of outreach: when a colleague's contact is too near, when a company has asked for peace."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.visits.models import Way

# Two colleagues calling one company in a fortnight is what must not happen (domain §1).
OUTREACH_DAYS = 14


class Kind(enum.StrEnum):
    """Where a contact is kept."""

    VISIT = "visit"
    PLANNED = "planned"


@dataclass(frozen=True)
class Outreach:
    """A contact with a company, had or planned, on one day or in the days from `first_day` to `last_day`.

    `user_ids` are all of us who take part; name, organisation and phone are of the one who is responsible.
    """

    first_day: date
    last_day: date
    way: Way
    held: bool
    who: str
    user_ids: frozenset[int]
    organisation: str = ""
    phone: str = ""
    purpose: str = ""
    kind: Kind = Kind.VISIT
    row_id: int = 0
    responsible_id: int = 0

    def can_be_joined(self, today: date) -> bool:
        """Whether it is still ahead, so that a colleague can take part."""
        return not self.held and self.last_day >= today


@dataclass(frozen=True)
class Contact:
    """The contact that somebody is about to plan or to make: its days, who of us takes part, and what it is about.

    `itself` names the row when it exists already, so that nothing is warned of itself.
    """

    first_day: date
    last_day: date
    user_ids: frozenset[int]
    about_match: bool = False
    itself: tuple[Kind, int] | None = None


@dataclass(frozen=True)
class Peace:
    """What a company has asked for: no contact before a day, and at most so many a month."""

    not_before: date | None = None
    a_month: int | None = None


@dataclass(frozen=True)
class StandingWarning:
    """Something to know before anybody calls, until a day."""

    id: int
    text: str
    until: date
    who: str
    version: int


@dataclass(frozen=True)
class Concerns:
    """What speaks against a contact."""

    colleagues: list[Outreach] = field(default_factory=list)
    warnings: list[StandingWarning] = field(default_factory=list)
    not_before: date | None = None
    # The company's own limit, when this contact would be one too many in its month.
    too_many: int | None = None

    @property
    def asks_for_peace(self) -> bool:
        """Whether the company wants, or a colleague warns, that it is left alone for now."""
        return bool(self.warnings or self.not_before)

    @property
    def any(self) -> bool:
        """Whether anything does."""
        return bool(self.colleagues or self.warnings or self.not_before or self.too_many is not None)

    @property
    def signature(self) -> str:
        """The same for the same concerns: what a form says that its author has seen. Empty without any."""
        if not self.any:
            return ""
        seen = sorted((c.kind, c.row_id, c.first_day, c.last_day) for c in self.colleagues)
        told = f"{seen}{[(w.id, w.until) for w in self.warnings]}{self.not_before}{self.too_many}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def weigh(contact: Contact, contacts: Collection[Outreach], peace: Peace, warnings: list[StandingWarning]) -> Concerns:
    """What speaks against a contact, given all contacts around it; nothing does when it is about a match under way."""
    if contact.about_match:
        return Concerns()
    month = (contact.first_day.year, contact.first_day.month)
    in_month = [other for other in contacts if (other.first_day.year, other.first_day.month) == month]
    return Concerns(
        colleagues=colleagues_outreach(contacts, contact),
        warnings=warnings,
        not_before=too_early(peace, contact),
        too_many=too_many(peace, contact, in_month),
    )


def colleagues_outreach(contacts: Iterable[Outreach], contact: Contact) -> list[Outreach]:
    """Contacts of others within 14 days of this one, earliest first; those that its people take part in don't count."""
    near = timedelta(days=OUTREACH_DAYS)
    found = [
        other
        for other in contacts
        if not contact.user_ids & other.user_ids
        and (other.kind, other.row_id) != contact.itself
        and other.first_day - near <= contact.last_day
        and contact.first_day <= other.last_day + near
    ]
    return sorted(found, key=lambda other: (other.first_day, other.who))


def too_many(peace: Peace, contact: Contact, in_month: Collection[Outreach]) -> int | None:
    """The company's limit when the contact would break it; `in_month` are all contacts that begin in its month.

    A planned contact of somebody who has a visit in the same month is that visit: counted once.
    """
    if peace.a_month is None:
        return None
    others = [other for other in in_month if (other.kind, other.row_id) != contact.itself]
    visiting = {other.responsible_id for other in others if other.kind == Kind.VISIT}
    counted = [other for other in others if other.kind == Kind.VISIT or other.responsible_id not in visiting]
    return peace.a_month if len(counted) + 1 > peace.a_month else None


def too_early(peace: Peace, contact: Contact) -> date | None:
    """The day that the company wants to be left alone until, when the contact comes before it."""
    return peace.not_before if peace.not_before and contact.first_day < peace.not_before else None
