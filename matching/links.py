"""Similar strings by string: laid out at once, with what came later kept beside it until there is much of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.cells import Cells
from matching.rows import Ints, spread

MUCH = 20_000
"""Later cells that are kept beside the table before it is laid out anew."""

Small = NDArray[np.int32]
Likeness = NDArray[np.int16]
"""In fixed point, at most UNIT: two bytes each, since a large beginning holds millions."""


class Links:
    """Which strings of the other side a string is like, and how much (fixed point). Cells are added, never changed."""

    def __init__(self) -> None:
        self._start = np.zeros(1, dtype=np.int64)
        self._ids = np.zeros(0, dtype=np.int32)
        self._values = np.zeros(0, dtype=np.int16)
        self._later: dict[int, list[tuple[Small, Likeness]]] = {}
        self._added = 0

    def add(self, left: Ints, right: Ints, found: Cells) -> None:
        """Add what was found between two ascending lists of strings, shape (left, right)."""
        if not len(self._ids):
            counts = np.zeros(int(left.max(initial=-1)) + 1, dtype=np.int64)
            counts[left] = np.diff(found.indptr)
            self._start = np.concatenate([[0], np.cumsum(counts)])
            self._ids, self._values = right[found.indices].astype(np.int32), found.data.astype(np.int16)
            return
        ids, values = right[found.indices].astype(np.int32), found.data.astype(np.int16)
        some = np.flatnonzero(np.diff(found.indptr))
        starts, ends = found.indptr[some].tolist(), found.indptr[some + 1].tolist()
        for string, start, end in zip(left[some].tolist(), starts, ends, strict=True):
            self._later.setdefault(string, []).append((ids[start:end], values[start:end]))
        self._added += len(ids)
        if self._added > MUCH:
            self._lay_out()

    def one(self, string: int) -> tuple[Small, Likeness]:
        """(string ids, similarities) of one string, in no order."""
        laid = slice(*self._start[string : string + 2]) if string < len(self._start) - 1 else slice(0, 0)
        later = self._later.get(string)
        if later is None:
            return self._ids[laid], self._values[laid]
        return (
            np.concatenate([self._ids[laid], *(ids for ids, _ in later)]),
            np.concatenate([self._values[laid], *(values for _, values in later)]),
        )

    def of(self, strings: Ints | Small) -> tuple[Ints, Small, Likeness]:
        """(which of the strings, string id, similarity) of all that many strings are like."""
        highest = int(strings.max(initial=-1))
        if highest >= len(self._start) - 1:
            grown = np.full(highest + 2 - len(self._start), self._start[-1])
            self._start = np.concatenate([self._start, grown])
        owner, place = spread(self._start, strings)
        ids, values = self._ids[place], self._values[place]
        if not self._later:
            return owner, ids, values
        asked = [(at, s) for at, s in enumerate(strings.tolist()) if s in self._later]
        later = [(at, *more) for at, s in asked for more in self._later[s]]
        if not later:
            return owner, ids, values
        owners = np.repeat([at for at, _, _ in later], [len(more) for _, more, _ in later])
        return (
            np.concatenate([owner, owners]),
            np.concatenate([ids, *(more for _, more, _ in later)]),
            np.concatenate([values, *(more for _, _, more in later)]),
        )

    def _lay_out(self) -> None:
        highest = max(len(self._start) - 2, *self._later)
        owner, ids, values = self.of(np.arange(highest + 1))
        order = np.argsort(owner, kind="stable")
        self._ids, self._values = ids[order], values[order]
        self._start = np.searchsorted(owner[order], np.arange(highest + 2))
        self._later, self._added = {}, 0
