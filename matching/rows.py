"""Short rows of whole numbers by id, many read at once; and the picking of cells out of a sparse table's rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Rows:
    """Rows of cells by id. A row is written once and kept; ids are small whole numbers. Room is doubled as needed."""

    def __init__(self, width: int) -> None:
        self._start = np.zeros(1024, dtype=np.int64)
        self._count = np.full(1024, -1, dtype=np.int64)
        self._cells = np.zeros((1024, width), dtype=np.int64)
        self._filled = 0

    def unwritten(self, ids: Ints) -> Ints:
        """Those of `ids` that have no row yet."""
        highest = int(ids.max(initial=-1))
        if highest >= len(self._count):
            room = 2 * (highest + 1) - len(self._count)
            self._start = np.concatenate([self._start, np.zeros(room, dtype=np.int64)])
            self._count = np.concatenate([self._count, np.full(room, -1, dtype=np.int64)])
        return np.asarray(ids[self._count[ids] < 0], dtype=np.int64)

    def row(self, number: int) -> list[list[int]] | None:
        """The cells of one row, None when it is not written yet."""
        if number >= len(self._count) or self._count[number] < 0:
            return None
        start = int(self._start[number])
        cells: list[list[int]] = self._cells[start : start + int(self._count[number])].tolist()
        return cells

    def write(self, ids: Ints, counts: Ints, cells: Ints) -> None:
        """Write the rows of distinct ids, `counts` cells each, one after the other in `cells`."""
        self._start[ids] = self._filled + np.cumsum(counts) - counts
        self._count[ids] = counts
        end = self._filled + len(cells)
        if end > len(self._cells):
            self._cells = np.resize(self._cells, (2 * end, self._cells.shape[1]))
        self._cells[self._filled : end] = cells
        self._filled = end

    def of(self, ids: Ints) -> tuple[Ints, Ints]:
        """(which of `ids`, cell) of every cell of written rows, row by row."""
        count = self._count[ids]
        entry = np.repeat(np.arange(len(ids)), count)
        return entry, self._cells[stretches(self._start[ids], count)]

    def filled(self, ids: Ints) -> NDArray[np.bool_]:
        """Which of the written rows have any cell."""
        return np.asarray(self._count[ids] > 0)


def spread(indptr: NDArray[np.int32] | Ints, rows: NDArray[np.int32] | Ints) -> tuple[Ints, Ints]:
    """Every stored cell of the given rows, row by row: (which of the given rows, place among the cells)."""
    count, place = places(indptr, rows)
    return np.repeat(np.arange(len(rows)), count), place


def places(indptr: NDArray[np.int32] | Ints, rows: NDArray[np.int32] | Ints) -> tuple[Ints, Ints]:
    """As `spread`: (how many cells each of the given rows has, place among the cells)."""
    count = (indptr[rows + 1] - indptr[rows]).astype(np.int64)
    return count, stretches(indptr[rows].astype(np.int64), count)


def stretches(start: Ints, count: Ints) -> Ints:
    """Whole numbers from each start on, `count` of them, one stretch after the other."""
    place = np.repeat(start - (np.cumsum(count) - count), count)
    place += np.arange(len(place))
    return place


def strongest(keys: Ints, values: Ints, most: int) -> tuple[Ints, Ints]:
    """Distinct keys, ascending, with their largest value; values are 0..`most`."""
    packed = np.sort(keys * (most + 1) + (most - values))
    keys = packed // (most + 1)
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first], most - packed[first] % (most + 1)


def within_runs(ascending: Ints) -> Ints:
    """The place of each value within its run of equal values."""
    new = np.ones(len(ascending), dtype=bool)
    new[1:] = ascending[1:] != ascending[:-1]
    starts = np.flatnonzero(new)
    return np.arange(len(ascending)) - np.repeat(starts, np.diff(np.append(starts, len(ascending))))
