"""What one user may see of a ranking: own residents with reasons, shared ones by their consent, of others a hint."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.matches import lenses, queries
from app.matches.layout import by_word
from app.matches.lenses import Lens, Told, told
from app.matches.matcher import WarmMatcher
from app.matches.ready import Ready, order_id, resident_id
from app.orders.models import JobOrder
from app.permissions import allowed
from app.residents import rules as residents
from app.residents.models import ConsentScope, Resident
from app.residents.queries import owner_hints, resident_ids_for
from app.residents.sharing import OwnerHint
from matching import FitWord, Match

LISTED = 10
SHARED_LISTED = 5
# More are looked at than listed: those that nothing told speaks for fall away.
LOOKED_AT = 20
# How many residents elsewhere are looked at for a hint; more would only name more colleagues to ring.
HINTS_LOOKED_AT = 15
HINTED = (FitWord.GOOD, FitWord.POSSIBLE)


@dataclass(frozen=True)
class PersonRow:
    """A resident in the ranking of an order. `name` is None where a consent does not open it."""

    resident_id: int
    name: str | None
    told: Told
    may_choose: bool
    owner: OwnerHint | None = None


@dataclass(frozen=True)
class Hint:
    """A fitting person is there; whom to ask. Nothing else, not even how many."""

    fit: FitWord
    owner: OwnerHint


@dataclass(frozen=True)
class OrderRanking:
    """The ranking of an order as one user may see it."""

    people: tuple[PersonRow, ...]
    shared: tuple[PersonRow, ...]
    hints: tuple[Hint, ...]
    version: str


@dataclass(frozen=True)
class OrderRow:
    """An order in the ranking of a resident."""

    order: JobOrder
    told: Told


def ranking_of_order(session: Session, warm: WarmMatcher, user: User, order: JobOrder, today: date) -> OrderRanking:
    """Who fits an order, as this user may see it. Five queries, none of which grows with the number of residents."""
    own = resident_ids_for(session, user)
    scopes = queries.scopes_shared_with(session, user, today) if allowed(user.roles, "matches.answer") else {}
    with warm.ready(session, today) as ready:
        mine = by_word(ready.people_for(order.id, among=own, limit=LOOKED_AT))[:LISTED] if own else []
        shared = (
            by_word(ready.people_for(order.id, among=scopes.keys(), limit=LOOKED_AT))[:SHARED_LISTED] if scopes else []
        )
        best = _best_by_hands(ready, order.id, known=own | scopes.keys())
        version = ready.version
    rows = queries.names_of(session, [resident_id(match) for match in (*mine, *shared)])
    owners = owner_hints(session, [*best, *(resident_id(match) for match in shared)])
    return OrderRanking(
        people=_own_rows(user, rows, mine),
        shared=tuple(
            _shared_row(rows[resident_id(match)], match, scopes, owners)
            for match in shared
            if resident_id(match) in rows.keys() & owners.keys()
        ),
        hints=tuple(Hint(fit, owners[someone]) for someone, fit in best.items() if someone in owners),
        version=version,
    )


def own_ranking(
    session: Session, warm: WarmMatcher, user: User, order: JobOrder, today: date, *, assigned: bool = False
) -> OrderRanking:
    """The same with the user's own residents alone: what a choice is made on. Three queries.

    `assigned` leaves out the colleagues' residents: "who of yours?" is answered with those one works with oneself.
    """
    own: Collection[int] = resident_ids_for(session, user)
    if assigned:
        own = {one.id for one in queries.residents_to_choose(session, user) if residents.may_edit(user, one)}
    with warm.ready(session, today) as ready:
        mine = by_word(ready.people_for(order.id, among=own, limit=LOOKED_AT))[:LISTED]
        version = ready.version
    rows = queries.names_of(session, [resident_id(match) for match in mine])
    return OrderRanking(_own_rows(user, rows, mine), (), (), version)


def ranking_of_resident(
    session: Session, warm: WarmMatcher, user: User, resident: Resident, today: date
) -> tuple[OrderRow, ...]:
    """Open orders for a resident whose profile is open to the user. Two queries."""
    with warm.ready(session, today) as ready:
        found = by_word(ready.orders_for(resident.id, limit=LOOKED_AT))[:LISTED]
    orders = queries.orders_of(session, [order_id(match) for match in found])
    lens = lens_of(user, resident)
    return tuple(OrderRow(orders[order_id(match)], told(match, lens)) for match in found if order_id(match) in orders)


def pair(
    session: Session, warm: WarmMatcher, user: User, order: JobOrder, resident: Resident, today: date
) -> Told | None:
    """One pair, also when something shuts the door; None when the order or the resident is out of the ranking."""
    with warm.ready(session, today) as ready:
        match = ready.pair(order.id, resident.id)
    return told(match, lens_of(user, resident)) if match else None


def lens_of(user: User, resident: Resident) -> Lens:
    """What the user may be told of a resident whose profile is open to them."""
    return lenses.OWN if residents.may_edit(user, resident) else lenses.TEAM


def _own_rows(user: User, rows: Mapping[int, Resident], matches: Sequence[Match]) -> tuple[PersonRow, ...]:
    # Somebody can be gone between the ranker's answer and the reading of the names.
    return tuple(_own_row(user, rows[resident_id(match)], match) for match in matches if resident_id(match) in rows)


def _own_row(user: User, resident: Resident, match: Match) -> PersonRow:
    return PersonRow(
        resident.id, resident.name, told(match, lens_of(user, resident)), residents.may_edit(user, resident)
    )


def _shared_row(
    resident: Resident,
    match: Match,
    scopes: Mapping[int, Collection[ConsentScope]],
    owners: Mapping[int, OwnerHint],
) -> PersonRow:
    scope = scopes[resident.id]
    name = resident.name if ConsentScope.NAME_AND_CONTACT in scope else None
    return PersonRow(resident.id, name, told(match, lenses.of_scope(scope)), False, owners[resident.id])


def _best_by_hands(ready: Ready, wanted: int, *, known: Collection[int]) -> dict[int, FitWord]:
    """Of residents that the user may not see: one for each counsellor with somebody who fits, and the best word."""
    best: dict[tuple[int, int | None], tuple[int, FitWord]] = {}
    for match in ready.people_for(wanted, among=ready.elsewhere(known), limit=HINTS_LOOKED_AT):
        fit, someone = lenses.told(match, lenses.OWN).fit, resident_id(match)
        if fit not in HINTED:
            continue
        before = best.get(ready.hands(someone))
        if before is None or HINTED.index(fit) < HINTED.index(before[1]):
            best[ready.hands(someone)] = (someone, fit)
    return dict(sorted(best.values(), key=lambda pair: HINTED.index(pair[1])))
