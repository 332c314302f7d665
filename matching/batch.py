"""Ranks everyone at once, by chunks of people, with the same numbers as one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.own_best import OwnBest, best_fits, chunk_size
from matching.ranking import Pairs, cell_values, covered_by, leading, open_pairs, pairs_of_people, scores
from matching.results import SCALE, Top
from matching.state import State
from matching.top import best_of_groups
from matching.word_space import Ints

Floats = NDArray[np.float64]
Ranked = tuple[Ints, Ints, Floats, Ints]
"""(person rows, opening rows, rank keys, scores in fixed point)."""


def top_of_people(state: State, best: OwnBest, limit: int) -> Top:
    """The best openings of every person."""
    rows, order = state.people.rows(), _id_order([p.id if p else "" for p in state.openings.profiles])
    found = []
    size = chunk_size(state)
    for start in range(0, len(rows), size):
        people = rows[start : start + size]
        pairs = _open(state, best, people)
        pairs, keys = leading(state, pairs, best.of_rows(pairs.person), pairs.person, limit)
        kept = best_of_groups(pairs.person, keys, order[pairs.opening], limit)
        found.append(_scored(state, people, pairs.chosen(kept), keys[kept]))
    person, opening, _, score = _joined(found)
    return _top(
        rows,
        [state.people.at(row).id for row in rows],
        person,
        opening,
        score,
        _sequence(state.openings.alive()),
        [p.id if p else "" for p in state.openings.profiles],
        limit,
    )


def top_of_openings(state: State, best: OwnBest, limit: int) -> Top:
    """The best people of every opening: chunks of people are merged into what is best so far."""
    order = _id_order([p.id if p else "" for p in state.people.profiles])
    so_far: Ranked = _joined([])
    least = np.full(len(state.openings.profiles), -np.inf)
    rows = state.people.rows()
    size = chunk_size(state)
    for start in range(0, len(rows), size):
        people = rows[start : start + size]
        pairs = _open(state, best, people)
        first = least[pairs.opening]
        pairs, keys = leading(state, pairs, best.of_rows(pairs.person), pairs.opening, limit, first)
        hopeful = keys >= least[pairs.opening]
        pairs, keys = pairs.chosen(hopeful), keys[hopeful]
        kept = best_of_groups(pairs.opening, keys, order[pairs.person], limit)
        merged = _joined([so_far, _scored(state, people, pairs.chosen(kept), keys[kept])])
        again = best_of_groups(merged[1], merged[2], order[merged[0]], limit)
        so_far = merged[0][again], merged[1][again], merged[2][again], merged[3][again]
        least = _least(so_far[1], so_far[2], len(least), limit)
    openings = state.openings.rows()
    return _top(
        openings,
        [state.openings.at(row).id for row in openings],
        so_far[1],
        so_far[0],
        so_far[3],
        _sequence(state.people.alive()),
        [p.id if p else "" for p in state.people.profiles],
        limit,
    )


def _open(state: State, best: OwnBest, people: Sequence[int]) -> Pairs:
    """Pairs of some people that no rule shuts; their own bests are kept on the way."""
    pairs = pairs_of_people(state, people)
    best.learn(people, best_fits(state, people, pairs))
    pairs = pairs.chosen(state.openings.alive()[pairs.opening])
    return pairs.chosen(open_pairs(state, pairs))


def _scored(state: State, people: Sequence[int], pairs: Pairs, keys: Floats) -> Ranked:
    table = covered_by(state, people, None)
    covered = cell_values(table, np.searchsorted(np.asarray(people), pairs.person), pairs.opening)
    return pairs.person, pairs.opening, keys, scores(state, pairs, covered)


def _joined(found: Sequence[Ranked]) -> Ranked:
    empty = np.zeros(0, dtype=np.int64)
    parts = [(empty, empty, np.zeros(0), empty), *found]
    person, opening, keys, score = (np.concatenate(column) for column in zip(*parts, strict=True))
    return person, opening, keys, score


def _least(group: Ints, keys: Floats, groups: int, limit: int) -> Floats:
    """The key that a newcomer must reach, by group; none while a group is not full."""
    count = np.bincount(group, minlength=groups)
    least = np.full(groups, np.inf)
    np.minimum.at(least, group, keys)
    return np.where(count >= limit, least, -np.inf)


def _top(
    rows: Sequence[int],
    row_ids: Sequence[str],
    group: Ints,
    other: Ints,
    score: Ints,
    sequence: Ints,
    ids: Sequence[str],
    limit: int,
) -> Top:
    """Lay ranked pairs, best first within their group, out as rows."""
    place = np.searchsorted(np.asarray(rows, dtype=np.int64), group)
    starts = np.searchsorted(place, np.arange(len(rows)))
    within = np.arange(len(place)) - starts[place] if len(place) else np.zeros(0, dtype=np.int64)
    positions = np.full((len(rows), max(limit, 0)), -1, dtype=np.int64)
    values = np.zeros((len(rows), max(limit, 0)))
    named = np.full((len(rows), max(limit, 0)), None, dtype=object)
    positions[place, within] = sequence[other]
    values[place, within] = score / SCALE
    named[place, within] = np.array(ids, dtype=object)[other] if len(other) else None
    return Top(tuple(row_ids), tuple(map(tuple, named.tolist())), values, positions)


def _sequence(alive: NDArray[np.bool_]) -> Ints:
    return np.cumsum(alive).astype(np.int64) - 1


def _id_order(ids: Sequence[str]) -> Ints:
    order = np.empty(len(ids), dtype=np.int64)
    order[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return order
