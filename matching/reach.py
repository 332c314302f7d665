"""Which pairs are at least a possible bid, from arrays alone: what opens doors asks this often and needs no reasons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.channel import FULL
from matching.fit import POSSIBLE_SCORE, POSSIBLE_TEXT
from matching.ranking import Pairs, covered_by, open_pairs, part_values
from matching.results import SCALE
from matching.scoring import contributions
from matching.state import State
from matching.word_space import Ints

_TEXT = 2
"""Skills and wishes are the first two parts (matching.scoring.PARTS)."""


def within_reach(state: State, pairs: Pairs) -> NDArray[np.bool_]:
    """Pairs of existing rows that no rule shuts and that `fit_word` would call possible or better, questions aside."""
    found = open_pairs(state, pairs)
    pairs = pairs.chosen(found)
    values = part_values(state, pairs, covered(state, pairs))
    score = contributions(values, state.shares[pairs.opening]).sum(axis=1)
    text = values[:, :_TEXT].max(axis=1, initial=0)
    found[found] = (score >= POSSIBLE_SCORE * SCALE) & (text >= POSSIBLE_TEXT * FULL)
    return found


def covered(state: State, pairs: Pairs) -> Ints:
    """How much of its opening each pair covers."""
    if not len(pairs.person):
        return np.zeros(0, dtype=np.int64)
    people, person = np.unique(pairs.person, return_inverse=True)
    openings, opening = np.unique(pairs.opening, return_inverse=True)
    table = covered_by(state, people.tolist(), openings.tolist())
    return np.asarray(table[person, opening]).ravel().astype(np.int64)
