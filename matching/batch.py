"""Ranks everyone at once, by chunks of people, with the same numbers as one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.chunk import SLACK, Chunk
from matching.own_best import OwnBest, chunk_size
from matching.ranking import (
    LOOK,
    ORDER_CONDITIONS,
    Pairs,
    covered_of_many,
    leading,
    rank_keys,
    scores,
)
from matching.results import Top
from matching.rows import within_runs
from matching.scoring import TEXT_PARTS
from matching.state import State
from matching.top import best_of_groups
from matching.top_lists import TopLists
from matching.word_space import Ints

BLOCKS = 8

Floats = NDArray[np.float64]
Number = TypeVar("Number", np.float32, np.float64)
Ranked = tuple[Ints, Ints, Floats, Ints]
"""(person rows, opening rows, rank keys, scores in fixed point)."""


def top_of_people(state: State, best: OwnBest, limit: int) -> Top:
    """The best openings of every person."""
    order, more = _id_order([p.id if p else "" for p in state.openings.profiles]), _conditions_at_most(state)
    lists = TopLists(state.people, state.openings, limit)
    for chunk in _chunks(state, best, state.people.rows()):
        pairs, keys = _hopeful(state, chunk, best, more, limit)
        kept = best_of_groups(pairs.person, keys, order[pairs.opening], limit)
        person, opening, _, score = _scored(state, chunk, pairs.chosen(kept), keys[kept])
        lists.write(person, opening, score)
    return lists.told()


def top_of_openings(state: State, best: OwnBest, limit: int) -> Top:
    """The best people of every opening: chunks of people are merged into what is best so far."""
    order, more = _id_order([p.id if p else "" for p in state.people.profiles]), _conditions_at_most(state)
    so_far: Ranked = _joined([])
    least = np.full(len(state.openings.profiles), -np.inf)
    for chunk in _chunks(state, best, state.people.rows()):
        hopeful = (chunk.text > 0) & (chunk.text >= (least - more - SLACK).astype(np.float32))
        _, pairs = chunk.open(state, np.flatnonzero(hopeful))
        pairs, keys = leading(state, pairs, best.of_rows(pairs.person), pairs.opening, limit, least[pairs.opening])
        kept = best_of_groups(pairs.opening, keys, order[pairs.person], limit)
        merged = _joined([so_far, _scored(state, chunk, pairs.chosen(kept), keys[kept])])
        again = best_of_groups(merged[1], merged[2], order[merged[0]], limit)
        so_far = merged[0][again], merged[1][again], merged[2][again], merged[3][again]
        least = _least(so_far[1], so_far[2], len(least), limit)
    lists = TopLists(state.openings, state.people, limit)
    lists.write(so_far[1], so_far[0], so_far[3])
    return lists.told()


def _chunks(state: State, best: OwnBest, rows: Sequence[int]) -> Iterator[Chunk]:
    size = chunk_size(state)
    return (Chunk.of(state, best, rows[start : start + size]) for start in range(0, len(rows), size))


def _conditions_at_most(state: State) -> Floats:
    """The most that conditions can add to the order, by opening: nothing where none is asked about."""
    return np.where((state.shares[:, len(TEXT_PARTS) :] > 0).any(axis=1), ORDER_CONDITIONS, 0.0)


def _hopeful(state: State, chunk: Chunk, best: OwnBest, more: Floats, limit: int) -> tuple[Pairs, Floats]:
    """Open pairs that can be among the `limit` first of their person, with their keys; by person.

    A first look at the best by text tells what the last of the list has at least; a person of whom it shows too few
    open ones is looked at whole.
    """
    first = chunk.text >= np.maximum(_about_nth(chunk.text, LOOK * limit), np.finfo(np.float32).tiny)[:, None]
    cells, pairs = chunk.open(state, np.flatnonzero(first))
    keys = rank_keys(state, pairs, best.of_rows(pairs.person))
    least = _least_shown(chunk.row(cells), keys, len(chunk.people), limit)
    lowest = (least - SLACK).astype(np.float32)[:, None]
    further = (chunk.text > 0) & ~first & (chunk.text + more.astype(np.float32) >= lowest)
    others, later = chunk.open(state, np.flatnonzero(further))
    cells, pairs = np.concatenate([cells, others]), _both(pairs, later)
    keys = np.concatenate([keys, rank_keys(state, later, best.of_rows(later.person))])
    kept = np.flatnonzero(keys >= least[chunk.row(cells)])
    return pairs.chosen(kept), keys[kept]


def _least_shown(row: Ints, keys: Floats, rows: int, limit: int) -> Floats:
    """The `limit`-th key of each row (ascending in `row`); 0 where there are fewer."""
    place = within_runs(row)
    shown = np.full((rows, max(limit, int(place.max(initial=0)) + 1)), -1.0)
    shown[row, place] = keys
    return np.asarray(np.maximum(_nth(shown, limit), 0.0), dtype=np.float64)


def _nth(table: NDArray[Number], nth: int) -> NDArray[Number]:
    """The nth largest of each row, -1 where there are fewer."""
    if nth <= 0 or table.shape[1] < nth:
        return np.full(len(table), -1, dtype=table.dtype)
    place = table.shape[1] - nth
    return np.partition(table, place, axis=1)[:, place]


def _about_nth(table: NDArray[Number], nth: int) -> NDArray[Number]:
    """At most the nth largest of each row, and near it: read from the largest of BLOCKS times as many blocks."""
    blocks = BLOCKS * nth
    size = table.shape[1] // max(1, blocks)
    if size < 2:
        return _nth(table, nth)
    return _nth(table[:, : size * blocks].reshape(len(table), size, blocks).max(axis=1), nth)


def _both(first: Pairs, second: Pairs) -> Pairs:
    """Two lists of pairs of the same lanes, one after the other."""
    lanes = {lane: np.concatenate([value, second.lanes[lane]]) for lane, value in first.lanes.items()}
    values = {part: np.concatenate([value, second.values[part]]) for part, value in first.values.items()}
    person, opening = np.concatenate([first.person, second.person]), np.concatenate([first.opening, second.opening])
    return Pairs(person, opening, lanes, values)


def _scored(state: State, chunk: Chunk, pairs: Pairs, keys: Floats) -> Ranked:
    held = covered_of_many(state, chunk.people, pairs)
    return pairs.person, pairs.opening, keys, scores(state, pairs, held)


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


def _id_order(ids: Sequence[str]) -> Ints:
    order = np.empty(len(ids), dtype=np.int64)
    order[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return order
