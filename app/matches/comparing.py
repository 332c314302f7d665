"""Two matches side by side, part by part: what speaks for each in words, the numbers behind, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.matches.lenses import Lens, Told, reason_open, told
from matching import Match, Part, PartCode, Reason, Unknown

# So much of a part tells two matches apart; less is the same for whoever decides.
APART = 0.15
POINTS = 100


@dataclass(frozen=True)
class Side:
    """One part of one match, as it may be told: reasons, gaps, and points of how many. None points: not said yet."""

    reasons: tuple[Reason, ...]
    gaps: tuple[Reason, ...]
    points: int | None
    most: int


@dataclass(frozen=True)
class Row:
    """A part on both sides; `ahead` is the side (0 or 1) that it speaks more for, None when they are much alike."""

    part: PartCode
    sides: tuple[Side, Side]
    ahead: int | None


@dataclass(frozen=True)
class Comparison:
    """Two matches: what is told of each, the parts that tell them apart first, questions of both and of one alone."""

    told: tuple[Told, Told]
    apart: tuple[Row, ...]
    alike: tuple[Row, ...]
    shared_questions: tuple[Unknown, ...]
    own_questions: tuple[tuple[Unknown, ...], tuple[Unknown, ...]]


def compared(matches: tuple[Match, Match], lenses: tuple[Lens, Lens]) -> Comparison:
    """Two matches, each through the lens that its reader has for it."""
    shown = (told(matches[0], lenses[0]), told(matches[1], lenses[1]))
    rows = [row for code in PartCode if (row := _row(code, matches, lenses)) is not None]
    shared, *own = _questions(shown[0].questions, shown[1].questions)
    return Comparison(
        shown,
        tuple(row for row in rows if row.ahead is not None),
        tuple(row for row in rows if row.ahead is None),
        shared,
        (own[0], own[1]),
    )


def _row(code: PartCode, matches: tuple[Match, Match], lenses: tuple[Lens, Lens]) -> Row | None:
    """A part of both; None when neither has anything to say of it, or one of them may not be told of it."""
    parts = [next((part for part in match.parts if part.code is code), None) for match in matches]
    if any(code not in lens.parts for lens in lenses):
        return None
    sides = (_side(code, parts[0], lenses[0]), _side(code, parts[1], lenses[1]))
    if all(side.points is None and not side.reasons and not side.gaps for side in sides):
        return None
    return Row(code, sides, _ahead(parts[0], parts[1]))


def _side(code: PartCode, part: Part | None, lens: Lens) -> Side:
    if part is None:
        return Side((), (), None, 0)
    open_ones = [reason for reason in part.reasons if reason_open(code, reason, lens)]
    points = None if part.value is None else round(part.contribution * POINTS)
    return Side(
        tuple(one for one in open_ones if not one.is_gap),
        tuple(one for one in open_ones if one.is_gap),
        points,
        round(part.weight * POINTS),
    )


def _ahead(first: Part | None, second: Part | None) -> int | None:
    """Shares of the part, not points: two orders give a part different weights."""
    values = [part.value if part is not None else None for part in (first, second)]
    if values[0] is None and values[1] is None:
        return None
    apart = (values[0] or 0.0) - (values[1] or 0.0)
    return None if abs(apart) < APART else (0 if apart > 0 else 1)


def _questions(first: Sequence[Unknown], second: Sequence[Unknown]) -> tuple[tuple[Unknown, ...], ...]:
    shared = tuple(one for one in first if one in second)
    return (
        shared,
        tuple(one for one in first if one not in shared),
        tuple(one for one in second if one not in shared),
    )
