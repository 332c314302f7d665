"""Compares distinct strings by their words: similarity = A·W·Bᵀ, normalised, in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.cells import Cells
from matching.few_strings import FEW, FewStrings
from matching.growing_rows import GrowingRows
from matching.inflection import base_form
from matching.kept import Kept
from matching.sorted_sets import distinct_with_places
from matching.text import fold, fold_many, words
from matching.word_space import UNIT, Ints, WordSpace

MAX_WORDS = 120
"""Distinct words of one string that are compared."""
_CHUNK = 1_500
Floats = NDArray[np.float64]


class _Numbers(dict[str, int]):
    """The number of each word in the form in which it is compared, looked up once: few words make up many texts.

    Words that are skipped have numbers below zero, each its own.
    """

    def __init__(self, space: WordSpace, skip: frozenset[str]) -> None:
        super().__init__()
        self._space = space
        self._skipped = {word: -1 - at for at, word in enumerate(sorted(skip))}
        self.small = {at: word for word, at in self._skipped.items()}

    def __missing__(self, word: str) -> int:
        base = base_form(word)
        number = self[word] = self._skipped.get(base) or self._space.id(base)
        return number


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
        self._ids: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self.strings: list[str] = []
        self._numbers = _Numbers(space, skip)
        self._rows: list[list[int]] = []
        self._weight = np.zeros(0)
        self._norm = np.zeros(0)
        self._table = GrowingRows(np.float64)
        self._few = FewStrings(space, self._table, floor)
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
            inside = list(dict.fromkeys(map(self._numbers.__getitem__, words(folded))))[:MAX_WORDS]
            if not inside:
                return -1
            number = self._ids[folded] = len(self.strings)
            self.strings.append(folded)
            self._rows.append([word for word in inside if word >= 0] or self._small(inside))
        return number

    def _small(self, inside: list[int]) -> list[int]:
        """The numbers of words that are skipped elsewhere, of a string that has no others."""
        return [self._space.id(self._numbers.small[word]) for word in inside]

    def between(self, left: Ints, right: Ints, floor: float) -> Cells:
        """Similarities in fixed point of two lists of string ids, those below `floor` left out."""
        row, column, value = self._meetings(left, right, floor)
        alike = _share(value, self._norm[left][row] * self._norm[right][column])
        return Cells.of(row, column, alike, (len(left), len(right)))

    def similar(self, left: Ints, right: Ints, floor: float) -> tuple[Cells, Cells]:
        """As `between`, and beside it how much of the right string is inside the left, in fixed point too."""
        row, column, value = self._meetings(left, right, floor)
        mine, theirs = self._norm[left][row], self._norm[right][column]
        alike = Cells.of(row, column, _share(value, mine * theirs), (len(left), len(right)))
        return alike, Cells(alike.indptr, column, _share(value, theirs**2), alike.width)

    def _meetings(self, left: Ints, right: Ints, floor: float) -> tuple[Ints, Ints, Floats]:
        """(row, column, aᵀWb) of the pairs whose similarity reaches the floor, ascending."""
        self._lay_out_new()
        if min(len(left), len(right)) > FEW:
            found = [self._reaching(*cells, left, right, floor) for cells in self._products(left, right)]
            row, column, value = (np.concatenate(part) for part in zip(*found, strict=True))
            return _ascending(row, column, value, (len(left), len(right)))
        turned = len(left) > len(right)
        table = self._few.products(right)[:, left].T if turned else self._few.products(left)[:, right]
        met = np.flatnonzero(table)
        row, column = np.divmod(met, len(right))
        return self._reaching(row, column, table.ravel()[met], left, right, floor)

    def _products(self, left: Ints, right: Ints) -> Iterator[tuple[Ints, Ints, Floats]]:
        """(row, column, aᵀWb) of two long lists, some rows at a time; columns in no order."""
        first, left_words = self._laid_out.of(left, self._matrix)
        across, right_words = self._turned.of(right, self._across)
        spread = (first @ self._space.between(left_words, right_words, self._floor)).tocsr()
        for start in range(0, len(left), _CHUNK):
            product = (spread[start : start + _CHUNK] @ across).tocsr()
            row = np.repeat(np.arange(start, start + product.shape[0]), np.diff(product.indptr))
            yield row, product.indices, product.data

    def _reaching(
        self, row: Ints, column: Ints, product: Floats, left: Ints, right: Ints, floor: float
    ) -> tuple[Ints, Ints, Floats]:
        scale = self._norm[left][row] * self._norm[right][column]
        kept = np.flatnonzero(product >= (floor - 0.5 / UNIT) * scale)
        return row[kept], column[kept], product[kept]

    def _across(self, strings: Ints) -> tuple[sp.csr_matrix, Ints]:
        table, used = self._matrix(strings)
        return table.T.tocsr(), used

    def _matrix(self, strings: Ints) -> tuple[sp.csr_matrix, Ints]:
        """Strings × their distinct words with word weights, and which words the columns are."""
        row, word, weight = self._table.cells(strings)
        used = np.zeros(self._table.columns, dtype=bool)
        used[word] = True
        place = (np.cumsum(used) - 1).astype(np.int32)
        indptr = np.searchsorted(row, np.arange(len(strings) + 1)).astype(np.int32)
        shape = (len(strings), int(used.sum()))
        return sp.csr_matrix((weight, place[word], indptr), shape=shape), np.flatnonzero(used)

    def _lay_out_new(self) -> None:
        """Weights of new words and norms of new strings; none depends on what else is there."""
        fresh = [float(self._weigh(word)) for word in self._space.words[len(self._weight) :]]
        if fresh:
            self._weight = np.concatenate([self._weight, fresh])
            self._table.columns = len(self._weight)
        new = self._rows[len(self._norm) :]
        if new:
            self._table.append(*self._laid(new))
            self._norm = np.concatenate([self._norm, self._norms(new)])

    def _laid(self, rows: list[list[int]]) -> tuple[NDArray[np.int32], Floats, Ints]:
        """(words, weights, words of each string); words ascending within a string."""
        flat = np.fromiter(chain.from_iterable(map(sorted, rows)), dtype=np.int32)
        return flat, self._weight[flat], np.array([len(row) for row in rows], dtype=np.int64)

    def _norms(self, rows: list[list[int]]) -> Floats:
        """√(aᵀWa) of some strings."""
        owner, left, right = _inner_pairs(rows)
        keys, places = distinct_with_places(np.minimum(left, right) * len(self._weight) + np.maximum(left, right))
        alike = self._space.pairs(keys // len(self._weight), keys % len(self._weight), self._floor)[places]
        crossed = np.bincount(owner, 2.0 * self._weight[left] * self._weight[right] * alike, minlength=len(rows))
        each = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        weight = self._weight[np.fromiter(chain.from_iterable(rows), dtype=np.int64)]
        own = np.bincount(each, weight * weight, minlength=len(rows)) * UNIT
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


def _ascending(row: Ints, column: Ints, value: Floats, shape: tuple[int, int]) -> tuple[Ints, Ints, Floats]:
    """Cells that are ascending by row, by column too."""
    table = sp.csr_matrix((value, column, np.searchsorted(row, np.arange(shape[0] + 1))), shape=shape)
    table.sort_indices()
    return row, table.indices, table.data


def _share(value: Floats, of: Floats) -> Floats:
    """Share in fixed point, at most all."""
    return np.asarray(np.rint(np.minimum(value / of, 1.0) * UNIT), dtype=np.float64)
