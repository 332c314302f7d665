"""Keeps the best few of many: by rank key, ties by id, without sorting all."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from matching.word_space import Ints

Floats = NDArray[np.float64]


def best_of_one(keys: Floats, name: Callable[[int], str], limit: int) -> Ints:
    """Places of the `limit` highest keys, highest first, ties by name; only those in reach are asked for it."""
    if limit <= 0 or not len(keys):
        return np.zeros(0, dtype=np.int64)
    places = np.flatnonzero(keys >= nth_largest(keys, limit)).tolist()
    ranked = sorted(places, key=lambda at: (-keys[at], name(at)))
    return np.array(ranked[:limit], dtype=np.int64)


def best_of_groups(group: Ints, keys: Floats, order: Ints, limit: int) -> Ints:
    """Places of the `limit` best of each group, groups ascending, best first, ties by `order`."""
    if limit <= 0 or not len(keys):
        return np.zeros(0, dtype=np.int64)
    hopeful = np.flatnonzero(reaching(group, keys, limit))
    ranked = hopeful[np.lexsort((order[hopeful], -keys[hopeful], group[hopeful]))]
    starts, ends = _runs(group[ranked])
    within = np.arange(len(ranked)) - np.repeat(starts, ends - starts)
    return ranked[within < limit]


def reaching(group: Ints, keys: Floats, limit: int, slack: float = 0.0) -> NDArray[np.bool_]:
    """Which keys, raised by `slack`, reach the `limit`-th key of their group; the others fall away without sorting."""
    if len(group) and group[0] == group[-1] and (group == group[0]).all():
        return np.asarray(keys + slack >= nth_largest(keys, limit), dtype=bool)
    places = np.argsort(group, kind="stable")
    values = keys[places]
    kept = np.ones(len(places), dtype=bool)
    for start, end in zip(*(ends.tolist() for ends in _runs(group[places])), strict=True):
        if end - start > limit > 0:
            part = values[start:end]
            kept[places[start:end]] = part + slack >= nth_largest(part, limit)
    return kept


def nth_largest(keys: Floats, nth: int) -> float:
    """The nth largest key, less than any where there are fewer."""
    place = len(keys) - nth
    return float(np.partition(keys, place)[place]) if 0 <= place < len(keys) else -np.inf


def _runs(ascending: Ints) -> tuple[Ints, Ints]:
    """Starts and ends of equal values."""
    starts = np.flatnonzero(np.concatenate([[True], ascending[1:] != ascending[:-1]]))
    return starts, np.concatenate([starts[1:], [len(ascending)]])
