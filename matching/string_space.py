"""Compares distinct strings by their words: similarity = A·W·Bᵀ, normalised, in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.text import fold, words
from matching.word_space import UNIT, Ints, WordSpace

MAX_WORDS = 120
"""Distinct words of one string that are compared."""
_CHUNK = 1_500


class StringSpace:
    """Folded strings with their weighted words. Strings are added, never changed."""

    def __init__(self, space: WordSpace, weigh: Callable[[str], int], floor: float) -> None:
        self._space = space
        self._weigh = weigh
        self._floor = floor
        self._ids: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self.strings: list[str] = []
        self._rows: list[list[int]] = []
        self._weight = np.zeros(0)
        self._norm = np.zeros(0)

    def ids(self, texts: Sequence[str]) -> list[int]:
        """The ids of texts; texts that fold alike share one, a text without words has none and is left out."""
        found = []
        for text in texts:
            number = self._written.get(text)
            if number is None:
                number = self._written[text] = self._added(fold(text))
            if number >= 0:
                found.append(number)
        return found

    def _added(self, folded: str) -> int:
        """The id of a folded text, -1 when it has no words."""
        number = self._ids.get(folded)
        if number is None:
            inside = list(dict.fromkeys(words(folded)))[:MAX_WORDS]
            if not inside:
                return -1
            number = self._ids[folded] = len(self.strings)
            self.strings.append(folded)
            self._rows.append(self._space.ids(inside))
        return number

    def word_ids(self, string: int) -> list[int]:
        """The distinct words of a string, in their order."""
        return self._rows[string]

    def between(self, left: Ints, right: Ints, floor: float) -> sp.csr_matrix:
        """Similarities in fixed point of two lists of string ids, those below `floor` left out."""
        return self.similar(left, right, floor)[0]

    def similar(self, left: Ints, right: Ints, floor: float) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        """Similarities, and beside them how much of the right string is inside the left, both in fixed point."""
        self._weigh_new()
        first, left_words = self._matrix(left)
        second, right_words = self._matrix(right)
        between = self._space.between(left_words, right_words, self._floor)
        blocks, shares = [], []
        spread, across = (first @ between).tocsr(), second.T.tocsr()
        for start in range(0, len(left), _CHUNK):
            product = (spread[start:start + _CHUNK] @ across).tocsr()
            alike, share = self._normalised(product, left[start:start + _CHUNK], right, floor)
            blocks.append(alike)
            shares.append(share)
        return _stack(blocks, len(right)), _stack(shares, len(right))

    def _normalised(self, product: sp.csr_matrix, left: Ints, right: Ints, floor: float
                    ) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        product.sort_indices()
        rows = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
        mine, other = self._norm[left][rows], self._norm[right][product.indices]
        alike = np.rint(np.minimum(product.data / (mine * other), 1.0) * UNIT)
        kept = alike >= round(floor * UNIT)
        share = np.rint(np.minimum(product.data[kept] / (other[kept] ** 2), 1.0) * UNIT)
        where = (rows[kept], product.indices[kept])
        return sp.csr_matrix((alike[kept], where), shape=product.shape), sp.csr_matrix((share, where), shape=product.shape)

    def _matrix(self, strings: Ints) -> tuple[sp.csr_matrix, Ints]:
        """Strings × their distinct words with word weights, and which words the columns are."""
        rows = [self._rows[i] for i in strings.tolist()]
        flat = np.array([w for row in rows for w in row], dtype=np.int64)
        used, columns = np.unique(flat, return_inverse=True)
        indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        return sp.csr_matrix((self._weight[flat], columns, indptr), shape=(len(rows), len(used))), used

    def _weigh_new(self) -> None:
        """Weights of new words and norms of new strings; none depends on what else is there."""
        fresh = [float(self._weigh(word)) for word in self._space.words[len(self._weight):]]
        self._weight = np.concatenate([self._weight, fresh])
        new = self._rows[len(self._norm):]
        if new:
            self._norm = np.concatenate([self._norm, self._norms(new)])

    def _norms(self, rows: list[list[int]]) -> NDArray[np.float64]:
        owner, left, right = _inner_pairs(rows)
        keys, places = np.unique(np.minimum(left, right) * len(self._weight) + np.maximum(left, right), return_inverse=True)
        alike = self._space.pairs(keys // len(self._weight), keys % len(self._weight), self._floor)[places]
        crossed = np.bincount(owner, 2.0 * self._weight[left] * self._weight[right] * alike, minlength=len(rows))
        counts = [len(row) for row in rows]
        flat = np.array([word for row in rows for word in row], dtype=np.int64)
        own = np.bincount(np.repeat(np.arange(len(rows)), counts), self._weight[flat] ** 2, minlength=len(rows)) * UNIT
        return np.sqrt(own + crossed)


def _inner_pairs(rows: list[list[int]]) -> tuple[Ints, Ints, Ints]:
    """Every two words of each row: (row, first word, second word); rows of one length are cut together."""
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    found = [(np.zeros(0, dtype=np.int64),) * 3]
    for length in np.unique(lengths[lengths > 1]).tolist():
        at = np.flatnonzero(lengths == length)
        table = np.array([rows[i] for i in at.tolist()], dtype=np.int64)
        first, second = np.triu_indices(length, 1)
        found.append((np.repeat(at, len(first)), table[:, first].ravel(), table[:, second].ravel()))
    owner, left, right = (np.concatenate(column) for column in zip(*found))
    return owner, left, right


def _stack(blocks: list[sp.csr_matrix], width: int) -> sp.csr_matrix:
    return sp.vstack(blocks, format="csr") if blocks else sp.csr_matrix((0, width))
