"""Compares distinct strings by their words: similarity = A·W·Bᵀ, normalised, in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.inflection import base_form
from matching.kept import Kept
from matching.sorted_sets import distinct_with_places
from matching.text import fold, fold_many, words
from matching.word_space import UNIT, Ints, WordSpace

MAX_WORDS = 120
"""Distinct words of one string that are compared."""
_CHUNK = 1_500


class StringSpace:
    """Folded strings with their weighted words. Strings are added, never changed.

    `skip` are words that are left out of a string that has others; `floor` is where likeness of words begins.
    """

    def __init__(
        self, space: WordSpace, weigh: Callable[[str], int], floor: float, skip: frozenset[str] = frozenset()
    ) -> None:
        self._space = space
        self._weigh = weigh
        self._floor = floor
        self._skip = skip
        self._ids: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self.strings: list[str] = []
        self._rows: list[list[int]] = []
        self._weight = np.zeros(0)
        self._norm = np.zeros(0)
        self._table = sp.csr_matrix((0, 0))
        self._laid_out: Kept[tuple[sp.csr_matrix, Ints]] = Kept()
        self._turned: Kept[tuple[sp.csr_matrix, Ints]] = Kept()

    def ids(self, texts: Sequence[str]) -> list[int]:
        """The ids of texts; texts that fold alike share one, a text without words has none and is left out."""
        found = []
        for text in texts:
            number = self._written.get(text)
            if number is None:
                number = self._written[text] = self.id_of_folded(fold(text))
            if number >= 0:
                found.append(number)
        return found

    def take_in(self, texts: Sequence[str]) -> None:
        """Fold many texts at once; `ids` knows them then."""
        new = [text for text in dict.fromkeys(texts) if text not in self._written]
        self._written.update(zip(new, self.ids_of_folded(fold_many(new)), strict=True))

    def ids_of_folded(self, folded: Sequence[str]) -> list[int]:
        """The id of each folded text, -1 for one without words."""
        known = self._ids
        return [known[text] if text in known else self.id_of_folded(text) for text in folded]

    def id_of_folded(self, folded: str) -> int:
        """The id of a folded text, -1 when it has no words."""
        number = self._ids.get(folded)
        if number is None:
            inside = list(dict.fromkeys([base_form(word) for word in words(folded)]))[:MAX_WORDS]
            if not inside:
                return -1
            kept = [word for word in inside if word not in self._skip] or inside
            number = self._ids[folded] = len(self.strings)
            self.strings.append(folded)
            self._rows.append(self._space.ids(kept))
        return number

    def between(self, left: Ints, right: Ints, floor: float) -> sp.csr_matrix:
        """Similarities in fixed point of two lists of string ids, those below `floor` left out."""
        return self.similar(left, right, floor)[0]

    def similar(self, left: Ints, right: Ints, floor: float) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        """Similarities, and beside them how much of the right string is inside the left, both in fixed point."""
        self._lay_out_new()
        first, left_words = self._laid_out.of(left, self._matrix)
        across, right_words = self._turned.of(right, self._across)
        between = self._space.between(left_words, right_words, self._floor)
        blocks, shares = [], []
        spread = (first @ between).tocsr()
        for start in range(0, len(left), _CHUNK):
            product = (spread[start : start + _CHUNK] @ across).tocsr()
            alike, share = self._normalised(product, left[start : start + _CHUNK], right, floor)
            blocks.append(alike)
            shares.append(share)
        return stacked(blocks, len(right)), stacked(shares, len(right))

    def _normalised(
        self, product: sp.csr_matrix, left: Ints, right: Ints, floor: float
    ) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        mine, theirs = self._norm[left], self._norm[right]
        scale = np.repeat(mine, np.diff(product.indptr)) * theirs[product.indices]
        kept = np.flatnonzero(product.data >= (floor - 0.5 / UNIT) * scale)
        value, columns = product.data[kept], product.indices[kept]
        alike = np.rint(np.minimum(value / scale[kept], 1.0) * UNIT)
        share = np.rint(np.minimum(value / (theirs[columns] ** 2), 1.0) * UNIT)
        indptr = np.searchsorted(kept, product.indptr)
        found = [sp.csr_matrix((data, columns.copy(), indptr), shape=product.shape) for data in (alike, share)]
        for table in found:
            table.sort_indices()
        return found[0], found[1]

    def _across(self, strings: Ints) -> tuple[sp.csr_matrix, Ints]:
        table, used = self._matrix(strings)
        return table.T.tocsr(), used

    def _matrix(self, strings: Ints) -> tuple[sp.csr_matrix, Ints]:
        """Strings × their distinct words with word weights, and which words the columns are."""
        chosen = self._table[strings]
        used = np.zeros(self._table.shape[1], dtype=bool)
        used[chosen.indices] = True
        place = np.cumsum(used) - 1
        shape = (len(strings), int(used.sum()))
        return sp.csr_matrix((chosen.data, place[chosen.indices], chosen.indptr), shape=shape), np.flatnonzero(used)

    def _lay_out_new(self) -> None:
        """Weights of new words and norms of new strings; none depends on what else is there."""
        fresh = [float(self._weigh(word)) for word in self._space.words[len(self._weight) :]]
        self._weight = np.concatenate([self._weight, fresh])
        new = self._rows[len(self._norm) :]
        self._table.resize((len(self._norm), len(self._weight)))
        if new:
            added = self._laid(new)
            self._table = sp.vstack([self._table, added], format="csr")
            self._norm = np.concatenate([self._norm, self._norms(new, added)])

    def _laid(self, rows: list[list[int]]) -> sp.csr_matrix:
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
        indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
        table = sp.csr_matrix((self._weight[flat], flat, indptr), shape=(len(rows), len(self._weight)))
        table.sort_indices()
        return table

    def _norms(self, rows: list[list[int]], laid: sp.csr_matrix) -> NDArray[np.float64]:
        owner, left, right = _inner_pairs(rows)
        keys, places = distinct_with_places(np.minimum(left, right) * len(self._weight) + np.maximum(left, right))
        alike = self._space.pairs(keys // len(self._weight), keys % len(self._weight), self._floor)[places]
        crossed = np.bincount(owner, 2.0 * self._weight[left] * self._weight[right] * alike, minlength=len(rows))
        own = np.asarray(laid.multiply(laid).sum(axis=1)).ravel() * UNIT
        return np.asarray(np.sqrt(own + crossed), dtype=np.float64)


def _inner_pairs(rows: list[list[int]]) -> tuple[Ints, Ints, Ints]:
    """Every two words of each row: (row, first word, second word); rows of one length are cut together."""
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    found = [(np.zeros(0, dtype=np.int64),) * 3]
    for length in np.unique(lengths[lengths > 1]).tolist():
        at = np.flatnonzero(lengths == length)
        table = np.array([rows[i] for i in at.tolist()], dtype=np.int64)
        first, second = np.triu_indices(length, 1)
        found.append((np.repeat(at, len(first)), table[:, first].ravel(), table[:, second].ravel()))
    owner, left, right = (np.concatenate(column) for column in zip(*found, strict=True))
    return owner, left, right


def stacked(blocks: list[sp.csr_matrix], width: int) -> sp.csr_matrix:
    """Tables of equal width under each other."""
    if len(blocks) == 1:
        return blocks[0]
    return sp.vstack(blocks, format="csr") if blocks else sp.csr_matrix((0, width))
