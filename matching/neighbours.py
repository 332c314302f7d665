"""Keeps which texts of people are alike which texts of openings; new texts are compared once, when they come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.cells import Cells
from matching.concepts import Concepts
from matching.kept import Kept
from matching.links import Links
from matching.rows import stretches, strongest
from matching.sorted_sets import distinct, missing, outside, with_more
from matching.string_space import StringSpace
from matching.word_space import UNIT, Ints

FLOOR = 0.36
"""Similarity in letters below which two texts say nothing about each other."""
MEANT_FLOOR = 0.33
"""The same of what the vocabulary ties together: a weak tie by meaning says more than a weak one by letters."""
LIFT = 3
"""Tenths of the weaker of two kinds of likeness that are added to the stronger one."""
TIE_SHARE = 0.7
"""Share of the floor from which a tie by vocabulary can still help letters over it; weaker ties are not looked at."""
STRANGER_SHARE = 0.6
"""What is left of likeness in letters when both texts surely mean different things."""
PART_SHARE = round(0.92 * UNIT)
"""What counts, in fixed point, of a text's part against a text that says only that."""
_PAIRS_AT_ONCE = 500_000
PAIRS_OF_TEXTS = 150_000_000
"""Pairs of texts that are compared together: bounds the memory of a large beginning."""


def likeness(
    strings: StringSpace,
    concepts: Concepts,
    mine: Readings,
    theirs: Readings,
    floor: float = FLOOR,
    meant: float = MEANT_FLOOR,
) -> Cells:
    """Similarity in fixed point of two lists of strings: by letters from `floor` on, by the vocabulary from `meant` on.

    s = h + LIFT · l · (1 - h), where h is the higher and l the lower of likeness in letters and tie by vocabulary.
    A text that names several things is read whole and part by part, as far as its readings are cut; the best counts.
    """
    keys, value = _compared(strings, concepts, mine.strings, theirs.strings, (floor, meant))
    if mine.cut or theirs.cut:
        keys, value = _gathered(keys, value, mine, theirs, len(theirs.listed))
    return _table(keys, value, (len(mine.listed), len(theirs.listed)), meant)


@dataclass(frozen=True, slots=True)
class Readings:
    """Distinct strings to read for a list of strings: each string itself, then the parts of those that have any.

    `start[i]:start[i + 1]` are the places in `owner` (and `share`, fixed point) of those that reading i belongs to;
    `whole` are readings that belong to the string itself and to no other.
    """

    listed: Ints
    strings: Ints
    start: Ints
    owner: Ints
    share: Ints
    whole: NDArray[np.bool_]
    cut: bool

    @classmethod
    def of(cls, concepts: Concepts, listed: Ints, cut: bool, least: int = 0) -> Readings:
        """All readings of some distinct strings, with their meanings learnt; without `cut` each string only.

        Strings of fewer than `least` words are not cut.
        """
        cut_at = concepts.cut(listed, least).tolist() if cut else []
        owned = [(part, at) for at in cut_at for part in concepts.parts(int(listed[at]))]
        if not owned:
            _learn(concepts, listed)
            places = np.arange(len(listed) + 1)
            everything = np.full(len(listed), UNIT, dtype=np.int64), np.ones(len(listed), dtype=bool)
            return cls(listed, listed, places, places[:-1], *everything, False)
        part, at = np.array(owned, dtype=np.int64).T
        strings = np.concatenate([listed, missing(distinct(part), listed)])
        _learn(concepts, strings)
        order = np.argsort(strings, kind="stable")
        reading = np.concatenate([np.arange(len(listed)), order[np.searchsorted(strings[order], part)]])
        by_reading = np.argsort(reading, kind="stable")
        start = np.searchsorted(reading[by_reading], np.arange(len(strings) + 1))
        share = np.repeat([UNIT, PART_SHARE], [len(listed), len(part)])[by_reading]
        owner = np.concatenate([np.arange(len(listed)), at])[by_reading]
        whole = (np.diff(start) == 1) & (np.arange(len(strings)) < len(listed))
        return cls(listed, strings, start, owner, share, whole, True)

    def owners(self, readings: Ints) -> tuple[Ints, Ints, Ints]:
        """(which of the given readings, owner, share) of each reading given."""
        count = self.start[readings + 1] - self.start[readings]
        entry = np.repeat(np.arange(len(readings)), count)
        place = stretches(self.start[readings], count)
        return entry, self.owner[place], self.share[place]


def _learn(concepts: Concepts, strings: Ints) -> None:
    concepts.learn(strings)
    concepts.learn_sure(strings)


def _gathered(keys: Ints, value: Ints, mine: Readings, theirs: Readings, width: int) -> tuple[Ints, Ints]:
    """The best of all readings of each pair, ascending by pair. Most pairs are of whole texts and stand as they are."""
    left, right = keys // len(theirs.strings), keys % len(theirs.strings)
    whole = mine.whole[left] & theirs.whole[right]
    cells, alike = left[whole] * width + right[whole], value[whole]
    pieced = np.flatnonzero(~whole)
    for start in range(0, len(pieced), _PAIRS_AT_ONCE):
        some = pieced[start : start + _PAIRS_AT_ONCE]
        first, one, left_share = mine.owners(left[some])
        second, other, right_share = theirs.owners(right[some][first])
        share = value[some][first][second] * np.minimum(left_share[second], right_share) // UNIT
        cells, alike = _best_of(cells, alike, *strongest(one[second] * width + other, share, UNIT))
    return cells, alike


