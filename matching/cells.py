"""A sparse table as three plain arrays: the checks of a matrix class take a good part of one small change."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.rows import Ints

MANY = 10_000
"""Cells from which a matrix class is worth its checks: it turns a table without sorting."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of cells: those of row i are `indices[indptr[i]:indptr[i + 1]]`, ascending, with their `data`."""

    indptr: Ints
    indices: NDArray[Any]
    data: NDArray[Any]
    width: int

    @classmethod
    def of(cls, row: Ints, column: NDArray[Any], data: NDArray[Any], shape: tuple[int, int]) -> Cells:
        """From cells that are ascending by row and column."""
        return cls(np.searchsorted(row, np.arange(shape[0] + 1)), column, data, shape[1])

    @classmethod
    def stacked(cls, tables: Sequence[Cells]) -> Cells:
        """Tables of equal width under each other."""
        if len(tables) == 1:
            return tables[0]
        ends = itertools.accumulate(len(table.data) for table in tables)
        starts = [0, *ends][:-1]
        indptr = [table.indptr[1:] + start for table, start in zip(tables, starts, strict=True)]
        return cls(
            np.concatenate([np.zeros(1, dtype=np.int64), *indptr]),
            np.concatenate([table.indices for table in tables]),
            np.concatenate([table.data for table in tables]),
            tables[0].width,
        )

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.indptr) - 1

    def owners(self) -> Ints:
        """The row of each cell."""
        return np.repeat(np.arange(self.rows), np.diff(self.indptr))

    def turned(self) -> Cells:
        """Columns as rows."""
        if len(self.data) > MANY:
            across = sp.csr_matrix((self.data, self.indices, self.indptr), shape=(self.rows, self.width)).tocsc()
            return Cells(across.indptr, across.indices, across.data, self.rows)
        order = np.argsort(self.indices, kind="stable")
        return Cells.of(self.indices[order], self.owners()[order], self.data[order], (self.width, self.rows))
