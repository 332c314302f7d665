"""Keeps the n-gram vectors of words in two halves, rare and common n-grams, and multiplies chosen pairs of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.grams import gram_counts, gram_vectors
from matching.rows import Ints, spread
from matching.sorted_sets import distinct

MOST_COMMON = 512
"""Columns of n-grams that are kept as a full table."""
PAIRS_AT_ONCE = 50_000

Floats = NDArray[np.float32]


class GramRows:
    """Sparse rows that grow at the end; room is doubled, so that adding a word costs no copy of all."""

    def __init__(self) -> None:
        self.columns = 0
        self._indices, self._data = np.zeros(1024, dtype=np.int32), np.zeros(1024, dtype=np.float32)
        self._start = np.zeros(1, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._start) - 1

    def append(self, indices: NDArray[np.int32], data: Floats, counts: Ints) -> None:
        """Add rows: cells one after the other, `counts` cells each."""
        filled = int(self._start[-1])
        if filled + len(data) > len(self._data):
            room = 2 * (filled + len(data))
            self._indices, self._data = np.resize(self._indices, room), np.resize(self._data, room)
        self._indices[filled : filled + len(data)] = indices
        self._data[filled : filled + len(data)] = data
        self._start = np.concatenate([self._start, filled + np.cumsum(counts)])

    def cells(self, chosen: Ints) -> tuple[Ints, NDArray[np.int32], Floats]:
        """(which of the chosen rows, column, value) of every cell of some rows."""
        entry, place = spread(self._start, chosen)
        return entry, self._indices[place], self._data[place]

    def rows(self, chosen: Ints) -> sp.csr_matrix:
        """Some rows, shape (chosen, columns met so far)."""
        entry, place = spread(self._start, chosen)
        indptr = np.searchsorted(entry, np.arange(len(chosen) + 1)).astype(np.int32)
        return sp.csr_matrix((self._data[place], self._indices[place], indptr), shape=(len(chosen), self.columns))

    def products(self, left: Ints, right: Ints) -> Floats:
        """The inner product of each pair of rows."""
        out = np.empty(len(left), dtype=np.float32)
        for start in range(0, len(left), PAIRS_AT_ONCE):
            part = slice(start, start + PAIRS_AT_ONCE)
            product = self.rows(left[part]).multiply(self.rows(right[part]))
            out[part] = np.asarray(product.sum(axis=1)).ravel()
        return out


class FullRows:
    """Rows over few columns, kept both sparse and full, so that a product of two rows only looks at one row's cells."""

    def __init__(self, columns: int) -> None:
        self._cells = GramRows()
        self._full = np.zeros((1024, columns), dtype=np.float32)

    def append(self, indices: NDArray[np.int32], data: Floats, counts: Ints) -> None:
        """Add rows: cells one after the other, `counts` cells each."""
        first = len(self._cells)
        self._cells.append(indices, data, counts)
        if len(self._cells) > len(self._full):
            self._full = np.resize(self._full, (2 * len(self._cells), self._full.shape[1]))
            self._full[first:] = 0
        self._full[first + np.repeat(np.arange(len(counts)), counts), indices] = data

    def products(self, left: Ints, right: Ints) -> Floats:
        """The inner product of each pair of rows; the same for a pair turned round."""
        out = np.empty(len(left), dtype=np.float32)
        flat, width = self._full.reshape(-1), self._full.shape[1]
        for start in range(0, len(left), PAIRS_AT_ONCE):
            part = slice(start, start + PAIRS_AT_ONCE)
            entry, column, value = self._cells.cells(right[part])
            value = value * flat[(left[part] * width)[entry] + column]
            out[part] = np.bincount(entry, value, minlength=len(left[part]))
        return out


class WordVectors:
    """Unit vectors of words, cut in two by how rare an n-gram is; no more than MOST_COMMON are common."""

    def __init__(self, idf: NDArray[np.float32], rare_idf: float) -> None:
        self._idf = idf
        common = np.argsort(idf, kind="stable")[:MOST_COMMON]
        common = common[idf[common] < rare_idf]
        self._column = np.full(len(idf), -1, dtype=np.int32)
        self._column[common] = np.arange(len(common))
        self._is_common = self._column >= 0
        self.rare, self.common = GramRows(), FullRows(len(common))
        self.rest = np.zeros(0, dtype=np.float32)

    def grow(self, words: Sequence[str]) -> None:
        """Add the words that are new at the end of `words`."""
        new = words[len(self.rare) :]
        if not new:
            return
        vectors = gram_vectors(gram_counts(new), self._idf)
        rare = ~self._is_common[vectors.indices]
        met = vectors.indices[rare]
        unmet = distinct(met[self._column[met] < 0].astype(np.int64))
        self._column[unmet] = np.arange(self.rare.columns, self.rare.columns + len(unmet))
        self.rare.columns += len(unmet)
        column = self._column[vectors.indices]
        owner = np.repeat(np.arange(len(new)), np.diff(vectors.indptr))
        self.rare.append(column[rare], vectors.data[rare], np.bincount(owner[rare], minlength=len(new)))
        self.common.append(column[~rare], vectors.data[~rare], np.bincount(owner[~rare], minlength=len(new)))
        squares = np.bincount(owner[~rare], vectors.data[~rare].astype(np.float64) ** 2, minlength=len(new))
        self.rest = np.append(self.rest, np.sqrt(squares).astype(np.float32))
