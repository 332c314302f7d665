"""Writes ranked pairs into lists of a fixed length as they come, so that no more than the lists is kept of a batch."""

from __future__ import annotations

import numpy as np

from matching.book import Book
from matching.profiles import Candidate, Opening
from matching.results import SCALE, Top
from matching.rows import Ints, within_runs

Side = Book[Candidate] | Book[Opening]


class TopLists:
    """One list of at most `limit` places for each profile in use of one side, of profiles of the other."""

    def __init__(
        self, rows: Book[Candidate] | Book[Opening], others: Book[Opening] | Book[Candidate], limit: int
    ) -> None:
        self._rows = np.array(rows.rows(), dtype=np.int64)
        self._row_ids = [rows.at(row).id for row in self._rows.tolist()]
        self._sequence = np.cumsum(others.alive()) - 1
        self._ids = [others.at(row).id for row in others.rows()]
        self._positions = np.full((len(self._rows), max(limit, 0)), -1, dtype=np.int64)
        self._scores = np.zeros((len(self._rows), max(limit, 0)))

    def write(self, group: Ints, other: Ints, score: Ints) -> None:
        """Pairs of whole lists: rows of this side, ascending, and of the other, best first within a list."""
        place = np.searchsorted(self._rows, group)
        within = within_runs(group)
        self._positions[place, within] = self._sequence[other]
        self._scores[place, within] = score / SCALE

    def told(self) -> Top:
        """The lists with the ids of what stands in them."""
        named = (*self._ids, None)
        ids = tuple([tuple([named[at] for at in row.tolist()]) for row in self._positions])
        return Top(tuple(self._row_ids), ids, self._scores, self._positions)
