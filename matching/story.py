"""Gathers what there is to tell of each pair, worked out for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.alike_pieces import AlikePieces
from matching.codes import PartCode
from matching.compile import Laid, Lane
from matching.conditions import distance_km
from matching.profiles import Candidate, Opening
from matching.ranking import SHUTTING, Pairs, part_values, shuts
from matching.scoring import PARTS, contributions
from matching.state import State
from matching.word_space import Ints


@dataclass(frozen=True, slots=True)
class Story:
    """One pair: both profiles, both sides' texts, and what the ranking says of them.

    `values`, `shares` and `adds` are those of PARTS in fixed point; `km` is NaN when a place is unknown; `shut` are the
    lanes of texts that shut the door.
    """

    person: Candidate
    opening: Opening
    mine: AlikePieces
    offered: Laid
    values: list[int]
    shares: list[int]
    adds: list[int]
    km: float
    shut: tuple[Lane, ...]

    def value(self, part: PartCode) -> int:
        """The value of a part, UNKNOWN where it is."""
        return self.values[PARTS.index(part)]


def stories(state: State, pairs: Pairs) -> list[Story]:
    """The story of each pair, in the given order."""
    people, openings = pairs.person.tolist(), pairs.opening.tolist()
    asked = _asked(state, openings)
    alike = {person: AlikePieces(state, person, asked) for person in dict.fromkeys(people)}
    mine = [alike[person] for person in people]
    values, shares = part_values(state, pairs, _covered(state, mine, openings)), state.shares[pairs.opening]
    adds = contributions(values, shares)
    km = distance_km(state.person_table, state.opening_table, pairs.person, pairs.opening)
    numbers = (*(column.tolist() for column in (values, shares, adds, km)), _shut(pairs))
    return [
        Story(state.people.at(person), state.openings.at(opening), own, state.laid_opening(opening), *told)
        for person, opening, own, *told in zip(people, openings, mine, *numbers, strict=True)
    ]


def _asked(state: State, openings: Sequence[int]) -> NDArray[np.bool_]:
    """Which strings the openings hold."""
    asked = np.zeros(len(state.strings.strings), dtype=bool)
    asked[[string for opening in openings for string in state.laid_opening(opening).strings()]] = True
    return asked


def _covered(state: State, mine: Sequence[AlikePieces], openings: Sequence[int]) -> Ints:
    """As `ranking.covered_of_many`, of a few pairs: Σ slot weight · similarity."""
    enough = state.channels[Lane.SKILLS].enough
    found = []
    for own, opening in zip(mine, openings, strict=True):
        slots = zip(*(part.tolist() for part in state.cover.texts(opening)), strict=True)
        found.append(sum(weight * enough(own.best(Lane.SKILLS, slot)[1]) for slot, weight in slots))
    return np.array(found, dtype=np.int64)


def _shut(pairs: Pairs) -> list[tuple[Lane, ...]]:
    """The lanes of texts that shut the door, by pair."""
    wished = pairs.lanes.get(Lane.WISHES)
    shut = {lane: shuts(lane, pairs.lanes[lane], wished).tolist() for lane in SHUTTING if lane in pairs.lanes}
    return [tuple(lane for lane in shut if shut[lane][at]) for at in range(len(pairs.person))]
