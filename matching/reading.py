"""Reads each distinct text of people once: what it wants or knows, what it refuses, whether anything is fine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matching.real_words import RealWords
from matching.rows import Ints, Rows
from matching.speech import Said, is_plain, understand_folded
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
        self._read: list[Read] = []
        self._wanted, self._refused = Rows(1), Rows(1)

    def read(self, text: str) -> Read:
        """What one text says."""
        number = self._numbers.get(text)
        return self._read[self._added([text])[0] if number is None else number]

    def many(self, texts: list[str]) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
        """(which text, string id) of all that the texts want or know, and of all that they refuse, in order."""
        self._added(texts)
        numbers = np.fromiter(map(self._numbers.__getitem__, texts), dtype=np.int64, count=len(texts))
        wanted, refused = self._wanted.of(numbers), self._refused.of(numbers)
        return (wanted[0], wanted[1][:, 0]), (refused[0], refused[1][:, 0])

    def _added(self, texts: Iterable[str]) -> list[int]:
        """Read what is new among texts; the numbers of the new ones."""
        new = [text for text in dict.fromkeys(texts) if text not in self._numbers]
        if not new:
            return []
        numbers = list(range(len(self._read), len(self._read) + len(new)))
        self._numbers.update(zip(new, numbers, strict=True))
        folded = fold_many(new)
        found = [self._resolved(text, plain) for text, plain in zip(folded, is_plain(folded), strict=True)]
        self._read += found
        for rows, listed in ((self._wanted, [r.wanted for r in found]), (self._refused, [r.refused for r in found])):
            ids = np.array(numbers, dtype=np.int64)
            rows.unwritten(ids)
            flat = np.array([string for ids in listed for string in ids], dtype=np.int64)
            rows.write(ids, np.array([len(ids) for ids in listed], dtype=np.int64), flat.reshape(-1, 1))
        return numbers

    def _resolved(self, folded: str, plain: bool) -> Read:
        if plain:
            number = self._strings.id_of_folded(self._real.joined(folded))
            return Read((number,) if number >= 0 else ())
        said: Said = understand_folded(folded)
        wanted, refused = (
            tuple(number for number in self._strings.ids_of_folded([*map(self._real.joined, phrases)]) if number >= 0)
            for phrases in (said.phrases, said.refused)
        )
        return Read(wanted, refused, said.anything)
