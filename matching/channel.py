"""One way in which texts of people meet texts of openings: best slot per text, added up or the best kept, in int32."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.neighbours import Neighbours, Row
from matching.sorted_sets import distinct_with_places
from matching.word_space import UNIT, Ints

FULL = 4096
"""Fixed point of evidence: a text that fully meets a slot of full weight."""
WEIGHT_ONE = 16
"""Fixed point of weights of slots and texts."""

MANY = 64
"""People from which the best slots of all strings are worked out once and kept."""
_BLOCK = 4_000

Weighted = Sequence[tuple[int, int]]
"""(string id, weight in sixteenths) of one profile."""


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """How a channel counts: from which similarity on, squared or not, sum over a person's texts or the best one."""

    floor: float
    squared: bool
    best_only: bool

    def worth(self, similarity: Ints) -> Ints:
        """Evidence of a similarity, 0..FULL."""
        cut = np.where(similarity >= round(self.floor * UNIT), similarity, 0)
        return cut * cut // (UNIT * UNIT // FULL) if self.squared else cut * (FULL // UNIT)


class Side:
    """Texts of all profiles of one side as rows; a changed row costs one lazy rebuild of the table."""

    def __init__(self) -> None:
        self._rows: list[tuple[Ints, NDArray[np.int32]]] = []
        self._filled = 0
        self._counts = np.zeros(0, dtype=np.int64)
        self.version = 0
        self._table: sp.csr_matrix | None = None
        self._changed: set[int] = set()
        self._across: sp.csr_matrix | None = None

    def set(self, row: int, texts: Weighted) -> None:
        """Put the texts of a row; one past the last adds a row."""
        pairs = np.array(texts, dtype=np.int64).reshape(-1, 2)
        laid = pairs[:, 0], pairs[:, 1].astype(np.int32)
        if row == len(self._rows):
            self._rows.append(laid)
            self._counts = np.append(self._counts, 0)
        else:
            self._filled -= bool(len(self._rows[row][0]))
            self._rows[row] = laid
        self._counts[row] = len(pairs)
        self._filled += bool(len(pairs))
        self._changed.add(row)
        self._across = None
        self.version += 1

    def fill(self, rows: Sequence[Weighted]) -> None:
        """Put all rows at once."""
        counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        flat = np.array([pair for row in rows for pair in row], dtype=np.int64).reshape(-1, 2)
        ids, weights, ends = flat[:, 0].copy(), flat[:, 1].astype(np.int32), np.cumsum(counts).tolist()
        starts = (np.cumsum(counts) - counts).tolist()
        self._rows = [(ids[start:end], weights[start:end]) for start, end in zip(starts, ends, strict=True)]
        self._filled = int(np.count_nonzero(counts))
        self._counts = counts
        self._table = self._across = None
        self._changed.clear()
        self.version += 1

    def texts(self, row: int) -> tuple[Ints, NDArray[np.int32]]:
        """String ids and weights of a row."""
        return self._rows[row]

    def counts(self) -> Ints:
        """How many texts each row has."""
        return self._counts

    @property
    def empty(self) -> bool:
        """True when no profile has any text here."""
        return not self._filled

    def some(self, rows: Sequence[int], strings: int) -> sp.csr_matrix:
        """Chosen rows × strings with weights (int32)."""
        chosen = [self._rows[row] for row in rows]
        counts = self._counts[np.asarray(rows, dtype=np.int64)]
        indptr = np.concatenate([[0], np.cumsum(counts)])
        ids = np.concatenate([ids for ids, _ in chosen]) if chosen else np.zeros(0, dtype=np.int64)
        weights = np.concatenate([w for _, w in chosen]) if chosen else np.zeros(0, dtype=np.int32)
        return sp.csr_matrix((weights, ids, indptr), shape=(len(chosen), strings))

    def table(self, strings: int) -> sp.csr_matrix:
        """All rows × strings with weights (int32)."""
        if self._table is None or self._changed:
            self._table = self.some(range(len(self._rows)), strings)
            self._changed.clear()
        elif self._table.shape[1] < strings:
            self._table.resize((self._table.shape[0], strings))
        return self._table

    def blocks(self, strings: int) -> list[tuple[Ints, sp.csr_matrix]]:
        """All rows as (rows, table): what was laid out before, then the few rows changed since, which count last."""
        if self._table is None or len(self._changed) > MANY:
            return [(np.arange(len(self._rows)), self.table(strings))]
        if self._table.shape[1] < strings:
            self._table.resize((self._table.shape[0], strings))
        fresh = np.array(sorted(self._changed), dtype=np.int64)
        return [(np.arange(self._table.shape[0]), self._table), (fresh, self.some(fresh.tolist(), strings))]

    def across(self, strings: int) -> sp.csr_matrix:
        """Strings × all rows with weights (int32)."""
        if self._across is None:
            self._across = self.table(strings).T.tocsr()
        elif self._across.shape[0] < strings:
            self._across.resize((strings, self._across.shape[1]))
        return self._across


