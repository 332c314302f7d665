"""Keeps the profiles of one side in rows; ids stay unique, rows of removed profiles stay empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.profiles import Candidate, Opening

Profile = TypeVar("Profile", Candidate, Opening)


class Book(Generic[Profile]):
    """Profiles by row, in the order in which they came."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._rows: dict[str, int] = {}
        self.profiles: list[Profile | None] = []
        self._alive: NDArray[np.bool_] | None = None

    def add_all(self, profiles: Iterable[Profile]) -> list[Profile]:
        """Add profiles with ids that are not there yet; ValueError names a double."""
        listed = list(profiles)
        for profile in listed:
            if profile.id in self._rows:
                raise ValueError(f"two {self._what}s have the id {profile.id!r}")
            self.put(profile)
        return listed

    def put(self, profile: Profile) -> tuple[int, bool]:
        """The row of a new or replaced profile, and whether it was there before."""
        row = self._rows.get(profile.id)
        self._alive = None
        if row is None:
            row = self._rows[profile.id] = len(self.profiles)
            self.profiles.append(profile)
            return row, False
        self.profiles[row] = profile
        return row, True

    def remove(self, profile_id: str) -> int:
        """Empty the row of an id; KeyError when there is none."""
        row = self.row(profile_id)
        del self._rows[profile_id]
        self.profiles[row] = None
        self._alive = None
        return row

    def row(self, profile_id: str) -> int:
        """The row of an id; KeyError says which side lacks it."""
        try:
            return self._rows[profile_id]
        except KeyError:
            raise KeyError(f"no {self._what} with the id {profile_id!r}") from None

    def rows(self) -> list[int]:
        """The rows in use, in the order of the current sequence."""
        return [row for row, profile in enumerate(self.profiles) if profile is not None]

    def alive(self) -> NDArray[np.bool_]:
        """Which rows are in use."""
        if self._alive is None:
            self._alive = np.array([profile is not None for profile in self.profiles], dtype=bool)
        return self._alive

    def among(self, ids: Iterable[str] | None) -> NDArray[np.bool_]:
        """Rows in use whose ids are in `ids` (all when None); ids not known here are passed over."""
        if ids is None:
            return self.alive()
        mask = np.zeros(len(self.profiles), dtype=bool)
        mask[[self._rows[i] for i in set(ids) if i in self._rows]] = True
        return mask

    def at(self, row: int) -> Profile:
        """The profile of a row in use."""
        profile = self.profiles[row]
        if profile is None:
            raise KeyError(f"row {row} of {self._what}s is empty")
        return profile

    def __contains__(self, profile_id: object) -> bool:
        return profile_id in self._rows

    def __len__(self) -> int:
        return len(self._rows)
