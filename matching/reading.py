"""Reads each distinct text of people once: what it wants or knows, what it refuses, whether anything is fine."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np

from matching.real_words import RealWords
from matching.rows import Ints, Rows
from matching.speech import is_plain, understand_folded
from matching.string_space import StringSpace
from matching.text import fold_many

Said = tuple[Ints, Ints]
"""(which text, string id), in the order in which it was said."""


@dataclass(frozen=True, slots=True)
class Read:
    """String ids of what one text wants or knows, of what it refuses, and of what was done before the wish."""

    wanted: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    anything: bool = False
    past: tuple[int, ...] = ()


class Reader:
    """Texts by number; each is read once and kept. Compounds that were written apart are read as one word."""

    def __init__(self, strings: StringSpace, real: RealWords) -> None:
        self._strings = strings
        self._real = real
        self._numbers: dict[str, int] = {}
        self._anything: set[int] = set()
        self._wanted, self._refused, self._past = Rows(1), Rows(1), Rows(1)

    def read(self, text: str) -> Read:
        """What one text says."""
        number = self._numbers.get(text)
        if number is None:
            self._add([text])
            number = self._numbers[text]
        wanted, refused, past = (
            tuple(s for (s,) in rows.row(number) or ()) for rows in (self._wanted, self._refused, self._past)
        )
        return Read(wanted, refused, number in self._anything, past)

    def many(self, texts: list[str], known: bool) -> tuple[Said, Said]:
        """(which text, string id) of all that the texts want or know, and of all that they refuse, in order.

        With `known` what was done before the wish is among the first, at the end of its text.
        """
        self._add([text for text in dict.fromkeys(texts) if text not in self._numbers])
        numbers = np.fromiter(map(self._numbers.__getitem__, texts), dtype=np.int64, count=len(texts))
        wanted, refused, past = (_cells(rows, numbers) for rows in (self._wanted, self._refused, self._past))
        return _after(wanted, past) if known else wanted, refused

    def _add(self, new: list[str]) -> None:
        """Read distinct new texts. Most say one thing, whole, as it stands."""
        numbers = np.arange(len(self._numbers), len(self._numbers) + len(new))
        self._numbers.update(zip(new, numbers.tolist(), strict=True))
        folded = fold_many(new)
        wanted: list[tuple[str, ...]] = [(text,) for text in folded]
        refused: list[tuple[str, ...]] = [()] * len(new)
        past: list[tuple[str, ...]] = [()] * len(new)
        for at, plain in enumerate(is_plain(folded)):
            if not plain:
                said = understand_folded(folded[at])
                wanted[at], refused[at], past[at] = said.phrases, said.refused, said.past
                self._anything.update([numbers[at]] if said.anything else [])
        self._keep(self._wanted, numbers, wanted)
        self._keep(self._refused, numbers, refused)
        self._keep(self._past, numbers, past)

    def _keep(self, rows: Rows, numbers: Ints, phrases: list[tuple[str, ...]]) -> None:
        """Keep the strings of each text's phrases; a phrase without words has none."""
        joined = list(map(self._real.joined, chain.from_iterable(phrases)))
        ids = np.array(self._strings.ids_of_folded(joined), dtype=np.int64)
        owner = np.repeat(np.arange(len(phrases)), list(map(len, phrases)))
        rows.unwritten(numbers)
        rows.write(numbers, np.bincount(owner[ids >= 0], minlength=len(phrases)), ids[ids >= 0].reshape(-1, 1))


def _cells(rows: Rows, numbers: Ints) -> Said:
    owner, cells = rows.of(numbers)
    return owner, cells[:, 0]


def _after(first: Said, second: Said) -> Said:
    """Two lists as one, by text."""
    if not len(second[0]):
        return first
    owner = np.concatenate([first[0], second[0]])
    order = np.argsort(owner, kind="stable")
    return owner[order], np.concatenate([first[1], second[1]])[order]
