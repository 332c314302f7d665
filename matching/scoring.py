"""Adds up the parts of a score in whole numbers, so that contributions sum to the score exactly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matching.channel import FULL
from matching.codes import PartCode
from matching.compile import Laid, Lane
from matching.conditions import UNKNOWN, grid_bits
from matching.profiles import Opening
from matching.results import SCALE
from matching.word_space import Ints

PARTS = tuple(PartCode)
TEXT_PARTS = (PartCode.SKILLS, PartCode.WISHES)


def asked_parts(opening: Opening, laid: Laid) -> tuple[PartCode, ...]:
    """The parts that an opening says anything about; wishes always, skills unless only its field is known."""
    hours = opening.hours
    asked = {
        PartCode.SKILLS: bool(laid.pieces(Lane.SKILLS)) or not laid.pieces(Lane.WISHES),
        PartCode.WISHES: True,
        PartCode.HOURS: hours is not None and (hours.low is not None or hours.high is not None),
        PartCode.TIMES: hours is not None and grid_bits(hours.grid) != UNKNOWN,
        PartCode.PLACE: opening.place is not None,
        PartCode.LANGUAGE: any(level > 0 for _, level in opening.languages),
        PartCode.PERSONAL: bool(laid.pieces(Lane.PERSONAL)),
        PartCode.CERTIFICATES: bool(laid.pieces(Lane.CERTIFICATES)),
    }
    return tuple(part for part in PARTS if asked[part])


def shares(asked: tuple[PartCode, ...], weights: Mapping[PartCode, int]) -> list[int]:
    """Share of each of PARTS in fixed point; they sum to SCALE. What rounding leaves goes to the first."""
    total = sum(weights[part] for part in asked)
    found = [SCALE * weights[part] // total if part in asked else 0 for part in PARTS]
    found[PARTS.index(asked[0])] += SCALE - sum(found)
    return found


def contributions(values: Ints, share: Ints) -> Ints:
    """What each part adds, shapes (pairs, parts): value · share, an unknown value adds nothing."""
    return np.maximum(values, 0) * share // FULL


def cover_value(covered: Ints, total: Ints) -> Ints:
    """√ of the covered share of an opening's slots: the first of four demands met says more than the fourth."""
    share = np.minimum(covered.astype(np.int64) * (FULL // 1024) // np.maximum(total, 1), FULL)
    return np.floor(np.sqrt((share * FULL).astype(np.float64))).astype(np.int64)