def _best_of(cells: Ints, values: Ints, others: Ints, more: Ints) -> tuple[Ints, Ints]:
    """Two lists of ascending distinct cells as one, with the higher value of cells that are in both."""
    place = np.searchsorted(cells, others)
    known = place < len(cells)
    known[known] = cells[place[known]] == others[known]
    values[place[known]] = np.maximum(values[place[known]], more[known])
    new = ~known
    return np.insert(cells, place[new], others[new]), np.insert(values, place[new], more[new])


def _compared(
    strings: StringSpace, concepts: Concepts, left: Ints, right: Ints, floors: tuple[float, float]
) -> tuple[Ints, Ints]:
    """Cells (row times width plus column), ascending, and similarities of strings as they stand, from the floors on."""
    floor, meant = floors
    keys, value = _by_letters(strings, concepts, left, right, floor)
    tied = concepts.join(left, right, TIE_SHARE * floor)
    tied_keys, tie = strongest(tied.left * len(right) + tied.right, tied.value, UNIT)
    place = np.minimum(np.searchsorted(tied_keys, keys), max(0, len(tied_keys) - 1))
    both = np.flatnonzero(tied_keys[place] == keys) if len(tied_keys) else np.zeros(0, dtype=np.int64)
    value[both] = _joined(value[both], tie[place[both]])
    alone = np.ones(len(tied_keys), dtype=bool)
    alone[place[both]] = False
    every, likeness = np.concatenate([keys, tied_keys[alone]]), np.concatenate([value, tie[alone]])
    least = np.full(len(every), round(meant * UNIT), dtype=np.int64)
    least[: len(keys)] = round(floor * UNIT)
    least[both] = round(meant * UNIT)
    likely = np.flatnonzero(likeness >= least)
    order = likely[np.argsort(every[likely], kind="stable")]
    return every[order], likeness[order]


def _by_letters(strings: StringSpace, concepts: Concepts, left: Ints, right: Ints, floor: float) -> tuple[Ints, Ints]:
    """Likeness of letters; nothing is left of false friends, and less of what surely means different things."""
    table = strings.between(left, right, floor)
    row, column = table.owners(), table.indices
    value = table.data.astype(np.int64)
    friends, others = concepts.strangers(left[row], right[column])
    value[others & (value < 0.9 * UNIT)] = np.rint(value[others & (value < 0.9 * UNIT)] * STRANGER_SHARE)
    value[friends] = 0
    return row * len(right) + column, value


def _joined(one: Ints, other: Ints) -> Ints:
    high, low = np.maximum(one, other), np.minimum(one, other)
    return np.asarray(high + low * (UNIT - high) * LIFT // (UNIT * 10), dtype=np.int64)


def _table(keys: Ints, values: Ints, shape: tuple[int, int], floor: float) -> Cells:
    """Ascending cells as a table."""
    kept = np.flatnonzero(values >= round(floor * UNIT))
    row = keys[kept] // shape[1]
    column = (keys[kept] - row * shape[1]).astype(np.int32)
    return Cells.of(row, column, values[kept].astype(np.int16), shape)


class Neighbours:
    """Similar strings in both directions: of people's strings, and of openings' strings."""

    def __init__(self, strings: StringSpace, concepts: Concepts) -> None:
        self.strings = strings
        self.concepts = concepts
        self._mine, self._theirs = Links(), Links()
        self._people, self._openings = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        self._readings: Kept[Readings] = Kept(4)
        self.version = 0

    def of_people(self, strings: Ints | NDArray[np.int32]) -> tuple[Ints, NDArray[np.int32], NDArray[np.int16]]:
        """(which of the strings, opening's string, similarity) of some strings of people, in no order."""
        return self._mine.of(strings)

    def alike(self, string: int, asked: NDArray[np.bool_]) -> dict[int, int]:
        """Those of the openings' strings asked about that a person's string is like, with their similarity."""
        ids, similarity = self._mine.one(string)
        some = np.flatnonzero(asked[ids])
        return dict(zip(ids[some].tolist(), similarity[some].tolist(), strict=True))

    def of_opening(self, string: int) -> tuple[NDArray[np.int32], NDArray[np.int16]]:
        """(people's strings, similarities) of an opening's string, in no order."""
        return self._theirs.one(string)

    def add(self, people: Ints, openings: Ints) -> None:
        """Compare strings that are new on either side with what stands on the other."""
        mine, theirs = outside(distinct(people), self._people), outside(distinct(openings), self._openings)
        if not len(mine) and not len(theirs):
            return
        self.version += 1
        _learn(self.concepts, np.concatenate([mine, theirs]))
        everyone, known = self._people, self._openings
        self._people, self._openings = with_more(everyone, mine), with_more(known, theirs)
        self._compare(mine, self._openings)
        self._compare(everyone, theirs)

    def _compare(self, left: Ints, right: Ints) -> None:
        if not len(left) or not len(right):
            return
        theirs = self._readings.of(right, self._read)
        count = 1 + len(left) * len(right) // PAIRS_OF_TEXTS
        pieces = [left] if count == 1 else np.array_split(left, count)
        mine = (self._readings.of(piece, self._read) for piece in pieces)
        found = Cells.stacked([likeness(self.strings, self.concepts, some, theirs) for some in mine])
        self._mine.add(left, right, found)
        self._theirs.add(right, left, found.turned())

    def _read(self, strings: Ints) -> Readings:
        return Readings.of(self.concepts, strings, True)