class Channel:
    """Both sides of one channel over the common neighbours."""

    def __init__(self, neighbours: Neighbours, rule: ChannelRule) -> None:
        self.people = Side()
        self.openings = Side()
        self._near = neighbours
        self._rule = rule
        self._slots: tuple[tuple[int, int, int], sp.csr_matrix] | None = None

    @property
    def empty(self) -> bool:
        """True when one side has nothing, so that nothing can meet."""
        return self.people.empty or self.openings.empty

    def person_evidence(self, rows: Sequence[int], columns: Sequence[int] | None = None) -> sp.csr_matrix:
        """Evidence of some people for all openings, or for those in `columns`: shape (rows, openings), int32."""
        total = len(self._near.strings.strings)
        table = self.people.some(rows, total)
        if columns is None and len(rows) >= MANY:
            return self._gather(table, self._all_slots(total))
        used, where = distinct_with_places(table.indices)
        across = self.openings.across(total) if columns is None else self.openings.some(columns, total).T.tocsr()
        slots = self._best(stacked([self._near.of_person(s) for s in used.tolist()]), across, len(used))
        local = sp.csr_matrix((table.data, where.astype(np.int32), table.indptr), shape=(len(rows), len(used)))
        return self._gather(local, slots)

    def opening_evidence(self, row: int, people: Ints | None = None) -> NDArray[np.int32]:
        """Evidence of everyone for one opening, or of chosen rows only; the same numbers as `person_evidence`."""
        total = len(self._near.strings.strings)
        best = np.zeros(total, dtype=np.int32)
        for string, weight in zip(*self.openings.texts(row), strict=True):
            ids, similarity = self._near.of_opening(int(string))
            worth = (self._rule.worth(similarity) * int(weight) // WEIGHT_ONE).astype(np.int32)
            best[ids] = np.maximum(best[ids], worth)
        if people is not None:
            return self._held(self.people.some(people.tolist(), total), best)
        found = np.zeros(len(self.people.counts()), dtype=np.int32)
        for rows, table in self.people.blocks(total):
            found[rows] = self._held(table, best)
        return found

    def _held(self, table: sp.csr_matrix, best: NDArray[np.int32]) -> NDArray[np.int32]:
        """What people hold of a worth by string."""
        if not self._rule.best_only:
            return np.asarray(table @ best, dtype=np.int32)
        return _row_maxima(table.indptr, best[table.indices] * table.data // WEIGHT_ONE, table.shape[0])

    def cover(self, rows: Sequence[int], weights: sp.csr_matrix) -> sp.csr_matrix:
        """Σ over an opening's slots of slot weight · best similarity of the person: (rows, openings), int32.

        `weights` is strings × openings with the slots' weights in sixteenths.
        """
        total = len(self._near.strings.strings)
        table = self.people.some(rows, total)
        if len(rows) >= MANY:
            starts, every, values = self._near.of_people()
            owner, place = spread(starts, table.indices)
            ids, similarity = every[place], values[place]
        else:
            owner, ids, similarity = stacked([self._near.of_person(int(s)) for s in table.indices])
        person = np.repeat(np.arange(len(rows)), np.diff(table.indptr))
        cut = np.where(similarity >= round(self._rule.floor * UNIT), similarity, 0)
        return (max_table(person[owner], ids, cut, (len(rows), weights.shape[0])) @ weights).tocsr()

    def _all_slots(self, total: int) -> sp.csr_matrix:
        """Best slot of every string in every opening; kept for a batch until texts change."""
        version = (self._near.version, self.openings.version, total)
        if self._slots is None or self._slots[0] != version:
            starts, ids, similarity = self._near.of_people()
            across, blocks = self.openings.across(total), []
            for first in range(0, len(starts) - 1, _BLOCK):
                ends = starts[first : first + _BLOCK + 1]
                part = slice(int(ends[0]), int(ends[-1]))
                owner = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
                blocks.append(self._best((owner, ids[part], similarity[part]), across, len(ends) - 1))
            self._slots = version, sp.vstack(blocks, format="csr")
        return self._slots[1]

    def _best(self, near: tuple[Ints, Ints, Ints], across: sp.csr_matrix, strings: int) -> sp.csr_matrix:
        """Best slot of each string in each opening, shape (strings, openings), int32."""
        owner, ids, similarity = near
        worth = self._rule.worth(similarity)
        some = worth > 0
        owner, ids, worth = owner[some], ids[some], worth[some]
        entry, place = spread(across.indptr, ids)
        return max_table(
            owner[entry],
            across.indices[place],
            worth[entry] * across.data[place] // WEIGHT_ONE,
            (strings, across.shape[1]),
        )

    def _gather(self, local: sp.csr_matrix, slots: sp.csr_matrix) -> sp.csr_matrix:
        if not self._rule.best_only:
            return (local @ slots).tocsr()
        entry, place = spread(slots.indptr, local.indices)
        owner = np.repeat(np.arange(local.shape[0]), np.diff(local.indptr))
        worth = slots.data[place].astype(np.int64) * local.data[entry] // WEIGHT_ONE
        return max_table(owner[entry], slots.indices[place], worth, (local.shape[0], slots.shape[1]))


def spread(indptr: NDArray[np.int32] | Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Every stored cell of the given rows, row by row: (which of the given rows, place among the cells)."""
    count = (indptr[rows + 1] - indptr[rows]).astype(np.int64)
    entry = np.repeat(np.arange(len(rows)), count)
    place = np.repeat(indptr[rows].astype(np.int64) - (np.cumsum(count) - count), count) + np.arange(len(entry))
    return entry, place


def stacked(rows: Sequence[Row]) -> tuple[Ints, Ints, Ints]:
    """Rows one after the other: (which row, ids, similarities)."""
    counts = np.fromiter((len(ids) for ids, _ in rows), dtype=np.int64, count=len(rows))
    empty = np.zeros(0, dtype=np.int64)
    ids = np.concatenate([row[0] for row in rows]) if rows else empty
    values = np.concatenate([row[1] for row in rows]) if rows else empty
    return np.repeat(np.arange(len(rows)), counts), ids, values


def max_table(row: Ints, column: Ints, value: Ints, shape: tuple[int, int]) -> sp.csr_matrix:
    """The largest value of each cell as an int32 table without zeros."""
    key = row.astype(np.int64) * shape[1] + column
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.zeros(0, dtype=np.int64)
    best = np.maximum.reduceat(value, starts) if len(key) else value
    cells = key[starts]
    kept = best > 0
    cells, best = cells[kept], best[kept].astype(np.int32)
    indptr = np.searchsorted(cells, np.arange(shape[0] + 1) * shape[1])
    return sp.csr_matrix((best, (cells % shape[1]).astype(np.int32), indptr.astype(np.int64)), shape=shape)


def _row_maxima(indptr: NDArray[np.int32], values: NDArray[np.int32], rows: int) -> NDArray[np.int32]:
    out = np.zeros(rows, dtype=np.int32)
    filled = np.flatnonzero(np.diff(indptr))
    if len(filled):
        out[filled] = np.maximum.reduceat(values, indptr[:-1][filled])
    return out
