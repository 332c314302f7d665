"""Suggestions while typing, and how far a whole text was understood."""

import numpy as np
import pytest

from matching import TERM_LIKELY, TERM_SURE, Sureness, TermIndex
from matching.calibration import RAW, SHARE, calibrated

LABELS = ["Rengøring", "Rengøring af kontorer", "Truckfører", "Lagermedarbejder", "Køkkenhjælp", "Opvask", "Rengøring"]


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return TermIndex(LABELS)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("reng", [0, 6, 1]),
        ("Rengøring k", [1]),
        ("kontor reng", [1]),
        ("trukc", [2]),
        ("lagre", [3]),
        ("koekken", [4]),
        ("vask", [5]),
        ("", []),
        ("😀", []),
    ],
)
def test_labels_are_found_while_they_are_typed(index: TermIndex, typed: str, first: list[int]):
    assert [at for at, _ in index.complete(typed, 8)][: len(first)] == first
    assert len(index.complete(typed, 1)) == min(1, len(first))


def test_what_is_meant_is_surely_said_by_the_vocabulary(index: TermIndex):
    assert (index.meant("gøre rent").sureness, index.meant("gøre rent").hits[0][0]) == (Sureness.SURE, 0)
    assert index.meant("flyve til månen").sureness is Sureness.UNKNOWN
    assert index.meant("ikke køkken") == index.meant("alt arbejde") == index.meant("")
    assert index.meant("Opvask").hits[0] == (5, 1.0)


def test_between_sure_and_unknown_it_is_asked(index: TermIndex):
    meant = index.meant("rydde op på lageret")
    assert TERM_LIKELY <= meant.hits[0][1] < TERM_SURE
    assert meant.sureness is Sureness.DID_YOU_MEAN


def test_the_curve_rises_from_nothing_to_one():
    assert (RAW[0], SHARE[0], RAW[-1], SHARE[-1]) == (0.0, 0.0, 1.0, 1.0)
    assert np.all(np.diff(RAW) > 0)
    assert np.all(np.diff(SHARE) > 0)
    assert calibrated(1.0) == 1.0
