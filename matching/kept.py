"""Remembers what was worked out for the last few arrays, as long as it is the very same array that is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from matching.rows import Ints

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A small memory by identity; the arrays must not be changed in place."""

    def __init__(self, most: int = 3) -> None:
        self._most = most
        self._known: list[tuple[Ints, Value]] = []

    def of(self, array: Ints, make: Callable[[Ints], Value]) -> Value:
        """What was made of the array before, or is made now."""
        found = next((entry for entry in self._known if entry[0] is array), None)
        if found is None:
            found = array, make(array)
        self._known = [*[entry for entry in self._known if entry[0] is not array][1 - self._most :], found]
        return found[1]
