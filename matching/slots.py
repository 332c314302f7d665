"""The best slot of each text in each opening, kept small: rows by text, of which few are used at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.rows import Ints

NARROW = 1 << 16
"""Openings up to which a column is written in two bytes; evidence of one text (at most 4096) always is."""

Piece = tuple[Ints, NDArray[np.integer[Any]], NDArray[np.int16]]
"""(cells by row, columns, values)."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A sparse table of texts × openings; `row` is the row of each string, -1 for those that have none."""

    row: Ints
    indptr: Ints
    columns: NDArray[np.integer[Any]]
    values: NDArray[np.int16]
    width: int

    @staticmethod
    def small(row: Ints, column: Ints, value: NDArray[np.int32], rows: int, width: int) -> Piece:
        """Cells of some rows, ascending."""
        kind = np.uint16 if width <= NARROW else np.int32
        return np.bincount(row, minlength=rows), column.astype(kind), value.astype(np.int16)

    @classmethod
    def joined(cls, strings: Ints, pieces: Sequence[Piece], shape: tuple[int, int]) -> Slots:
        """Pieces under each other, one row for each of `strings`; `shape` is (all strings, openings)."""
        none = np.zeros(0, dtype=np.int64)
        empty = cls.small(none, none, none.astype(np.int32), 0, shape[1])
        counts, columns, values = (np.concatenate(part) for part in zip(empty, *pieces, strict=True))
        row = np.full(shape[0], -1, dtype=np.int64)
        row[strings] = np.arange(len(strings))
        return cls(row, np.concatenate([[0], np.cumsum(counts)]), columns, values, shape[1])
