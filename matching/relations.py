"""Which vocabulary terms are near each other and which are false friends, as numbers for many pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.rows import spread
from matching.vocabulary import Term

Ints = NDArray[np.int64]


class Relations:
    """Near terms and false friends, each in both directions; terms are numbered in the order given."""

    def __init__(self, terms: Sequence[Term]) -> None:
        numbers = {term.id: at for at, term in enumerate(terms)}
        self._size = max(1, len(terms))
        self._near = self._both_ways((at, numbers[i]) for at, t in enumerate(terms) for i in t.near if i in numbers)
        self._apart = self._both_ways(
            (at, numbers[i]) for at, t in enumerate(terms) for i in t.false_friends if i in numbers
        )
        self._near_keys = frozenset(self._near.tolist())
        self._start = np.searchsorted(self._near // self._size, np.arange(len(terms) + 1))

    def _both_ways(self, pairs: Iterable[tuple[int, int]]) -> Ints:
        """Ascending keys of pairs: first times size plus second."""
        keys = {a * self._size + b for one, other in pairs for a, b in ((one, other), (other, one))}
        return np.array(sorted(keys), dtype=np.int64)

    def near_terms(self, terms: Ints) -> tuple[Ints, Ints]:
        """(which of the given terms, near term) of every near term."""
        entry, place = spread(self._start, terms)
        return entry, self._near[place] % self._size

    def are_near(self, term: int, other: int) -> bool:
        """Whether two terms are near."""
        return term * self._size + other in self._near_keys

    def near(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Which pairs of terms are near."""
        return _held(self._near, left * self._size + right)

    def apart(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Which pairs of terms are false friends."""
        return _held(self._apart, left * self._size + right)


def _held(ascending: Ints, keys: Ints) -> NDArray[np.bool_]:
    if not len(ascending):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(ascending, keys), len(ascending) - 1)
    return np.asarray(ascending[place] == keys)
