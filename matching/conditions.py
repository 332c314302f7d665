"""Hours, times, place and languages of many pairs at once: each value 0..FULL, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.channel import FULL
from matching.codes import AgeRule
from matching.profiles import Candidate, Cell, Hours, Opening, Place
from matching.word_space import Ints

UNKNOWN = -1
EARTH_KM = 6371.0
DEFAULT_REACH_KM = 30.0
"""Reach assumed for the value when a person did not say how far; the question is asked all the same."""
HOURS_SLACK, HOURS_SLACK_SHARE = 2.0, 0.2
"""Hours a week, and share of the asked hours, by which two intervals may miss each other and still be talked about."""

Floats = NDArray[np.float64]


def grid_bits(grid: frozenset[Cell] | None) -> int:
    """28 bits, one a cell; UNKNOWN for None and for a grid with nothing in it."""
    return sum(1 << (day * 4 + part) for day, part in grid) if grid else UNKNOWN


class Languages:
    """Numbers of languages by name, shared by both tables."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def ids(self, levels: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
        """(language number, level), new languages added."""
        return [
            (self._ids.setdefault(" ".join(name.casefold().split()), len(self._ids)), level) for name, level in levels
        ]

    def __len__(self) -> int:
        return len(self._ids)


Columns = dict[str, NDArray[Any]]


class Table:
    """Conditions of one side as columns; a row can be replaced or added."""

    def __init__(self, columns: Columns, languages: Languages, levels: Ints) -> None:
        self._columns = columns
        self._languages = languages
        self._levels = levels

    def column(self, name: str) -> NDArray[Any]:
        """One column; floats have NaN for unknown, whole numbers UNKNOWN."""
        return self._columns[name]

    @property
    def levels(self) -> Ints:
        """Rows × languages, UNKNOWN where nothing was said."""
        missing = len(self._languages) - self._levels.shape[1]
        if missing > 0:
            self._levels = np.pad(self._levels, ((0, 0), (0, missing)), constant_values=UNKNOWN)
        return self._levels

    def put(self, row: int, other: Table) -> None:
        """Replace a row by the single row of another table; one past the last adds it."""
        both = self.levels, other.levels
        if row == len(both[0]):
            self._levels = np.concatenate(both)
            self._columns = {
                name: np.concatenate([column, other._columns[name]]) for name, column in self._columns.items()
            }
            return
        self._levels[row] = both[1][0]
        for name, column in self._columns.items():
            column[row] = other._columns[name][0]


class _Grids(dict[frozenset[Cell] | None, int]):
    """The bits of each grid, worked out once: most weeks are one of a few."""

    def __missing__(self, grid: frozenset[Cell] | None) -> int:
        bits = self[grid] = grid_bits(grid)
        return bits


def person_table(people: Sequence[Candidate], languages: Languages) -> Table:
    """Columns low, high, most (high after growth), grid, latitude, cosine, longitude, reach, age, refuses."""
    hours = [person.hours or Hours() for person in people]
    ages = list(AgeRule)
    columns = _common(hours, [p.place for p in people])
    reach = _column([p.reach_km for p in people])
    columns |= {
        "most": np.fmax(columns["high"], _column([h.grow_to for h in hours])),
        "reach": np.where(np.isnan(reach), DEFAULT_REACH_KM, np.maximum(reach, 0.5)),
        "age": np.array([ages.index(p.age_rule) if p.age_rule else UNKNOWN for p in people], dtype=np.int64),
        "refuses": np.array([p.consent is False for p in people], dtype=np.int64),
    }
    return Table(columns, languages, _levels([p.languages for p in people], languages))


def opening_table(openings: Sequence[Opening], languages: Languages) -> Table:
    """Columns low, high, grid, cells (of the grid), latitude, cosine, longitude."""
    columns = _common([opening.hours or Hours() for opening in openings], [o.place for o in openings])
    columns["cells"] = np.maximum(np.bitwise_count(columns["grid"]).astype(np.int64), 1)
    return Table(columns, languages, _levels([o.languages for o in openings], languages))


