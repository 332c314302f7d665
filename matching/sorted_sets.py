"""Set operations on arrays of whole numbers by sorting, which is faster here than by hashing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def union(first: Ints, second: Ints) -> Ints:
    """Distinct values of two ascending arrays, ascending."""
    every = np.sort(np.concatenate([first, second]), kind="stable")
    return every[firsts(every)]


def distinct(values: Ints) -> Ints:
    """Distinct values, ascending."""
    every = np.sort(values)
    return every[firsts(every)]


def distinct_with_places(values: Ints) -> tuple[Ints, Ints]:
    """Distinct values, ascending, and for each given value its place among them."""
    found = distinct(values)
    return found, np.searchsorted(found, values)


def missing(values: Ints, among: Ints) -> Ints:
    """Those of `values` that are not in `among`."""
    return outside(values, np.sort(among))


def outside(values: Ints, ascending: Ints) -> Ints:
    """As `missing`, among values that are ascending already."""
    if not len(ascending):
        return values
    place = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.asarray(values[ascending[place] != values], dtype=np.int64)


def with_more(ascending: Ints, more: Ints) -> Ints:
    """Ascending values with other ascending ones put among them."""
    return np.insert(ascending, np.searchsorted(ascending, more), more) if len(more) else ascending


def firsts(ascending: Ints) -> NDArray[np.bool_]:
    """Which values begin a run of equal ones."""
    mask = np.ones(len(ascending), dtype=bool)
    mask[1:] = ascending[1:] != ascending[:-1]
    return mask
