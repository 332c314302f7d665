"""What a search shows: the rows that were found, as far as the asker may see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.fuzz import ratio
from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.models import User
from app.companies.models import Company, ContactPerson
from app.folding import folded_words
from app.orders.models import JobOrder
from app.permissions import allowed
from app.residents.models import Resident
from app.residents.names import folded
from app.residents.queries import in_scope
from app.search.finding import Hit, Hits, Slot
from app.search.models import Found
from app.visits.models import Visit

PERMISSIONS = {
    Found.COMPANY: "companies.read",
    Found.CONTACT: "companies.read",
    Found.ORDER: "orders.read",
    Found.VISIT: "visits.read_notes",
}
MOST_RESIDENTS = 10
AROUND = 70
Words = Sequence[str]


def open_kinds(user: User) -> list[Found]:
    """The kinds of rows that the user's roles open."""
    return [kind for kind, permission in PERMISSIONS.items() if allowed(user.roles, permission)]


@dataclass(frozen=True)
class Group:
    """The rows of one kind, likeliest first; `more` says how many others there are among those weighed."""

    kind: Found
    rows: list[Any]
    more: int


@dataclass(frozen=True)
class Results:
    """Everything that one search shows."""

    groups: list[Group] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    slots: tuple[Slot, ...] = ()
    left_out: tuple[str, ...] = ()


def groups_of(session: Session, hits: Hits, text: str, *, most: int) -> list[Group]:
    """The hits by kind with their rows; the kind of the likeliest hit comes first. One or two queries a kind."""
    by_kind: dict[Found, list[Hit]] = {}
    for hit in hits.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    wanted = " ".join(folded_words(text))
    groups = []
    for kind, found in by_kind.items():
        ids = _likeliest(session, kind, found, wanted)
        rows = {row.id: row for row in session.scalars(LOADED[kind]().where(MODELS[kind].id.in_(ids[:most])))}
        groups.append(Group(kind, [rows[i] for i in ids[:most] if i in rows], max(0, len(ids) - most)))
    return groups


def _likeliest(session: Session, kind: Found, hits: list[Hit], wanted: str) -> list[int]:
    """Ids of the hits; of equal ones the name that is nearest to the whole of what was typed comes first."""
    scores = {hit.row_id: hit.score for hit in hits}
    if kind is Found.VISIT:
        newest = select(Visit.id).where(Visit.id.in_(scores)).order_by(Visit.starts_at.desc(), Visit.id.desc())
        return sorted(session.scalars(newest), key=lambda row_id: -scores[row_id])
    title = TITLES[kind]
    names = session.execute(select(MODELS[kind].id, title).where(MODELS[kind].id.in_(scores))).all()
    nearness = {row_id: ratio(wanted, " ".join(folded_words(name))) for row_id, name in names}
    return sorted(nearness, key=lambda row_id: (-scores[row_id], -nearness[row_id], row_id))


MODELS: dict[Found, Any] = {
    Found.COMPANY: Company,
    Found.CONTACT: ContactPerson,
    Found.ORDER: JobOrder,
    Found.VISIT: Visit,
}
TITLES: dict[Found, Any] = {
    Found.COMPANY: Company.name,
    Found.CONTACT: ContactPerson.name,
    Found.ORDER: JobOrder.title,
}
LOADED: dict[Found, Callable[[], Select[Any]]] = {
    Found.COMPANY: lambda: select(Company),
    Found.CONTACT: lambda: select(ContactPerson).options(joinedload(ContactPerson.company, innerjoin=True)),
    Found.ORDER: lambda: select(JobOrder).options(joinedload(JobOrder.company, innerjoin=True)),
    Found.VISIT: lambda: select(Visit).options(
        joinedload(Visit.company, innerjoin=True), joinedload(Visit.responsible, innerjoin=True),
        selectinload(Visit.answers),
    ),
}  # fmt: skip


def residents_named(session: Session, user: User, text: str) -> list[Resident]:
    """Residents open to the user whose name holds every typed word whole: looked up, never searched. One query."""
    words = folded(text).split()
    if not words or not allowed(user.roles, "residents.read"):
        return []
    name = literal(" ") + Resident.folded_name + literal(" ")
    whole = [name.contains(f" {word} ", autoescape=True) for word in words]
    query = select(Resident).where(in_scope(user), Resident.active, *whole)
    return list(session.scalars(query.order_by(Resident.folded_name, Resident.id).limit(MOST_RESIDENTS)))


def excerpt(visit: Visit, words: Collection[str]) -> list[tuple[str, bool]]:
    """The piece of the note around the first word that was meant: texts, and whether each is such a word."""
    for text in (visit.quick_note, *(answer.text for answer in visit.answers), visit.purpose):
        pieces = [(piece, bool(set(folded_words(piece)) & set(words))) for piece in re.split(r"(\w+)", text)]
        places = [place for place, (_piece, meant) in enumerate(pieces) if meant]
        if places:
            return _around(pieces, places[0])
    return []


def _around(pieces: list[tuple[str, bool]], place: int) -> list[tuple[str, bool]]:
    first = last = place
    length = len(pieces[place][0])
    while length < 2 * AROUND and (first > 0 or last < len(pieces) - 1):
        first, last = max(0, first - 1), min(len(pieces) - 1, last + 1)
        length += len(pieces[first][0]) + len(pieces[last][0])
    cut = pieces[first : last + 1]
    before, after = [("… ", False)] if first else [], [(" …", False)] if last < len(pieces) - 1 else []
    return [*before, *cut, *after]
