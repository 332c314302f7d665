"""Remembers which words a few words are like: a word is compared once with all others, and not at each change."""

from __future__ import annotations

import numpy as np

from matching.rows import Ints
from matching.word_space import WordSpace

MOST = 5_000
"""Words whose likeness is kept; beyond it the memory begins anew."""
MANY = 200
"""Words that come together from which it is cheaper to begin anew than to follow."""

Alike = tuple[Ints, Ints]


class LikeWords:
    """Rows of the likeness of words, worked out when asked for and extended by the words that come later.

    The likeness of two words does not depend on which of them asks, so a new word's own row tells what it adds to
    the rows that are kept.
    """

    def __init__(self, space: WordSpace, floor: float) -> None:
        self._space = space
        self._floor = floor
        self._kept: dict[int, Alike] = {}
        self._later: dict[int, list[tuple[int, int]]] = {}
        self._seen = 0

    def of(self, words: Ints) -> tuple[Ints, Ints, Ints]:
        """(which of the words, word, likeness in fixed point) of all words that some words are like."""
        self._follow()
        listed = words.tolist()
        new = [word for word in dict.fromkeys(listed) if word not in self._kept]
        if new:
            self._look_up(np.array(new, dtype=np.int64))
        found = [self._row(word) for word in listed]
        entry = np.repeat(np.arange(len(found)), [len(ids) for ids, _ in found])
        nothing = np.zeros(0, dtype=np.int64)
        return (
            entry,
            np.concatenate([nothing, *(ids for ids, _ in found)]),
            np.concatenate([nothing, *(values for _, values in found)]),
        )

    def _follow(self) -> None:
        """Take in the words that came since the last question."""
        fresh = np.arange(self._seen, len(self._space.words))
        self._seen = len(self._space.words)
        if not len(fresh) or not self._kept:
            return
        if len(fresh) > MANY or len(self._kept) > MOST:
            self._kept.clear()
            self._later.clear()
            return
        self._look_up(fresh)
        first = int(fresh[0])
        for word in fresh.tolist():
            for other, value in zip(*(part.tolist() for part in self._kept[word]), strict=True):
                if other < first and other in self._kept:
                    self._later.setdefault(other, []).append((word, value))

    def _row(self, word: int) -> Alike:
        """The row of a word that is kept, with what came later; most rows are not asked for before more comes."""
        later = self._later.pop(word, None)
        if later:
            ids, values = self._kept[word]
            more = np.array(later, dtype=np.int64)
            self._kept[word] = np.append(ids, more[:, 0]), np.append(values, more[:, 1])
        return self._kept[word]

    def _look_up(self, words: Ints) -> None:
        everything = np.arange(len(self._space.words))
        row, column, value = self._space.meetings(words, everything, self._floor)
        order = np.argsort(row, kind="stable")
        ends = np.searchsorted(row[order], np.arange(len(words) + 1)).tolist()
        column, value = column[order], value[order]
        for at, word in enumerate(words.tolist()):
            part = slice(ends[at], ends[at + 1])
            self._kept[word] = column[part], value[part]
