"""What the ranker answers: matches with parts, reasons, blockers and questions, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.codes import BlockerCode, PartCode, ReasonCode, UnknownCode

SCALE = 1 << 20
"""Fixed point of scores: a power of two, so that k / SCALE and sums of such numbers are exact as floats."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason or gap. `have` is the person's own text, `need` the opening's; `similarity` 0..1 says how alike.

    `via` is the vocabulary's word when the two were seen as the same or near thing through it.
    `amount` and `limit` carry numbers (hours a week, km, levels, shares); what they are follows from the code.
    """

    code: ReasonCode
    have: str | None = None
    need: str | None = None
    similarity: float | None = None
    via: str | None = None
    amount: float | None = None
    limit: float | None = None

    @property
    def is_gap(self) -> bool:
        """True for what is missing, False for what speaks for the pair."""
        return self.code.value.startswith("gap_")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score. `value` 0..1 or None when unknown; `contribution` is exactly what it adds to the score."""

    code: PartCode
    value: float | None
    weight: float
    contribution: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """A hard rule that shuts the door. `source` names the law or "opening" or "person"; see `matching.youth`."""

    code: BlockerCode
    need: str | None = None
    have: str | None = None
    source: str = "opening"
    amount: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question to ask. `about` is the requirement, certificate or language that it concerns."""

    code: UnknownCode
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One pair, ranked and explained. `score` 0..1 is absolute; `rank_key` orders, higher is earlier."""

    opening_id: str
    candidate_id: str
    score: float
    rank_key: float
    parts: tuple[Part, ...]
    blockers: tuple[Blocker, ...]
    unknowns: tuple[Unknown, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that speaks for the pair, part by part."""
        return tuple(r for part in self.parts for r in part.reasons if not r.is_gap)

    @property
    def gaps(self) -> tuple[Reason, ...]:
        """Everything that is missing but shuts no door, part by part."""
        return tuple(r for part in self.parts for r in part.reasons if r.is_gap)


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The best of many rows at once.

    `row_ids` names the rows; `ids` (rows, limit) the ranked ids, None where there are fewer; `scores` (rows, limit)
    the absolute scores; `positions` (rows, limit) the places in the current sequence, -1 where there are fewer.
    """

    row_ids: tuple[str, ...]
    ids: tuple[tuple[str | None, ...], ...]
    scores: NDArray[np.float64]
    positions: NDArray[np.int64]
