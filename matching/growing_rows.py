"""Sparse rows that grow at the end: rows are added, never changed."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.rows import Ints, spread

Number = TypeVar("Number", np.float32, np.float64)
Columns = NDArray[np.int32]


class GrowingRows(Generic[Number]):
    """Room is doubled, so that adding a row costs no copy of all; `columns` is how many columns were met so far."""

    def __init__(self, kind: type[Number]) -> None:
        self.columns = 0
        self._indices = np.zeros(1024, dtype=np.int32)
        self._data: NDArray[Number] = np.zeros(1024, dtype=kind)
        self._start = np.zeros(1, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._start) - 1

    def append(self, indices: Columns, data: NDArray[Number], counts: Ints) -> None:
        """Add rows: cells one after the other, `counts` cells each."""
        filled = int(self._start[-1])
        if filled + len(data) > len(self._data):
            room = 2 * (filled + len(data))
            self._indices, self._data = np.resize(self._indices, room), np.resize(self._data, room)
        self._indices[filled : filled + len(data)] = indices
        self._data[filled : filled + len(data)] = data
        self._start = np.concatenate([self._start, filled + np.cumsum(counts)])

    def cells(self, chosen: Ints) -> tuple[Ints, Columns, NDArray[Number]]:
        """(which of the chosen rows, column, value) of every cell of some rows."""
        entry, place = spread(self._start, chosen)
        return entry, self._indices[place], self._data[place]

    def one(self, row: int) -> tuple[Columns, NDArray[Number]]:
        """(column, value) of the cells of one row."""
        part = slice(self._start[row], self._start[row + 1])
        return self._indices[part], self._data[part]

    def rest(self, first: int) -> tuple[Ints, Columns, NDArray[Number]]:
        """(which of the rows from `first` on, column, value) of every cell of these rows."""
        part = slice(self._start[first], self._start[-1])
        entry = np.repeat(np.arange(len(self) - first), np.diff(self._start[first:]))
        return entry, self._indices[part], self._data[part]

    def rows(self, chosen: Ints) -> sp.csr_matrix:
        """Some rows, shape (chosen, columns met so far)."""
        entry, place = spread(self._start, chosen)
        indptr = np.searchsorted(entry, np.arange(len(chosen) + 1)).astype(np.int32)
        return sp.csr_matrix((self._data[place], self._indices[place], indptr), shape=(len(chosen), self.columns))
