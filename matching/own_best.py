"""Remembers each person's best fit of skills over all openings, against which their order is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.channel import CELLS_AT_ONCE
from matching.compile import Lane
from matching.state import State
from matching.word_space import Ints

MANY = 64
"""People from which the best slots of all texts are worked out once."""


def chunk_size(state: State) -> int:
    """People at once, between 64 and 1,000."""
    return min(1_000, max(MANY, CELLS_AT_ONCE // max(1, len(state.openings.profiles))))


class OwnBest:
    """Best skills fit by row of people; rows are worked out when first asked for and again after a change."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._best = np.zeros(0)
        self._stale = np.zeros(0, dtype=bool)

    def of(self, rows: Sequence[int] | Ints) -> NDArray[np.float64]:
        """Best of some people."""
        self._grow()
        asked = np.asarray(rows, dtype=np.int64)
        stale = asked[self._stale[asked]].tolist()
        size = chunk_size(self._state)
        for start in range(0, len(stale), size):
            part = stale[start : start + size]
            self._best[part] = best_fits(self._state, part)
        self._stale[stale] = False
        return self._best[asked]

    def of_one(self, row: int, evidence: Mapping[Lane, NDArray[np.int32]]) -> float:
        """Best of one person whose evidence for every opening is known."""
        self._grow()
        if self._stale[row]:
            fits = evidence[Lane.SKILLS] / self._state.length if Lane.SKILLS in evidence else np.zeros(0)
            self.learn([row], np.array([np.max(fits, initial=0.0)]))
        return float(self._best[row])

    def of_rows(self, rows: Ints) -> NDArray[np.float64]:
        """Best by pair for rows whose best is known."""
        return self._best[rows]

    def learn(self, rows: Sequence[int], best: NDArray[np.float64]) -> None:
        """Keep bests that were worked out on the way."""
        self._grow()
        self._best[rows] = best
        self._stale[rows] = False

    def everyone(self) -> NDArray[np.float64]:
        """Best of all rows."""
        self._grow()
        self.of(np.flatnonzero(self._stale).tolist())
        return self._best

    def person_changed(self, row: int) -> None:
        """A person was put or removed."""
        self._grow()
        self._stale[row] = True

    def opening_leaves(self, row: int) -> None:
        """Call before an opening is replaced or removed: those for whom it is the best are worked out again."""
        self._grow()
        self._stale |= (self._fits(row) >= self._best) & (self._best > 0)

    def opening_came(self, row: int) -> None:
        """Call after an opening was put."""
        self._grow()
        fits = self._fits(row)
        self._best = np.where(self._stale, self._best, np.maximum(self._best, fits))

    def _fits(self, opening: int) -> NDArray[np.float64]:
        channel = self._state.channels[Lane.SKILLS]
        if channel.empty:
            return np.zeros(len(self._best))
        return np.asarray(channel.opening_evidence(opening) / self._state.length[opening], dtype=np.float64)

    def _grow(self) -> None:
        missing = len(self._state.people.profiles) - len(self._best)
        if missing > 0:
            self._best = np.concatenate([self._best, np.zeros(missing)])
            self._stale = np.concatenate([self._stale, np.ones(missing, dtype=bool)])


def best_fits(state: State, people: Sequence[int]) -> NDArray[np.float64]:
    """Best skills fit of some people, from the channel of skills alone."""
    channel = state.channels[Lane.SKILLS]
    if channel.empty:
        return np.zeros(len(people))
    if len(people) >= MANY:
        return np.asarray(np.max(channel.evidence_of_many(people) / state.length, axis=1, initial=0.0))
    return np.array([np.max(channel.person_evidence(row) / state.length, initial=0.0) for row in people])
