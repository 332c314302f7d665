"""Compares distinct words once: character n-grams, small typing slips and known synonyms, in fixed point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.real_words import RealWords
from matching.rows import spread
from matching.sorted_sets import missing
from matching.vocabulary import Vocabulary
from matching.word_vectors import WordVectors

UNIT = 1024
"""Fixed point of similarities of words and of strings: UNIT is the same."""

RARE_IDF = 4.6
"""An n-gram in fewer than about one word of forty is rare; only rare ones are looked up, all are counted."""
CANDIDATE_FLOOR = 0.19
"""Cosine that the rare n-grams alone must reach before a pair of words is looked at closely."""
SLIP_LENGTH = 5
"""Shortest word in which one wrong, missing, added or swapped letter is taken for a slip of the keyboard."""
SLIP = 0.87
_SLIP_FROM = 0.3
"""Cosine from which two words are looked at for a slip."""
_SWAP_LENGTH = 8
"""Longest word that is looked up by its sorted letters, since a swap leaves it too few n-grams: "trukc"."""
_SLIP_BITS = 2
"""Letters, there and not there, that one slip changes at most: most pairs need no closer look."""
_SLACK = 0.002
"""What rounding may take from a bound."""
SHORT_WORD = 4
"""Words of so few letters share letters with many others by chance."""
_CHUNK = 2_000
_FEW = 200
"""Words up to which the kept table of all words is asked, and not one of the other side's words made anew."""
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
        real: RealWords | None = None,
    ) -> None:
        self._candidate_floor = candidate_floor
        self._groups = groups
        self._real = RealWords(Vocabulary()) if real is None else real
        self._synonym = round(synonym * UNIT)
        self._ids: dict[str, int] = {}
        self.words: list[str] = []
        self._vectors = WordVectors(idf, rare_idf)
        self._postings = sp.csr_matrix((0, 0), dtype=np.float32)
        self._laid = 0
        self._length = np.zeros(0, dtype=np.int64)
        self._grouped = np.zeros(0, dtype=bool)
        self._members: dict[int, list[int]] = {}
        self._of_letters: dict[str, list[int]] = {}
        self._letters = np.zeros(0, dtype=np.int64)
        self._first: list[int] = []
        self._related: set[int] = set()
        self._bits = np.zeros(0, dtype=np.uint64)

    def id(self, word: str) -> int:
        """The id of a word, a new one when it is new."""
        number = self._ids.get(word)
        if number is None:
            number = self._ids[word] = len(self.words)
            self.words.append(word)
            self._relate(word, number)
        return number

    def _relate(self, word: str, number: int) -> None:
        """Keep which words a new word is like whatever its n-grams say."""
        for group in self._groups.get(word, ()):
            self._members.setdefault(group, []).append(number)
            self._related.add(number)
        first = -1
        if SLIP_LENGTH <= len(word) <= _SWAP_LENGTH:
            same = self._of_letters.setdefault(_letters(word), [])
            same.append(number)
            first = same[0]
            if len(same) > 1:
                self._related.update(same)
        self._first.append(first)

    def between(self, left: Ints, right: Ints, floor: float) -> sp.csr_matrix:
        """Similarities in fixed point of two lists of distinct word ids, those below `floor` left out."""
        if len(left) > len(right):
            return self.between(right, left, floor).T.tocsr()
        row, column, values = self.meetings(left, right, floor)
        return sp.csr_matrix((values.astype(np.float64), (row, column)), shape=(len(left), len(right)))

    def meetings(self, left: Ints, right: Ints, floor: float) -> tuple[Ints, Ints, Ints]:
        """As `between`: (place in `left`, place in `right`, similarity) of each pair, in no order."""
        row, column, rare = self._candidates(left, right, min(floor, _SLIP_FROM))
        values = self._valued(left[row], right[column], rare, floor)
        kept = values > 0
        return row[kept], column[kept], values[kept]

    def pairs(self, left: Ints, right: Ints, floor: float) -> Ints:
        """Similarity in fixed point of each pair of word ids, 0 below `floor`."""
        self._vectors.grow(self.words)
        return self._valued(left, right, self._vectors.rare.products(left, right), floor)

    def _valued(self, left: Ints, right: Ints, rare: NDArray[np.float32], floor: float) -> Ints:
        """Similarities of pairs whose cosine by rare n-grams is known."""
        cosine = rare + self._vectors.common.products(left, right)
        values = np.rint(np.minimum(cosine, 1.0) * UNIT).astype(np.int64)
        self._lift_slips(values, left, right)
        self._weaken_modifiers(values, left, right)
        values[values < round(floor * UNIT)] = 0
        self._lift_synonyms(values, left, right)
        values[left == right] = UNIT
        return np.asarray(values, dtype=np.int64)

    def _lift_synonyms(self, values: Ints, left: Ints, right: Ints) -> None:
        member = self._in_groups()
        for at in np.flatnonzero(member[left] & member[right]).tolist():
            if not set(self._groups[self.words[left[at]]]).isdisjoint(self._groups[self.words[right[at]]]):
                values[at] = max(values[at], self._synonym)

    def _in_groups(self) -> NDArray[np.bool_]:
        """Which words belong to any group of words of like meaning."""
        new = [word in self._groups for word in self.words[len(self._grouped) :]]
        if new:
            self._grouped = np.append(self._grouped, new)
        return self._grouped

    def _lift_slips(self, values: Ints, left: Ints, right: Ints) -> None:
        bits, length, letters = self._letter_bits(), self._lengths(), self._same_letters()
        likely = np.flatnonzero((np.bitwise_count(bits[left] ^ bits[right]) <= _SLIP_BITS) & (values < SLIP * UNIT))
        one, other = left[likely], right[likely]
        mixed = (letters[one] == letters[other]) & (letters[one] >= 0)
        long = (np.minimum(length[one], length[other]) >= SLIP_LENGTH) & (np.abs(length[one] - length[other]) <= 1)
        near = likely[long & (mixed | (values[likely] > _SLIP_FROM * UNIT))]
        if not len(near):
            return
        first, second = [self.words[i] for i in left[near].tolist()], [self.words[i] for i in right[near].tolist()]
        away = process.cpdist(first, second, scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
        slips = np.flatnonzero(away <= 1)
        kept = [at for at in slips.tolist() if not self._real.apart(first[at], second[at])]
        values[near[kept]] = round(SLIP * UNIT)

    def _letter_bits(self) -> NDArray[np.uint64]:
        """Which letters each word has, a bit for each letter's number modulo 64."""
        new = self.words[len(self._bits) :]
        if new:
            letters = np.frombuffer("".join(new).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
            fresh = np.zeros(len(new), dtype=np.uint64)
            owner = np.repeat(np.arange(len(new)), [len(word) for word in new])
            np.bitwise_or.at(fresh, owner, np.uint64(1) << (letters % np.uint64(64)))
            self._bits = np.append(self._bits, fresh)
        return self._bits

    def _same_letters(self) -> Ints:
        """A number for each word, the same for words of the same letters; -1 for words that are not looked up so."""
        if len(self._letters) < len(self._first):
            fresh = np.array(self._first[len(self._letters) :], dtype=np.int64)
            self._letters = np.concatenate([self._letters, fresh])
        return self._letters

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

    def _candidates(self, left: Ints, right: Ints, least: float) -> tuple[Ints, Ints, NDArray[np.float32]]:
        """Pairs to look at closely, with their cosine by rare n-grams.

        What the common n-grams can add is at most the product of their lengths (Cauchy-Schwarz), so that a pair
        whose bound is below `least` is left out without being looked at.
        """
        self._vectors.grow(self.words)
        place = np.full(len(self.words), -1, dtype=np.int64)
        place[right] = np.arange(len(right))
        keys, values = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
        for row, column, value in self._sharing_rare(left, right, place):
            rest = self._vectors.rest[left[row]] * self._vectors.rest[right[column]]
            kept = np.flatnonzero(value + rest >= least - _SLACK)
            keys.append(row[kept] * len(right) + column[kept])
            values.append(value[kept])
        found = np.concatenate(keys)
        known = missing(self._known_pairs(left, right, place), found)
        width = max(1, len(right))
        values.append(self._vectors.rare.products(left[known // width], right[known % width]))
        every = np.concatenate([found, known])
        return every // width, every % width, np.concatenate(values)

    def _sharing_rare(self, left: Ints, right: Ints, place: Ints) -> Iterator[tuple[Ints, Ints, NDArray[np.float32]]]:
        """(place in `left`, place in `right`, cosine by rare n-grams) of words that share enough of them, in batches.

        `place` is the place of every word in `right`, -1 for those that are not there.
        """
        rare = self._vectors.rare
        if len(left) > _FEW:
            mine, across = rare.rows(left), rare.rows(right).T.tocsr()
            for start in range(0, len(left), _CHUNK):
                row, column, value = self._enough(mine[start : start + _CHUNK] @ across)
                yield row + start, column, value
            return
        if len(self.words) - self._laid > _TAIL:
            self._laid = len(self.words)
            self._postings = rare.rows(np.arange(self._laid)).T.tocsr()
        cosines = np.concatenate([self._with_laid(left), self._with_newest(left)], axis=1)
        row, word = np.nonzero(cosines >= self._candidate_floor)
        there = place[word]
        asked = np.flatnonzero(there >= 0)
        yield row[asked], there[asked], cosines[row[asked], word[asked]]

    def _with_laid(self, left: Ints) -> NDArray[np.float32]:
        """Cosines by rare n-grams of a few words with all in the kept table, added up as a product of tables does."""
        entry, column, value = self._vectors.rare.cells(left)
        known = np.flatnonzero(column < self._postings.shape[0])
        cell, at = spread(self._postings.indptr, column[known])
        sums = np.zeros((len(left), self._laid), dtype=np.float32)
        places = entry[known][cell] * self._laid + self._postings.indices[at]
        np.add.at(sums.reshape(-1), places, value[known][cell] * self._postings.data[at])
        return sums

    def _with_newest(self, left: Ints) -> NDArray[np.float32]:
        """The same with the words that came since."""
        found = [self._vectors.rare.with_rest(word, self._laid) for word in left.tolist()]
        return np.array(found, dtype=np.float32).reshape(len(left), len(self.words) - self._laid)

    def _enough(self, product: sp.csr_matrix) -> tuple[Ints, Ints, NDArray[np.float32]]:
        likely = np.flatnonzero(product.data >= self._candidate_floor)
        row = np.searchsorted(product.indptr, likely, side="right") - 1
        return row, product.indices[likely].astype(np.int64), product.data[likely]

    def _known_pairs(self, left: Ints, right: Ints, place: Ints) -> Ints:
        """Pairs that need no n-grams: the same word, words of one group of synonyms, words of the same letters."""
        same = np.flatnonzero(place[left] >= 0)
        keys = (same * len(right) + place[left[same]]).tolist()
        for at, number in enumerate(left.tolist()):
            if number in self._related:
                word = self.words[number]
                alike = {*self._of_letters.get(_letters(word), ())}.union(
                    *(self._members[group] for group in self._groups.get(word, ()))
                )
                keys += [at * len(right) + int(place[other]) for other in alike - {number} if place[other] >= 0]
        return np.array(sorted(keys), dtype=np.int64)


def _letters(word: str) -> str:
    """The letters of a word in order, whatever their order was."""
    return "".join(sorted(word))
