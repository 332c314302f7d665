"""Keeps the n-gram vectors of words in two halves, rare and common n-grams, and multiplies chosen pairs of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.grams import gram_counts, gram_vectors
from matching.growing_rows import GrowingRows
from matching.rows import Ints
from matching.sorted_sets import distinct

MOST_COMMON = 512
"""Columns of n-grams that are kept as a full table."""
PAIRS_AT_ONCE = 8_000
"""Pairs whose cells are laid out together: no more than the processor keeps near."""
FEW_PAIRS = 64
"""Pairs up to which no tables are made."""

Floats = NDArray[np.float32]


class GramRows(GrowingRows[np.float32]):
    """Rows of n-grams."""

    def __init__(self) -> None:
        super().__init__(np.float32)

    def products(self, left: Ints, right: Ints) -> Floats:
        """The inner product of each pair of rows."""
        if len(left) <= FEW_PAIRS:
            return self._few_products(left, right)
        out = np.empty(len(left), dtype=np.float32)
        for start in range(0, len(left), PAIRS_AT_ONCE):
            part = slice(start, start + PAIRS_AT_ONCE)
            product = self.rows(left[part]).multiply(self.rows(right[part]))
            out[part] = np.asarray(product.sum(axis=1)).ravel()
        return out

    def _few_products(self, left: Ints, right: Ints) -> Floats:
        """The same for a few pairs, without tables: the same cells in the same order, so that the sums are the same."""
        entry, column, value = self.cells(left)
        other, across, factor = self.cells(right)
        keys = other * self.columns + across
        order = np.argsort(keys)
        keys, asked = keys[order], entry * self.columns + column
        place = np.minimum(np.searchsorted(keys, asked), max(0, len(keys) - 1))
        met = np.flatnonzero(keys[place] == asked) if len(keys) else np.zeros(0, dtype=np.int64)
        return _added(entry[met], value[met] * factor[order[place[met]]], len(left))

    def with_rest(self, row: int, first: int) -> Floats:
        """The inner product of one row with each row from `first` on; the same sums as `products`."""
        columns, values = self.one(row)
        full = np.zeros(self.columns, dtype=np.float32)
        full[columns] = values
        entry, column, value = self.rest(first)
        met = np.flatnonzero(full[column])
        return _added(entry[met], value[met] * full[column[met]], len(self) - first)


def _added(entry: Ints, products: Floats, rows: int) -> Floats:
    """Sums of products by row (ascending), in the order in which tables add them up: from the last one."""
    out = np.zeros(rows, dtype=np.float32)
    if len(entry):
        entry, products = entry[::-1], products[::-1]
        first = np.flatnonzero(np.diff(entry, prepend=-1))
        out[entry[first]] = np.add.reduceat(products, first)
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
