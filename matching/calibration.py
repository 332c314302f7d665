"""Says what a raw similarity of the term index is worth: about the share of such hits that were the same thing."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

RAW = (0.0, 0.125, 0.225, 0.325, 0.425, 0.525, 0.575, 0.625, 0.675, 0.725, 0.775, 0.825, 0.875, 0.925, 1.0)
SHARE = (0.0, 0.02, 0.12, 0.23, 0.34, 0.47, 0.58, 0.65, 0.72, 0.76, 0.80, 0.82, 0.87, 0.94, 1.0)
"""The curve, straight between its points; how it was measured: benchmarks/calibration.py and docs/matching.md."""

TERM_SURE = 0.75
"""Calibrated similarity from which a hit is taken for what was meant."""
TERM_LIKELY = 0.30
"""Calibrated similarity from which hits are worth a question: did you mean …; below it nothing is known."""


class Sureness(StrEnum):
    """How far a text was understood."""

    SURE = "sure"
    DID_YOU_MEAN = "did_you_mean"
    UNKNOWN = "unknown"


def calibrated(raw: float) -> float:
    """The worth of a raw similarity, 0..1, never falling; 1 only for the same text."""
    return float(np.interp(raw, RAW, SHARE))


def sureness(similarity: float) -> Sureness:
    """What a calibrated similarity allows to say."""
    if similarity >= TERM_SURE:
        return Sureness.SURE
    return Sureness.DID_YOU_MEAN if similarity >= TERM_LIKELY else Sureness.UNKNOWN
