"""Hours, times, place and languages of many pairs at once: each value 0..FULL, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.channel import FULL
from matching.codes import AgeRule
from matching.profiles import Candidate, Cell, Hours, Opening
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


def person_table(people: Sequence[Candidate], languages: Languages) -> Table:
    """Columns low, high, grow, grid, latitude, longitude, reach, age, refuses."""
    hours = [person.hours or Hours() for person in people]
    ages = list(AgeRule)
    columns: Columns = {
        "low": _column([h.low for h in hours]),
        "high": _column([h.high for h in hours]),
        "grow": _column([h.grow_to for h in hours]),
        "reach": _column([p.reach_km for p in people]),
        "latitude": _column([p.place.latitude if p.place else None for p in people]),
        "longitude": _column([p.place.longitude if p.place else None for p in people]),
        "grid": np.array([grid_bits(h.grid) for h in hours], dtype=np.int64),
        "age": np.array([ages.index(p.age_rule) if p.age_rule else UNKNOWN for p in people], dtype=np.int64),
        "refuses": np.array([p.consent is False for p in people], dtype=np.int64),
    }
    return Table(columns, languages, _levels([p.languages for p in people], languages))


def opening_table(openings: Sequence[Opening], languages: Languages) -> Table:
    """Columns low, high, grid, latitude, longitude."""
    hours = [opening.hours or Hours() for opening in openings]
    columns: Columns = {
        "low": _column([h.low for h in hours]),
        "high": _column([h.high for h in hours]),
        "latitude": _column([o.place.latitude if o.place else None for o in openings]),
        "longitude": _column([o.place.longitude if o.place else None for o in openings]),
        "grid": np.array([grid_bits(h.grid) for h in hours], dtype=np.int64),
    }
    return Table(columns, languages, _levels([o.languages for o in openings], languages))


def hours_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """How well weekly hours overlap; 0 means no overlap within the slack, even after growth."""
    low, high = _interval(person.column("low")[p], person.column("high")[p])
    asked_low, asked_high = _interval(opening.column("low")[o], opening.column("high")[o])
    most = np.fmax(high, person.column("grow")[p])
    short = np.maximum(asked_low - high, 0.0)
    short_later = np.maximum(asked_low - most, 0.0)
    over = np.maximum(low - asked_high, 0.0)
    value = np.where((short <= 0) & (over <= 0), float(FULL), 0.0)
    value = np.where((short > 0) & (short_later <= 0) & (over <= 0), 0.8 * FULL, value)
    slack = np.maximum(HOURS_SLACK, HOURS_SLACK_SHARE * np.where(over > 0, asked_high, asked_low))
    miss = np.maximum(short_later, over)
    value = np.where((miss > 0) & (miss <= slack), FULL * 0.6 * (1.0 - miss / (2.0 * slack)), value)
    known = ~(np.isnan(low) | np.isnan(asked_low))
    return np.where(known, np.nan_to_num(value), UNKNOWN).astype(np.int64)


def _interval(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Both ends; one that was not said: from nothing, or up to the other end's own number or full time."""
    lower = np.where(np.isnan(low) & ~np.isnan(high), 0.0, low)
    upper = np.where(np.isnan(high) & ~np.isnan(low), np.fmax(low, 37.0), high)
    return lower, upper


def times_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """Share of the opening's cells of the week that the person can work."""
    asked, free = opening.column("grid")[o], person.column("grid")[p]
    known = (asked != UNKNOWN) & (free != UNKNOWN)
    both = np.bitwise_count(np.where(known, asked & free, 0)).astype(np.int64)
    count = np.maximum(np.bitwise_count(np.where(known, asked, 1)).astype(np.int64), 1)
    return np.where(known, both * FULL // count, UNKNOWN)


def distance_km(person: Table, opening: Table, p: Ints, o: Ints) -> Floats:
    """Great-circle distance, NaN when either place is unknown."""
    first, second = np.radians(person.column("latitude")[p]), np.radians(opening.column("latitude")[o])
    turn = np.radians(opening.column("longitude")[o] - person.column("longitude")[p])
    chord = np.sin((second - first) / 2) ** 2 + np.cos(first) * np.cos(second) * np.sin(turn / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))), dtype=np.float64)


def place_value(person: Table, opening: Table, p: Ints, o: Ints) -> Ints:
    """Full within reach, falling to nothing at twice the reach."""
    distance = np.round(distance_km(person, opening, p, o), 1)
    reach = np.where(np.isnan(person.column("reach")[p]), DEFAULT_REACH_KM, np.maximum(person.column("reach")[p], 0.5))
    value = np.clip(2.0 - distance / reach, 0.0, 1.0) * FULL
    return np.where(np.isnan(distance), UNKNOWN, np.nan_to_num(value)).astype(np.int64)


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
