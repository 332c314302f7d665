"""Multiplies a few strings with all strings, by the words that they share or that are alike: what one change asks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.growing_rows import GrowingRows
from matching.like_words import LikeWords
from matching.rows import Ints, spread
from matching.word_space import WordSpace

FEW = 24
"""Strings on the shorter side up to which this is cheaper than a product of sparse tables."""
_TAIL = 400
"""New strings that are looked through beside the table by word before it is made anew."""

Floats = NDArray[np.float64]


class FewStrings:
    """aᵀWb of a few strings a with every string b; `rows` are all strings × words, with the words' weights.

    All numbers are whole, so that the sums are exact in any order and equal to those of a product of tables.
    """

    def __init__(self, space: WordSpace, rows: GrowingRows[np.float64], floor: float) -> None:
        self._rows = rows
        self._like = LikeWords(space, floor)
        self._start = np.zeros(1, dtype=np.int64)
        self._string = np.zeros(0, dtype=np.int64)
        self._weight = np.zeros(0)
        self._laid = 0

    def products(self, strings: Ints) -> Floats:
        """Inner products, shape (strings, all strings)."""
        if len(self._rows) - self._laid > _TAIL:
            self._lay_out()
        alike = self._words_alike(strings)
        by_word = alike[:, : len(self._start) - 1]
        met = np.flatnonzero(by_word)
        few, word = np.divmod(met, by_word.shape[1])
        entry, place = spread(self._start, word)
        cells = few[entry] * self._laid + self._string[place]
        values = alike[few, word][entry] * self._weight[place]
        found = _summed(cells, values, (len(strings), self._laid))
        return np.concatenate([found, self._of_newest(alike)], axis=1)

    def _words_alike(self, strings: Ints) -> Floats:
        """What each word meets of a few strings, shape (strings, words)."""
        row, word, weight = self._rows.cells(strings)
        entry, other, value = self._like.of(word.astype(np.int64))
        cells = row[entry] * self._rows.columns + other
        return _summed(cells, weight[entry] * value, (len(strings), self._rows.columns))

    def _of_newest(self, alike: Floats) -> Floats:
        """Products with the strings that came since the table by word was laid out."""
        newest = np.arange(self._laid, len(self._rows))
        row, word, weight = self._rows.cells(newest)
        cells = np.arange(len(alike))[:, None] * len(newest) + row
        return _summed(cells.ravel(), (alike[:, word] * weight).ravel(), (len(alike), len(newest)))

    def _lay_out(self) -> None:
        """All strings by word: for each word the strings that hold it."""
        self._laid = len(self._rows)
        string, word, weight = self._rows.cells(np.arange(self._laid))
        order = np.argsort(word, kind="stable")
        self._string, self._weight = string[order], weight[order]
        self._start = np.searchsorted(word[order], np.arange(self._rows.columns + 1))


def _summed(cells: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
    """A full table of the sums of values by cell."""
    flat = np.bincount(cells, values, minlength=shape[0] * shape[1])
    return np.asarray(flat, dtype=np.float64).reshape(shape)
