"""Finds labels by what has been typed so far: the last word may be unfinished, one slip is forgiven, order is free."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.inflection import base_form
from matching.text import fold, words

WHOLE, BEGUN, SLIPPED, INSIDE = 1.0, 0.95, 0.8, 0.7
"""What a typed word counts that is a word of the label, begins one, begins one but for a slip, or stands inside one."""
STARTS = 0.04
"""What is added to a label that starts with the first word typed, since labels start with what they are about."""
LEAST_INSIDE, LEAST_SLIP = 3, 4
"""Letters from which a piece is looked for inside words, and from which a slip is forgiven."""

Values = NDArray[np.float64]


class Completion:
    """Labels by their words. Labels without words are never found."""

    def __init__(self, labels: Sequence[str]) -> None:
        said = [words(fold(label)) for label in labels]
        self._words = sorted({word for row in said for word in row})
        self._joined = "\n".join(self._words)
        self._offsets = np.cumsum([0, *(len(word) + 1 for word in self._words)])
        numbers = {word: number for number, word in enumerate(self._words)}
        pairs = {(numbers[word], at) for at, row in enumerate(said) for word in row}
        table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        self._owners = table[:, 1]
        self._start = np.searchsorted(table[:, 0], np.arange(len(self._words) + 1)).tolist()
        self._first = np.array([numbers[row[0]] if row else -1 for row in said], dtype=np.int64)
        self._length = np.array([len(label) for label in labels], dtype=np.int64)

    def found(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(position, 0..1) of labels that hold every word typed, best first; then the shorter label, then by position.

        A space at the end says that the last word is finished.
        """
        typed = words(fold(text))
        if not typed or limit <= 0 or not self._words:
            return []
        values = np.array([self._on_labels(word, at == 0) for at, word in enumerate(typed)])
        places = np.flatnonzero((values > 0).all(axis=0))
        total = values.sum(axis=0)[places]
        order = np.lexsort((places, self._length[places], -total))[:limit]
        return [(int(places[at]), min(1.0, float(total[at]) / len(typed))) for at in order.tolist()]

    def _on_labels(self, typed: str, first: bool) -> Values:
        """How well each label answers a typed word."""
        best = np.zeros(len(self._length))
        for value, numbers in self._answers(typed):
            for number in numbers:
                owners = self._owners[self._start[number] : self._start[number + 1]]
                best[owners] = np.maximum(best[owners], value)
                if first:
                    starting = owners[self._first[owners] == number]
                    best[starting] = np.maximum(best[starting], value + STARTS)
        return best

    def _answers(self, typed: str) -> Iterable[tuple[float, Iterable[int]]]:
        """Known words that answer a typed one, by how well."""
        begun = self._begun(typed)
        yield INSIDE, self._inside(typed) if len(typed) >= LEAST_INSIDE else ()
        yield BEGUN, begun
        yield WHOLE, [n for n in map(self._number, {typed, base_form(typed)}) if n is not None]
        if not begun and len(typed) >= LEAST_SLIP:
            yield SLIPPED, self._slipped(typed)

    def _number(self, word: str) -> int | None:
        at = bisect_left(self._words, word)
        return at if at < len(self._words) and self._words[at] == word else None

    def _begun(self, typed: str) -> range:
        return range(bisect_left(self._words, typed), bisect_left(self._words, typed + "\U0010ffff"))

    def _inside(self, typed: str) -> list[int]:
        places, at = [], self._joined.find(typed)
        while at >= 0:
            places.append(at)
            at = self._joined.find(typed, at + 1)
        return np.unique(np.searchsorted(self._offsets, places, side="right") - 1).tolist() if places else []

    def _slipped(self, typed: str) -> list[int]:
        """Words whose beginning is one slip away; a slip leaves the first or the second letter in its place."""
        near = sorted({n for letter in (typed[0], typed[1]) for n in self._begun(letter)})
        found: set[int] = set()
        for length in (len(typed) - 1, len(typed), len(typed) + 1):
            begun = [self._words[n][:length] for n in near]
            away = process.cdist([typed], begun, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
            found.update(near[at] for at in np.flatnonzero(away[0] <= 1).tolist())
        return sorted(found)
