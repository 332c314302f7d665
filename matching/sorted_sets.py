"""Set operations on arrays of whole numbers by sorting, which is faster here than by hashing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def union(first: Ints, second: Ints) -> Ints:
    """Distinct values of two ascending arrays, ascending."""
    every = np.sort(np.concatenate([first, second]), kind="stable")
    return every[_firsts(every)]


def distinct(values: Ints) -> Ints:
    """Distinct values, ascending."""
    every = np.sort(values)
    return every[_firsts(every)]


def distinct_with_places(values: Ints) -> tuple[Ints, Ints]:
    """Distinct values, ascending, and for each given value its place among them."""
    found = distinct(values)
    return found, np.searchsorted(found, values)


def missing(values: Ints, among: Ints) -> Ints:
    """Those of `values` that are not in `among`."""
    if not len(among):
        return values
    every = np.sort(among)
    place = np.minimum(np.searchsorted(every, values), len(every) - 1)
    return np.asarray(values[every[place] != values], dtype=np.int64)


def _firsts(ascending: Ints) -> NDArray[np.bool_]:
    mask = np.ones(len(ascending), dtype=bool)
    mask[1:] = ascending[1:] != ascending[:-1]
    return mask
