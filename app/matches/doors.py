"""What opens doors: the one change that would bring most openings to a resident, or most people to an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.matches import queries
from app.matches.matcher import WarmMatcher
from app.matches.profiles import id_of
from app.orders.models import JobOrder
from app.residents.models import Resident
from app.residents.queries import resident_ids_for
from matching import Change, Door, Unknown, UnknownCode

SHOWN = 4
NAMED = 5
# From here a number about people says nothing of any of them.
FEW = 5
# Steps on one ladder: only the rung that opens most is worth a word.
LADDERS = frozenset({Change.HOURS, Change.PLACE})
# More hours and a longer way are proposed as a next step, not as another life.
MORE = 10.0


@dataclass(frozen=True)
class OrdersDoor:
    """A change for a resident, and the orders that come within reach by it: some of them, and how many in all."""

    change: Change
    about: str
    orders: tuple[JobOrder, ...]
    count: int


@dataclass(frozen=True)
class PeopleDoor:
    """A question to ask or a demand to loosen, and the residents that come nearer by it.

    `people` are those that the user may see by name; empty, with `count` None, for those who may not know of any.
    """

    change: Change
    about: str
    questions: tuple[Unknown, ...]
    people: tuple[Resident, ...]
    count: int | None


def doors_of_resident(session: Session, warm: WarmMatcher, resident: Resident, today: date) -> tuple[OrdersDoor, ...]:
    """What would bring a resident most openings, the widest door first. Two queries."""
    with warm.ready(session, today) as ready:
        hours = ready.weekly_hours(resident.id)
        now = {Change.HOURS: hours, Change.PLACE: resident.distance_km}
        found = sensible(ready.doors_for_resident(resident.id), now)[:SHOWN]
    orders = queries.orders_of(session, {id_of(key) for door in found for key in door.opens[:NAMED]})
    return tuple(
        OrdersDoor(
            door.change,
            door.about,
            tuple(orders[id_of(key)] for key in door.opens[:NAMED] if id_of(key) in orders),
            len(door.opens),
        )
        for door in found
    )


def doors_of_order(
    session: Session, warm: WarmMatcher, user: User, order: JobOrder, today: date
) -> tuple[PeopleDoor, ...]:
    """What would bring an order most people, of those that the user may see by name. Three queries.

    Those who may see nobody, and speak with the company, are told which demand to speak of when it keeps several
    out; how many and who is not theirs to know.
    """
    own = resident_ids_for(session, user)
    with warm.ready(session, today) as ready:
        among = own or ready.elsewhere(())
        found = ready.doors_for_order(order.id, among=among)
    if not own:
        return tuple(_nameless(door) for door in loosened(found) if len(door.opens) >= FEW)[:SHOWN]
    shown = together(found)[:SHOWN]
    names = queries.names_of(session, {id_of(key) for door, _asked in shown for key in door.opens[:NAMED]})
    return tuple(_named(door, asked, names) for door, asked in shown)


def sensible(doors: Iterable[Door], now: Mapping[Change, float | None]) -> list[Door]:
    """Doors worth proposing: of a ladder the lowest rung that opens most, no higher than a next step from `now`."""
    kept: list[Door] = []
    best: dict[Change, Door] = {}
    for door in doors:
        if door.change not in LADDERS:
            kept.append(door)
        elif _is_next_step(door, now[door.change]):
            before = best.get(door.change)
            if before is None or _better(door, before):
                best[door.change] = door
    return sorted([*kept, *best.values()], key=lambda door: -len(door.opens))


def together(doors: Iterable[Door]) -> list[tuple[Door, tuple[Unknown, ...]]]:
    """Doors with what is to be asked; questions about the very same people are one talk, and so one door."""
    kept: list[Door] = []
    asked: dict[tuple[str, ...], list[Unknown]] = {}
    for door in doors:
        if door.change is Change.ASK:
            asked.setdefault(door.opens, []).append(_question(door))
            if len(asked[door.opens]) > 1:
                continue
        kept.append(door)
    return [(door, tuple(asked[door.opens]) if door.change is Change.ASK else ()) for door in kept]


def loosened(doors: Iterable[Door]) -> list[Door]:
    """Doors that the company can open, apart from what is to be asked of people."""
    return [door for door in doors if door.change is not Change.ASK]


def _is_next_step(door: Door, now: float | None) -> bool:
    return now is not None and float(door.about) <= max(2 * now, now + MORE)


def _better(door: Door, before: Door) -> bool:
    return (len(door.opens), -float(door.about)) > (len(before.opens), -float(before.about))


def _nameless(door: Door) -> PeopleDoor:
    return PeopleDoor(door.change, door.about, (), (), None)


def _named(door: Door, asked: tuple[Unknown, ...], names: dict[int, Resident]) -> PeopleDoor:
    people = tuple(names[id_of(key)] for key in door.opens[:NAMED] if id_of(key) in names)
    return PeopleDoor(door.change, door.about, asked, people, len(door.opens))


def _question(door: Door) -> Unknown:
    code, _, about = door.about.partition(": ")
    return Unknown(UnknownCode(code), about or None)
