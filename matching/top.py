"""Keeps the best few of many: by rank key, ties by id, without sorting all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.word_space import Ints

Floats = NDArray[np.float64]


def best_of_one(keys: Floats, order: Ints, limit: int) -> Ints:
    """Places of the `limit` highest keys, highest first, ties by `order`."""
    if limit <= 0 or not len(keys):
        return np.zeros(0, dtype=np.int64)
    if len(keys) > limit:
        least = np.partition(keys, len(keys) - limit)[len(keys) - limit]
        places = np.flatnonzero(keys >= least)
    else:
        places = np.arange(len(keys))
    return places[np.lexsort((order[places], -keys[places]))][:limit]


def best_of_groups(group: Ints, keys: Floats, order: Ints, limit: int) -> Ints:
    """Places of the `limit` best of each group, groups ascending, best first, ties by `order`."""
    if limit <= 0 or not len(keys):
        return np.zeros(0, dtype=np.int64)
    ranked = np.lexsort((order, -keys, group))
    sorted_group = group[ranked]
    starts = np.flatnonzero(np.concatenate([[True], sorted_group[1:] != sorted_group[:-1]]))
    within = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.concatenate([starts, [len(ranked)]])))
    return ranked[within < limit]
