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


@dataclass(frozen=True, slots=True)
class Read:
    """String ids of what one text wants or knows and of what it refuses."""

    wanted: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    anything: bool = False


class Reader:
    """Texts by number; each is read once and kept. Compounds that were written apart are read as one word."""

    def __init__(self, strings: StringSpace, real: RealWords) -> None:
        self._strings = strings
        self._real = real
        self._numbers: dict[str, int] = {}
        self._anything: set[int] = set()
        self._wanted, self._refused = Rows(1), Rows(1)

    def read(self, text: str) -> Read:
        """What one text says."""
        number = self._numbers.get(text)
        if number is None:
            self._add([text])
            number = self._numbers[text]
        wanted, refused = self._wanted.row(number) or (), self._refused.row(number) or ()
        return Read(tuple(s for (s,) in wanted), tuple(s for (s,) in refused), number in self._anything)

    def many(self, texts: list[str]) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
        """(which text, string id) of all that the texts want or know, and of all that they refuse, in order."""
        self._add([text for text in dict.fromkeys(texts) if text not in self._numbers])
        numbers = np.fromiter(map(self._numbers.__getitem__, texts), dtype=np.int64, count=len(texts))
        wanted, refused = self._wanted.of(numbers), self._refused.of(numbers)
        return (wanted[0], wanted[1][:, 0]), (refused[0], refused[1][:, 0])

    def _add(self, new: list[str]) -> None:
        """Read distinct new texts. Most say one thing, whole, as it stands."""
        numbers = np.arange(len(self._numbers), len(self._numbers) + len(new))
        self._numbers.update(zip(new, numbers.tolist(), strict=True))
        folded = fold_many(new)
        wanted: list[tuple[str, ...]] = [(text,) for text in folded]
        refused: list[tuple[str, ...]] = [()] * len(new)
        for at, plain in enumerate(is_plain(folded)):
            if not plain:
                said = understand_folded(folded[at])
                wanted[at], refused[at] = said.phrases, said.refused
                self._anything.update([numbers[at]] if said.anything else [])
        self._keep(self._wanted, numbers, wanted)
        self._keep(self._refused, numbers, refused)

    def _keep(self, rows: Rows, numbers: Ints, phrases: list[tuple[str, ...]]) -> None:
        """Keep the strings of each text's phrases; a phrase without words has none."""
        joined = list(map(self._real.joined, chain.from_iterable(phrases)))
        ids = np.array(self._strings.ids_of_folded(joined), dtype=np.int64)
        owner = np.repeat(np.arange(len(phrases)), list(map(len, phrases)))
        rows.unwritten(numbers)
        rows.write(numbers, np.bincount(owner[ids >= 0], minlength=len(phrases)), ids[ids >= 0].reshape(-1, 1))
