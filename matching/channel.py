"""One way in which texts of people meet texts of openings: best slot per text, added up or the best kept, in int32."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.kept import Kept
from matching.neighbours import Neighbours
from matching.rows import places, spread
from matching.side import Side
from matching.slots import Slots
from matching.sorted_sets import distinct
from matching.word_space import UNIT, Ints

FULL = 4096
"""Fixed point of evidence: a text that fully meets a slot of full weight."""
WEIGHT_ONE = 16
"""Fixed point of weights of slots and texts."""
Whole = TypeVar("Whole", np.int32, np.int64)

CELLS_AT_ONCE = 800_000
"""Cells of a full table that are laid out together; bounds the memory of a batch."""


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """How a channel counts: from which similarity on, squared or not, sum over a person's texts or the best one."""

    floor: float
    squared: bool
    best_only: bool

    def worth(self) -> NDArray[np.int32]:
        """Evidence, 0..FULL, of each similarity in fixed point."""
        similarity = np.arange(UNIT + 1, dtype=np.int32)
        cut = np.where(similarity >= round(self.floor * UNIT), similarity, 0)
        return cut * cut // (UNIT * UNIT // FULL) if self.squared else cut * (FULL // UNIT)


class Channel:
    """Both sides of one channel over the common neighbours."""

    def __init__(self, neighbours: Neighbours, rule: ChannelRule) -> None:
        self.people = Side()
        self.openings = Side()
        self._near = neighbours
        self._rule = rule
        self._worth = rule.worth()
        self._told = np.where(self._worth > 0, np.arange(UNIT + 1), 0).astype(np.int16)
        self._columns: Kept[Ints] = Kept()
        self._slots: tuple[tuple[int, int, int], Slots] | None = None

    @property
    def empty(self) -> bool:
        """True when one side has nothing, so that nothing can meet."""
        return self.people.empty or self.openings.empty

    def person_evidence(self, row: int) -> NDArray[np.int32]:
        """Evidence of one person for every opening."""
        ids, weights = self.people.texts(row)
        across = self.openings.across(len(self._near.strings.strings))
        width = across.shape[1]
        best = np.zeros((len(ids), width), dtype=np.int32)
        if not len(ids) or not len(self._scatter(ids, across, best.reshape(-1))):
            return np.zeros(width, dtype=np.int32)
        if not self._rule.best_only:
            return np.asarray((best * weights[:, None]).sum(axis=0, dtype=np.int32))
        return np.asarray((best * weights[:, None] // WEIGHT_ONE).max(axis=0))

    def evidence_of_many(self, rows: Sequence[int]) -> NDArray[np.int32]:
        """Evidence of many people for all openings, as a full table; the same numbers as `person_evidence`."""
        cells, worth = self.meetings_of_many(rows)
        table = np.zeros((len(rows), len(self.openings.counts())), dtype=np.int32)
        (np.maximum if self._rule.best_only else np.add).at(table.reshape(-1), cells, worth)
        return table

    def meetings_of_many(self, rows: Sequence[int]) -> tuple[Ints, NDArray[np.int32]]:
        """(cell of the full table, laid flat, evidence) of every text of many people in every opening that it meets."""
        held, slots = self.people.some(rows, len(self._near.strings.strings)), self._all_slots()
        count, place = places(slots.indptr, slots.row[held.indices])
        first = np.repeat(np.arange(len(rows)) * slots.width, np.diff(held.indptr))
        worth = slots.values[place] * np.repeat(held.data, count)
        return np.repeat(first, count) + slots.columns[place], worth // WEIGHT_ONE if self._rule.best_only else worth

    def opening_evidence(self, row: int, people: Ints | None = None) -> NDArray[np.int32]:
        """Evidence of everyone for one opening, or of chosen rows only; the same numbers as `person_evidence`."""
        total = len(self._near.strings.strings)
        best = np.zeros(total, dtype=np.int32)
        for string, weight in zip(*self.openings.texts(row), strict=True):
            ids, similarity = self._near.of_opening(int(string))
            worth = self._worth[similarity] * int(weight) // WEIGHT_ONE
            best[ids] = np.maximum(best[ids], worth)
        if people is not None:
            return self._held(self.people.some(people, total), best)
        found = np.zeros(len(self.people.counts()), dtype=np.int32)
        for rows, table in self.people.blocks(total):
            found[rows] = self._held(table, best)
        return found

    def _held(self, table: sp.csr_matrix, best: NDArray[np.int32]) -> NDArray[np.int32]:
        """What people hold of a worth by string."""
        if not self._rule.best_only:
            return np.asarray(table @ best, dtype=np.int32)
        return _row_maxima(table.indptr, best[table.indices] * table.data // WEIGHT_ONE, table.shape[0])

    def cover(self, rows: Ints, person: Ints, opening: Ints, slots: Side) -> Ints:
        """Σ over an opening's slots of slot weight · best similarity of the person, of each pair.

        `person` are places in `rows`; `slots` holds the slots' weights in sixteenths by opening.
        """
        total = len(self._near.strings.strings)
        held, asked = self.people.some(rows, total), slots.table(total)
        owner, ids, similarity = self._near.of_people(held.indices)
        column = self._columns.of(asked.indices, lambda used: _numbered(used, total))
        width = int(column.max(initial=-1)) + 1
        best = np.zeros(len(rows) * width, dtype=np.int16)
        start = np.repeat(np.arange(len(rows)) * width, np.diff(held.indptr))
        np.maximum.at(best, start[owner] + column[ids], self._told[similarity])
        entry, place = spread(asked.indptr, opening)
        met = best[(person * width)[entry] + column[asked.indices[place]]] * asked.data[place]
        return np.bincount(entry, met, minlength=len(person)).astype(np.int64)

    def enough(self, similarity: int) -> int:
        """A similarity, or nothing when it is below the floor."""
        return int(self._told[similarity])

    def _all_slots(self) -> Slots:
        """Best slot of every string of people in every opening; kept for a batch until texts change."""
        total = len(self._near.strings.strings)
        version = (self._near.version, self.openings.version, self.people.version)
        if self._slots is None or self._slots[0] != version:
            self._slots = None
            used = distinct(self.people.table(total).indices.astype(np.int64))
            self._slots = version, self._best(used, self.openings.across(total))
        return self._slots[1]

    def _best(self, strings: Ints, across: sp.csr_matrix) -> Slots:
        """Best slot of each of some strings in each opening."""
        width = max(1, across.shape[1])
        at_once = max(1, CELLS_AT_ONCE // width)
        scratch = np.zeros(min(at_once, len(strings)) * width, dtype=np.int32)
        found = []
        for start in range(0, len(strings), at_once):
            part = strings[start : start + at_once]
            keys = distinct(self._scatter(part, across, scratch))
            found.append(Slots.small(keys // width, keys % width, scratch[keys], len(part), width))
            scratch[keys] = 0
        return Slots.joined(strings, found, (len(self._near.strings.strings), across.shape[1]))

    def _scatter(self, strings: Ints | NDArray[np.int32], across: sp.csr_matrix, scratch: NDArray[np.int32]) -> Ints:
        """Put the best slots into a full table of zeros, laid flat; the cells that were filled."""
        owner, ids, similarity = self._near.of_people(strings)
        count, place = places(across.indptr, ids)
        keys = np.repeat(owner * across.shape[1], count) + across.indices[place]
        value = np.repeat(self._worth[similarity], count) * across.data[place] // WEIGHT_ONE
        np.maximum.at(scratch, keys, value)
        return np.asarray(keys[value > 0], dtype=np.int64)


def _numbered(used: Ints | NDArray[np.int32], strings: int) -> Ints:
    """A column for each string that is used; the others share one more, which nobody reads."""
    found = distinct(used.astype(np.int64))
    column = np.full(strings, len(found), dtype=np.int64)
    column[found] = np.arange(len(found))
    return column


def _row_maxima(indptr: NDArray[np.int32], values: NDArray[np.int32], rows: int) -> NDArray[np.int32]:
    out = np.zeros(rows, dtype=np.int32)
    filled = np.flatnonzero(np.diff(indptr))
    if len(filled):
        out[filled] = np.maximum.reduceat(values, indptr[:-1][filled])
    return out
