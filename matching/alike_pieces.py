"""Looks up which of a person's own texts is most like a slot of an opening, once for all that is told of the person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.compile import Lane, Piece
from matching.state import State

Best = tuple[Piece | None, int]
"""The person's piece and the similarity in fixed point."""
NOTHING: Best = (None, 0)
"""When nothing is alike."""


class AlikePieces:
    """A person's pieces by lane with what each of them is like among the strings `asked` about, by string.

    True until the ranker is changed.
    """

    def __init__(self, state: State, person: int, asked: NDArray[np.bool_]) -> None:
        self._near = state.near
        self._asked = asked
        self.laid = state.laid_person(person)
        self._alike: dict[int, dict[int, int]] = {}
        self._best: dict[Lane, dict[int, Best]] = {}

    def best(self, lane: Lane, slot: int) -> Best:
        """The piece of a lane that is most like a slot's string; the first of equals."""
        found = self._best.get(lane)
        if found is None:
            found = self._best[lane] = self._in(lane)
        return found.get(slot, NOTHING)

    def _in(self, lane: Lane) -> dict[int, Best]:
        found: dict[int, Best] = {}
        for piece in self.laid.pieces(lane):
            for slot, similarity in self._of(piece.string).items():
                if similarity > found.get(slot, NOTHING)[1]:
                    found[slot] = piece, similarity
        return found

    def _of(self, string: int) -> dict[int, int]:
        """What a string is like; it may stand in several lanes."""
        known = self._alike.get(string)
        if known is None:
            known = self._alike[string] = self._near.alike(string, self._asked)
        return known
