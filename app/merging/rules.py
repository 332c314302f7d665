"""Pure rules of merging: what is chosen between, what is proposed first, who is the same person, what to beware of."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from app.companies.models import Company, ContactPerson, Contribution, Stage
from app.folding import folded_words

SAME_NAME = 88


class Side(enum.StrEnum):
    """Which of the two companies; the first is the one whose number stays."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True)
class Fact:
    """What is chosen as one: its columns on a company. Texts can also be taken from both."""

    name: str
    columns: tuple[str, ...]
    joins: bool = False

    def value(self, company: Company) -> tuple[Any, ...]:
        """What a company has."""
        return tuple(getattr(company, column) for column in self.columns)


# An address is one choice: street of one and town of the other would be nowhere.
FACTS = (
    *(Fact(name, (name,)) for name in ("name", "cvr", "p_number")),
    Fact("address", ("street", "postal_code", "city")),
    *(Fact(name, (name,)) for name in ("industry", "employees", "phone", "email", "website")),
    *(Fact(name, (name,)) for name in ("stage", "fixed_contact_id", "own_operation_of_id")),
    *(Fact(name, (name,)) for name in ("good_partner", "often_hiring", "socially_minded")),
    *(Fact(name, (name,)) for name in ("not_before", "contacts_a_month")),
    *(Fact(name, (name,), True) for name in ("about", "standing_need", "why_they_take_part", "who_does_what")),
)
# Identity, counters, and what follows from the facts above.
NOT_CHOSEN = frozenset("id uid version updated_at created_at folded_name marks_missing".split())


class Caution(enum.StrEnum):
    """Why two companies that look alike may not be one; merging them asks for a word more."""

    OWN_OPERATION = "own_operation"
    TWO_NUMBERS = "two_numbers"
    TWO_PLACES = "two_places"


def cautions(first: Company, second: Company) -> list[Caution]:
    """What speaks against merging: an association's own operation is no supplier, two numbers are two companies."""
    found = []
    if first.own_operation_of_id != second.own_operation_of_id:
        found.append(Caution.OWN_OPERATION)
    if first.cvr and second.cvr and first.cvr != second.cvr:
        found.append(Caution.TWO_NUMBERS)
    if first.p_number and second.p_number and first.p_number != second.p_number:
        found.append(Caution.TWO_PLACES)
    return found


def differing(first: Company, second: Company) -> list[Fact]:
    """The facts in which the two differ."""
    return [fact for fact in FACTS if fact.value(first) != fact.value(second)]


def proposed(fact: Fact, first: Company, second: Company, *, latest_stage: Side) -> Side:
    """Whose fact is proposed: the one that has any, the fuller name, the careful limit, else the newer."""
    one, other = fact.value(first), fact.value(second)
    if not any(other) or not any(one):
        return Side.FIRST if any(one) else Side.SECOND
    if fact.joins:
        return Side.BOTH
    if fact.name == "stage":
        return _begun(one[0], other[0], latest_stage)
    newer = Side.SECOND if second.updated_at > first.updated_at else Side.FIRST
    if fact.name in ("name", "not_before"):
        return _greater(one[0], other[0], newer) if fact.name == "not_before" else _longer(one[0], other[0], newer)
    return _greater(other[0], one[0], newer) if fact.name == "contacts_a_month" else newer


def _begun(one: Stage, other: Stage, latest: Side) -> Side:
    """The relation that moved last; being registered twice as a possible company has moved none."""
    if Stage.CANDIDATE in (one, other) and one != other:
        return Side.SECOND if one == Stage.CANDIDATE else Side.FIRST
    return latest


def _greater(one: Any, other: Any, newer: Side) -> Side:
    return newer if one == other else Side.FIRST if one > other else Side.SECOND


def _longer(one: str, other: str, newer: Side) -> Side:
    return _greater(len(one), len(other), newer)


def fuller_answer(one: Contribution, other: Contribution) -> Side:
    """Whose answer to the same way of contributing says more."""
    lengths = [len(row.how_often) + len(row.extent) for row in (one, other)]
    return Side.SECOND if lengths[1] > lengths[0] else Side.FIRST


def same_answer(one: Contribution, other: Contribution) -> bool:
    """Whether two answers say the same."""
    return (one.answer, one.how_often, one.extent) == (other.answer, other.how_often, other.extent)


@dataclass(frozen=True)
class Persons:
    """A contact person of each company who may be one and the same; `sure` when more than the name says so."""

    first: ContactPerson
    second: ContactPerson
    sure: bool


def same_persons(first: Iterable[ContactPerson], second: Iterable[ContactPerson]) -> list[Persons]:
    """Who stands in both companies; each person once, the likest first."""
    others = list(second)
    pairs = [(_likeness(one, other), one, other) for one in first for other in others]
    found: list[Persons] = []
    taken: set[int] = set()
    for likeness, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1].id, pair[2].id)):
        if likeness >= SAME_NAME and not taken & {one.id, other.id}:
            taken |= {one.id, other.id}
            found.append(Persons(one, other, sure=likeness > 100))
    return found


def _likeness(one: ContactPerson, other: ContactPerson) -> float:
    """Likeness of the names 0–100; 200 when address or number is the same and the names do not contradict it."""
    names = fuzz.token_set_ratio(_plain(one.name), _plain(other.name))
    same = bool(one.email and one.email.lower() == other.email.lower()) or bool(one.phone and one.phone == other.phone)
    if (same and names >= 60) or _plain(one.name) == _plain(other.name):
        return 200
    return names


def _plain(name: str) -> str:
    return " ".join(folded_words(name))


def later(one: date | None, other: date | None) -> date | None:
    """The later of two days; any day rather than none."""
    return max((day for day in (one, other) if day), default=None)
