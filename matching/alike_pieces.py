"""Looks up which of a person's own texts is most like a slot of an opening, once for all that is told of the person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.compile import Lane, Piece
from matching.state import State

Best = tuple[Piece | None, int]
"""The person's piece and the similarity in fixed point; (None, 0) when nothing is alike."""


class AlikePieces:
    """A person's pieces by lane with what each of them is like among the strings `asked` about, by string.

    True until the ranker is changed.
    """

    def __init__(self, state: State, person: int, asked: NDArray[np.bool_]) -> None:
        self._near = state.near
        self._asked = asked
        self.laid = state.laid_person(person)
        self._pieces: dict[Lane, list[tuple[Piece, dict[int, int]]]] = {}
        self._by_string: dict[int, dict[int, int]] = {}
        self._best: dict[tuple[Lane, int], Best] = {}

    def best(self, lane: Lane, slot: int) -> Best:
        """The piece of a lane that is most like a slot's string; the first of equals."""
        found = self._best.get((lane, slot))
        if found is None:
            found = None, 0
            for piece, alike in self._in(lane):
                similarity = alike.get(slot, 0)
                if similarity > found[1]:
                    found = piece, similarity
            self._best[lane, slot] = found
        return found

    def _in(self, lane: Lane) -> list[tuple[Piece, dict[int, int]]]:
        pieces = self._pieces.get(lane)
        if pieces is None:
            pieces = self._pieces[lane] = [(piece, self._alike(piece.string)) for piece in self.laid.pieces(lane)]
        return pieces

    def _alike(self, string: int) -> dict[int, int]:
        known = self._by_string.get(string)
        if known is None:
            known = self._by_string[string] = self._near.alike(string, self._asked)
        return known
