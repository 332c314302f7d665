"""Some people against all openings at once, as full tables: what texts give to the order, and picked cells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.channel import FULL
from matching.compile import Lane
from matching.own_best import OwnBest
from matching.ranking import LEAST_BEST, ORDER_SKILLS, ORDER_WISHES, SHUTTING, Pairs, opened, ranked, shuts
from matching.state import State
from matching.word_space import Ints

SLACK = 1e-5
"""More than single precision can be wrong by in what texts give to the order (below 2)."""

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Chunk:
    """Evidence of some people by lane, and what texts give to the order: nothing where they shut the door.

    `text` is in single precision: it only chooses which pairs are worth weighing exactly.
    """

    people: Ints
    lanes: dict[Lane, NDArray[np.int32]]
    text: Singles

    @classmethod
    def of(cls, state: State, best: OwnBest, rows: Sequence[int]) -> Chunk:
        """Lay out some people; their own bests are kept on the way."""
        used = {lane: channel for lane, channel in ranked(state).items() if lane not in SHUTTING}
        lanes = {lane: channel.evidence_of_many(rows) for lane, channel in used.items()}
        text = np.zeros((len(rows), len(state.openings.profiles)), dtype=np.float32)
        found = np.zeros(len(rows))
        if Lane.SKILLS in lanes:
            text = _fits(lanes[Lane.SKILLS], state.length)
            found = _own_best(lanes[Lane.SKILLS], text, state.length)
            text *= (ORDER_SKILLS / np.maximum(found, LEAST_BEST)).astype(np.float32)[:, None]
        best.learn(rows, found)
        if Lane.WISHES in lanes:
            text += lanes[Lane.WISHES].astype(np.float32) * np.float32(ORDER_WISHES / FULL)
        for lane in SHUTTING:
            if not state.channels[lane].empty:
                cells, worth = state.channels[lane].meetings_of_many(rows)
                wished = lanes[Lane.WISHES].reshape(-1)[cells] if Lane.WISHES in lanes else None
                text.reshape(-1)[cells[shuts(lane, worth, wished)]] = 0
        return cls(np.asarray(rows, dtype=np.int64), lanes, text)

    def row(self, cells: Ints) -> Ints:
        """The row of each cell of the table, laid flat."""
        return np.asarray(cells // max(1, self.text.shape[1]), dtype=np.int64)

    def open(self, state: State, cells: Ints) -> tuple[Ints, Pairs]:
        """Those of some ascending cells that no rule shuts, and the same as pairs."""
        row = self.row(cells)
        bare = Pairs(self.people[row], cells - row * self.text.shape[1], {})
        kept, bare = opened(state, bare)
        cells = cells[kept]
        lanes = {lane: table.ravel()[cells].astype(np.int64) for lane, table in self.lanes.items()}
        return cells, Pairs(bare.person, bare.opening, lanes, bare.values)


def _fits(evidence: NDArray[np.int32], length: Floats) -> Singles:
    """About the fit of skills."""
    fits = evidence.astype(np.float32)
    fits *= (1.0 / length).astype(np.float32)
    return fits


def _own_best(evidence: NDArray[np.int32], fits: Singles, length: Floats) -> Floats:
    """The best fit of each row, exactly: only cells that come near the best one are divided in double precision."""
    most = np.max(fits, axis=1, initial=0.0)
    least = np.maximum(most * np.float32(1 - 1e-6), np.finfo(np.float32).tiny)
    cells = np.flatnonzero(fits >= least[:, None])
    row = cells // max(1, fits.shape[1])
    found = np.zeros(len(fits))
    np.maximum.at(found, row, evidence.ravel()[cells] / length[cells - row * fits.shape[1]])
    return found
