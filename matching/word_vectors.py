"""Keeps the n-gram vectors of words in two halves, rare and common n-grams, and multiplies chosen pairs of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.grams import COLUMNS, gram_counts, gram_vectors
from matching.rows import Ints, spread

Floats = NDArray[np.float32]


class GramRows:
    """Sparse rows that grow at the end; room is doubled, so that adding a word costs no copy of all."""

    def __init__(self) -> None:
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

    def rows(self, chosen: Ints) -> sp.csr_matrix:
        """Some rows, shape (chosen, COLUMNS)."""
        entry, place = spread(self._start, chosen)
        indptr = np.searchsorted(entry, np.arange(len(chosen) + 1)).astype(np.int32)
        return sp.csr_matrix((self._data[place], self._indices[place], indptr), shape=(len(chosen), COLUMNS))

    def products(self, left: Ints, right: Ints) -> Floats:
        """The inner product of each pair of rows."""
        out = np.empty(len(left), dtype=np.float32)
        for start in range(0, len(left), 100_000):
            part = slice(start, start + 100_000)
            product = self.rows(left[part]).multiply(self.rows(right[part]))
            out[part] = np.asarray(product.sum(axis=1)).ravel()
        return out


class WordVectors:
    """Unit vectors of words, cut in two by how rare an n-gram is."""

    def __init__(self, idf: NDArray[np.float32], rare_idf: float) -> None:
        self._idf = idf
        self._is_rare = idf >= rare_idf
        self.rare, self.common = GramRows(), GramRows()
        self.rest = np.zeros(0, dtype=np.float32)

    def grow(self, words: Sequence[str]) -> None:
        """Add the words that are new at the end of `words`."""
        new = words[len(self.rare) :]
        if not new:
            return
        vectors = gram_vectors(gram_counts(new), self._idf)
        rare = self._is_rare[vectors.indices]
        owner = np.repeat(np.arange(len(new)), np.diff(vectors.indptr))
        for half, kept in ((self.rare, rare), (self.common, ~rare)):
            half.append(vectors.indices[kept], vectors.data[kept], np.bincount(owner[kept], minlength=len(new)))
        squares = np.bincount(owner[~rare], vectors.data[~rare].astype(np.float64) ** 2, minlength=len(new))
        self.rest = np.append(self.rest, np.sqrt(squares).astype(np.float32))

    def cosines(self, left: Ints, right: Ints) -> Floats:
        """Cosine of each pair of words."""
        return self.rare.products(left, right) + self.common.products(left, right)