def _common(hours: Sequence[Hours], places: Sequence[Place | None]) -> Columns:
    """Columns of both sides: what depends on one side only is worked out here, and not again for each pair."""
    low, high = _interval(_column([h.low for h in hours]), _column([h.high for h in hours]))
    latitude = np.radians(_column([place.latitude if place else None for place in places]))
    bits = _Grids()
    return {
        "low": low,
        "high": high,
        "grid": np.array([bits[h.grid] for h in hours], dtype=np.int64),
        "latitude": latitude,
        "cosine": np.cos(latitude),
        "longitude": _column([place.longitude if place else None for place in places]),
    }


def hours_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """How well weekly hours overlap; 0 means no overlap within the slack, even after growth."""
    low, high, most = (person.column(name)[p] for name in ("low", "high", "most"))
    asked_low, asked_high = opening.column("low")[o], opening.column("high")[o]
    over = np.maximum(low - asked_high, 0.0)
    miss = np.maximum(asked_low - most, over)
    slack = np.maximum(HOURS_SLACK, HOURS_SLACK_SHARE * np.where(over > 0, asked_high, asked_low))
    near = np.where(miss <= slack, FULL * 0.6 * (1.0 - miss / (2.0 * slack)), 0.0)
    value = np.where(miss > 0, near, np.where(asked_low <= high, float(FULL), 0.8 * FULL))
    return np.where(np.isnan(low) | np.isnan(asked_low), UNKNOWN, value).astype(np.int64)


def _interval(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Both ends; one that was not said: from nothing, or up to the other end's own number or full time."""
    lower = np.where(np.isnan(low) & ~np.isnan(high), 0.0, low)
    upper = np.where(np.isnan(high) & ~np.isnan(low), np.fmax(low, 37.0), high)
    return lower, upper


def times_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """Share of the opening's cells of the week that the person can work."""
    asked, free = opening.column("grid")[o], person.column("grid")[p]
    both = np.bitwise_count(asked & free).astype(np.int64)
    known = (asked != UNKNOWN) & (free != UNKNOWN)
    return np.where(known, both * FULL // opening.column("cells")[o], UNKNOWN)


def distance_km(person: Table, opening: Table, p: Ints, o: Ints) -> Floats:
    """Great-circle distance, NaN when either place is unknown."""
    first, second = person.column("latitude")[p], opening.column("latitude")[o]
    turn = np.radians(opening.column("longitude")[o] - person.column("longitude")[p])
    across = person.column("cosine")[p] * opening.column("cosine")[o] * np.sin(turn / 2) ** 2
    chord = np.sin((second - first) / 2) ** 2 + across
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))), dtype=np.float64)


def place_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """Full within reach, falling to nothing at twice the reach."""
    distance = np.round(distance_km(person, opening, p, o), 1)
    value = np.clip(2.0 - distance / person.column("reach")[p], 0.0, 1.0) * FULL
    return np.where(np.isnan(distance), UNKNOWN, value).astype(np.int64)


def language_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """Mean over asked languages of level / asked level; unknown when no asked language is known."""
    asked, has = opening.levels[o], person.levels[p]
    wanted = asked > 0
    known = wanted & (has != UNKNOWN)
    share = np.where(known, np.minimum(has, asked) * FULL // np.maximum(asked, 1), 0)
    mean = share.sum(axis=1) // np.maximum(wanted.sum(axis=1), 1)
    return np.where(known.any(axis=1), mean, UNKNOWN)


def _column(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _levels(rows: Sequence[tuple[tuple[str, int], ...]], languages: Languages) -> Ints:
    numbered = [languages.ids(row) for row in rows]
    table = np.full((len(rows), len(languages)), UNKNOWN, dtype=np.int64)
    for at, row in enumerate(numbered):
        for language, level in row:
            table[at, language] = max(table[at, language], level)
    return table
