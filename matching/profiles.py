"""What the ranker is told of a person and of an opening: frozen, checked, and without protected facts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matching.codes import AgeRule, Kind

Texts = tuple[str, ...]
Cell = tuple[int, int]
"""(weekday 0-6 with Monday as 0, part of day 0-3: early, day, evening, night)."""

MAX_WEEKLY_HOURS = 168.0
_CELLS = {(day, part): (day, part) for day in range(7) for part in range(4)}
"""The 28 cells, of which all grids are made: a hundred thousand people hold the same ones."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly hours from `low` to `high` that may grow to `grow_to` by the day `grow_by`; None is unknown.

    `grid` holds the cells that can be worked (person) or are to be worked (opening).
    Raises ValueError for reversed, negative, infinite or NaN hours and for cells outside the week.
    """

    low: float | None = None
    high: float | None = None
    grow_to: float | None = None
    grow_by: date | None = None
    grid: frozenset[Cell] | None = None
    every_other_week: bool | None = None
    not_in_school_holidays: bool | None = None

    def __post_init__(self) -> None:
        for name in ("low", "high", "grow_to"):
            _check_weekly_hours(name, getattr(self, name))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"hours are reversed: low {self.low:g} is above high {self.high:g}")
        most = self.high if self.high is not None else self.low
        if self.grow_to is not None and most is not None and self.grow_to < most:
            raise ValueError(f"hours cannot grow from {most:g} down to grow_to {self.grow_to:g}")
        if self.grid is not None:
            object.__setattr__(self, "grid", _shared_grid(self.grid))


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees: the middle of a town or postal district, never an address."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        for name, value, most in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if not (isinstance(value, (int, float)) and math.isfinite(value) and abs(value) <= most):
                raise ValueError(f"{name} must be a number of degrees within ±{most}, not {value!r}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resident as the ranker sees them: what they wish, can and have time for.

    Texts are short pieces of free text. An empty tuple and None both mean "not said", never "no".
    `without` names certificates that the person is known not to hold; `avoid` what the work must not demand.
    `reach_km` is how far they can go; `consent` False keeps them out, None becomes a question.
    """

    id: str
    wishes: Texts = ()
    skills: Texts = ()
    personal_skills: Texts = ()
    certificates: Texts = ()
    without: Texts = ()
    languages: tuple[tuple[str, int], ...] = ()
    hours: Hours | None = None
    avoid: Texts = ()
    place: Place | None = None
    reach_km: float | None = None
    age_rule: AgeRule | None = None
    kinds: tuple[Kind, ...] = ()
    available_from: date | None = None
    consent: bool | None = None

    def __post_init__(self) -> None:
        _check_id("candidate", self.id)
        for name in ("wishes", "skills", "personal_skills", "certificates", "without", "avoid"):
            object.__setattr__(self, name, _texts(self.id, name, getattr(self, name)))
        object.__setattr__(self, "languages", _languages(self.id, self.languages))
        object.__setattr__(self, "kinds", tuple(Kind(kind) for kind in self.kinds))
        if self.age_rule is not None:
            object.__setattr__(self, "age_rule", AgeRule(self.age_rule))
        if self.reach_km is not None and not (math.isfinite(self.reach_km) and self.reach_km >= 0):
            raise ValueError(f"{self.id}: reach_km must be a distance of 0 km or more, not {self.reach_km!r}")


@dataclass(frozen=True, slots=True)
class Opening:
    """A job order, or a workplace to ask, as the ranker sees it.

    `certificates` are absolute (law, or the company's own demand); `desirable_certificates` are not.
    `demands` are working conditions; those also in `core_demands` are the heart of the job.
    `standing` says that people are taken on all the time, so that a passed start date shuts no door.
    `field` names the trade of a workplace to ask ("butik", "hotel"): wishes meet it, skills and demands do not.
    """

    id: str
    title: str = ""
    tasks: Texts = ()
    required: Texts = ()
    desirable: Texts = ()
    personal_skills: Texts = ()
    certificates: Texts = ()
    desirable_certificates: Texts = ()
    languages: tuple[tuple[str, int], ...] = ()
    hours: Hours | None = None
    demands: Texts = ()
    core_demands: Texts = ()
    place: Place | None = None
    kind: Kind | None = None
    min_age: int | None = None
    start: date | None = None
    deadline: date | None = None
    standing: bool = False
    field: Texts = ()

    def __post_init__(self) -> None:
        _check_id("opening", self.id)
        if not isinstance(self.title, str):
            raise ValueError(f"{self.id}: title must be text, not {self.title!r}")
        for name in (
            "tasks",
            "required",
            "desirable",
            "personal_skills",
            "certificates",
            "desirable_certificates",
            "demands",
            "core_demands",
            "field",
        ):
            object.__setattr__(self, name, _texts(self.id, name, getattr(self, name)))
        object.__setattr__(self, "languages", _languages(self.id, self.languages))
        if self.kind is not None:
            object.__setattr__(self, "kind", Kind(self.kind))
        if self.min_age is not None and not 0 <= self.min_age <= 99:
            raise ValueError(f"{self.id}: min_age must be between 0 and 99, not {self.min_age!r}")


def _check_id(what: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise ValueError(f"a {what} needs an id of text, not {value!r}")


def _check_weekly_hours(name: str, value: float | None) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{name} must be a number of weekly hours or None, not {value!r}")
    if not 0 <= value <= MAX_WEEKLY_HOURS:
        raise ValueError(f"{name} must be between 0 and 168 weekly hours, not {value:g}")


def _checked_grid(grid: frozenset[Cell]) -> frozenset[Cell]:
    for cell in grid:
        if not (isinstance(cell, tuple) and len(cell) == 2 and cell[0] in range(7) and cell[1] in range(4)):
            raise ValueError(f"grid cells are (weekday 0-6, part of day 0-3), not {cell!r}")
    return frozenset(_CELLS[cell] for cell in grid)


@lru_cache(maxsize=4_096)
def _shared_grid(grid: frozenset[Cell]) -> frozenset[Cell]:
    """One object for equal grids: most people's weeks are one of a few, and a grid takes 200 to 700 bytes."""
    return _checked_grid(grid)


def _texts(owner: str, name: str, values: Texts) -> Texts:
    if isinstance(values, str):
        raise ValueError(f"{owner}: {name} must be a tuple of texts, not one text")
    kept = tuple(str.__str__(value) if isinstance(value, str) else value for value in values)
    for value in kept:
        if not isinstance(value, str):
            raise ValueError(f"{owner}: {name} must hold texts only, not {value!r}")
    return kept


def _languages(owner: str, values: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    kept = tuple((str(language), level) for language, level in values)
    for language, level in kept:
        if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= 5:
            raise ValueError(f"{owner}: the level of {language!r} must be 0 to 5, not {level!r}")
    return kept
