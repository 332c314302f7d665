"""Compares distinct words once: character n-grams, small typing slips and known synonyms, in fixed point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.grams import COLUMNS, gram_counts, gram_vectors
from matching.sorted_sets import missing

UNIT = 1024
"""Fixed point of similarities of words and of strings: UNIT is the same."""

RARE_IDF = 4.6
"""An n-gram in fewer than about one word of forty is rare; only rare ones are looked up, all are counted."""
CANDIDATE_FLOOR = 0.19
"""Cosine that the rare n-grams alone must reach before a pair of words is looked at closely."""
SLIP_LENGTH = 5
"""Shortest word in which one wrong, missing, added or swapped letter is taken for a slip of the keyboard."""
SLIP = 0.87
SHORT_WORD = 4
"""Words of so few letters share letters with many others by chance."""
_CHUNK = 2_000
_TAIL = 400
"""New words that are looked up beside the kept table before it is made anew."""

Ints = NDArray[np.int64]


class WordSpace:
    """Words with their vectors; words are added, never changed, so an id means the same word for ever."""

    def __init__(
        self,
        idf: NDArray[np.float32],
        groups: Mapping[str, tuple[int, ...]],
        *,
        synonym: float = 0.6,
        candidate_floor: float = CANDIDATE_FLOOR,
        rare_idf: float = RARE_IDF,
    ) -> None:
        self._idf = idf
        self._candidate_floor = candidate_floor
        self._rare_idf = rare_idf
        self._groups = groups
        self._synonym = round(synonym * UNIT)
        self._ids: dict[str, int] = {}
        self.words: list[str] = []
        self._vectors = sp.csr_matrix((0, COLUMNS), dtype=np.float32)
        self._rare_across = sp.csr_matrix((COLUMNS, 0), dtype=np.float32)
        self._length = np.zeros(0, dtype=np.int64)
        self._members: dict[int, list[int]] = {}

    def ids(self, words: Iterable[str]) -> list[int]:
        """The ids of words, new ones added."""
        found = []
        for word in words:
            number = self._ids.get(word)
            if number is None:
                number = self._ids[word] = len(self.words)
                self.words.append(word)
                for group in self._groups.get(word, ()):
                    self._members.setdefault(group, []).append(number)
            found.append(number)
        return found

    def vectors(self) -> sp.csr_matrix:
        """Unit n-gram rows of all words, shape (words, COLUMNS)."""
        known = self._vectors.shape[0]
        if known < len(self.words):
            new = gram_vectors(gram_counts(self.words[known:]), self._idf)
            self._vectors = sp.vstack([self._vectors, new], format="csr") if known else new
        return self._vectors

    def between(self, left: Ints, right: Ints, floor: float) -> sp.csr_matrix:
        """Similarities in fixed point of two lists of distinct word ids, those below `floor` left out."""
        if len(left) > len(right):
            return self.between(right, left, floor).T.tocsr()
        row, column = self._candidates(left, right)
        values = self.pairs(left[row], right[column], floor)
        kept = values > 0
        return sp.csr_matrix(
            (values[kept].astype(np.float64), (row[kept], column[kept])), shape=(len(left), len(right))
        )

    def pairs(self, left: Ints, right: Ints, floor: float) -> Ints:
        """Similarity in fixed point of each pair of word ids, 0 below `floor`."""
        cosine = self._cosines(left, right)
        values = np.rint(np.minimum(cosine, 1.0) * UNIT).astype(np.int64)
        self._lift_slips(values, left, right)
        self._weaken_modifiers(values, left, right)
        values[values < round(floor * UNIT)] = 0
        self._lift_synonyms(values, left, right)
        values[left == right] = UNIT
        return np.asarray(values, dtype=np.int64)

    def _lift_synonyms(self, values: Ints, left: Ints, right: Ints) -> None:
        member = np.zeros(len(self.words), dtype=bool)
        member[[number for numbers in self._members.values() for number in numbers]] = True
        for at in np.flatnonzero(member[left] & member[right]).tolist():
            if not set(self._groups[self.words[left[at]]]).isdisjoint(self._groups[self.words[right[at]]]):
                values[at] = max(values[at], self._synonym)

    def _cosines(self, left: Ints, right: Ints) -> NDArray[np.float32]:
        vectors, out = self.vectors(), np.empty(len(left), dtype=np.float32)
        for start in range(0, len(left), 100_000):
            part = slice(start, start + 100_000)
            product = vectors[left[part]].multiply(vectors[right[part]])
            out[part] = np.asarray(product.sum(axis=1)).ravel()
        return out

    def _lift_slips(self, values: Ints, left: Ints, right: Ints) -> None:
        length = self._lengths()
        short, long = np.minimum(length[left], length[right]), np.maximum(length[left], length[right])
        near = np.flatnonzero(
            (values > 0.3 * UNIT) & (values < SLIP * UNIT) & (short >= SLIP_LENGTH) & (long <= short + 1)
        )
        if not len(near):
            return
        first, second = [self.words[i] for i in left[near].tolist()], [self.words[i] for i in right[near].tolist()]
        away = process.cpdist(first, second, scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
        values[near[away <= 1]] = round(SLIP * UNIT)

    def _weaken_modifiers(self, values: Ints, left: Ints, right: Ints) -> None:
        """A short word inside a much longer one is seldom the same thing: "form" and "formand"."""
        length = self._lengths()
        short, long = np.minimum(length[left], length[right]), np.maximum(length[left], length[right])
        inside = (short <= SHORT_WORD) & (long >= short + 3)
        values[inside] = values[inside] * 7 // 10

    def _lengths(self) -> Ints:
        """Letters of each word; a word of digits has none, since another digit is another thing."""
        known = len(self._length)
        if known < len(self.words):
            fresh = [0 if word.isdigit() else len(word) for word in self.words[known:]]
            self._length = np.concatenate([self._length, np.array(fresh, dtype=np.int64)])
        return self._length

    def _candidates(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        place = np.full(len(self.words), -1, dtype=np.int64)
        place[right] = np.arange(len(right))
        rare, keys = self._rare(self.vectors()[left]), [np.zeros(0, dtype=np.int64)]
        for offset, across in self._rare_words():
            for start in range(0, len(left), _CHUNK):
                found = (rare[start : start + _CHUNK] @ across).tocoo()
                likely = found.data >= self._candidate_floor
                columns = place[found.col[likely] + offset]
                keys.append(
                    (found.row[likely].astype(np.int64) + start)[columns >= 0] * len(right) + columns[columns >= 0]
                )
        found_keys = np.concatenate(keys)
        known = self._known_pairs(left, right, place)
        every = np.concatenate([found_keys, missing(known, found_keys)])
        return every // max(1, len(right)), every % max(1, len(right))

    def _rare_words(self) -> list[tuple[int, sp.csr_matrix]]:
        """N-grams × words, rare ones only: the old words, kept, and the few new ones; with their first word."""
        if len(self.words) - self._rare_across.shape[1] > _TAIL:
            self._rare_across = self._rare(self.vectors()).T.tocsr()
        known = self._rare_across.shape[1]
        tail = self._rare(self.vectors()[known:]).T.tocsr()
        return [(0, self._rare_across), (known, tail)] if tail.shape[1] else [(0, self._rare_across)]

    def _rare(self, vectors: sp.csr_matrix) -> sp.csr_matrix:
        kept = self._idf[vectors.indices] >= self._rare_idf
        indptr = np.concatenate([[0], np.cumsum(kept)])[vectors.indptr]
        return sp.csr_matrix((vectors.data[kept], vectors.indices[kept], indptr), shape=vectors.shape)

    def _known_pairs(self, left: Ints, right: Ints, place: Ints) -> Ints:
        """Pairs that need no n-grams: the same word, and words of one group of synonyms."""
        keys = []
        for at, number in enumerate(left.tolist()):
            alike = {number}.union(*(self._members[g] for g in self._groups.get(self.words[number], ())))
            keys += [at * len(right) + int(place[other]) for other in alike if place[other] >= 0]
        return np.array(sorted(keys), dtype=np.int64)
