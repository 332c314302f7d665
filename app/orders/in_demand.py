"""Which competences companies ask for: what one advises on courses and education by [002]."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from app import clock
from app.orders.models import JobOrder, OrderState
from app.vocabulary.lexicon import Entry

# A year shows the seasons; what only was a draft was never asked for.
LOOKED_BACK = timedelta(days=365)
MOST_ORDERS = 5_000
ASKED_FOR = tuple(state for state in OrderState if state is not OrderState.DRAFT)


class Group(enum.StrEnum):
    """What kind of competence it is."""

    PROFESSIONAL = "professional"
    CERTIFICATES = "certificates"
    PERSONAL = "personal"
    LANGUAGES = "languages"


@dataclass
class Asked:
    """One competence: in how many orders of the year, how many of them open now, at which companies.

    `required` counts orders that can't do without it; in the others it is good to have.
    """

    group: Group
    name: str
    orders: int = 0
    open_now: int = 0
    required: int = 0
    companies: set[int] = field(default_factory=set)

    def count(self, order: JobOrder, *, required: bool) -> None:
        """One more order asks for it."""
        self.orders += 1
        self.open_now += order.state is OrderState.OPEN
        self.required += required
        self.companies.add(order.company_id)


def orders_of_the_year(session: Session, today: date) -> list[JobOrder]:
    """The orders registered in the last year, the newest first, at most 5,000, with what they ask for. One query."""
    since = clock.to_utc(datetime.combine(today - LOOKED_BACK, time.min))
    asked = (JobOrder.required, JobOrder.desirable, JobOrder.certificates, JobOrder.certificates_absolute)
    more = (JobOrder.personal_skills, JobOrder.other_languages, JobOrder.state, JobOrder.company_id)
    query = select(JobOrder).where(JobOrder.created_at >= since, JobOrder.state.in_(ASKED_FOR))
    query = query.options(load_only(*asked, *more)).order_by(JobOrder.created_at.desc(), JobOrder.id.desc())
    return list(session.scalars(query.limit(MOST_ORDERS)))


def in_demand(orders: Iterable[JobOrder], named: Callable[[str], Entry | None]) -> dict[Group, list[Asked]]:
    """The competences of these orders by group, most asked for first.

    Different ways of saying one thing are counted together where `named` knows their term: from our own files, from
    what colleagues confirmed, from an imported list. Otherwise each text is itself; what a text only resembles is
    no ground to count it as something else. An order that says a thing twice counts once.
    """
    found: dict[tuple[Group, str], Asked] = {}
    for order in orders:
        told: dict[tuple[Group, str], bool] = {}
        for group, text, required in _texts(order):
            key = _one_thing(group, " ".join(text.split()), named)
            told[key] = told.get(key, False) or required
        for (group, name), required in told.items():
            asked = found.setdefault((group, name.casefold()), Asked(group, name))
            asked.count(order, required=required)
    return {group: _most_first(asked for asked in found.values() if asked.group is group) for group in Group}


def _one_thing(group: Group, text: str, named: Callable[[str], Entry | None]) -> tuple[Group, str]:
    """What the vocabulary calls it, or the text itself with a capital letter; a licence is one wherever it stands."""
    term = named(text)
    if term is None:
        return group, text[:1].upper() + text[1:]
    return (Group.CERTIFICATES if term.kind == "certificate" else group), term.label


def _texts(order: JobOrder) -> Iterator[tuple[Group, str, bool]]:
    for text in order.required:
        yield Group.PROFESSIONAL, text, True
    for text in order.desirable:
        yield Group.PROFESSIONAL, text, False
    for text in order.certificates:
        yield Group.CERTIFICATES, text, order.certificates_absolute
    for text in order.personal_skills:
        yield Group.PERSONAL, text, True
    for text in order.other_languages:
        yield Group.LANGUAGES, text, False


def _most_first(asked: Iterable[Asked]) -> list[Asked]:
    return sorted(asked, key=lambda one: (-one.orders, -one.open_now, -len(one.companies), one.name.casefold()))
