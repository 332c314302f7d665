"""Finds which vocabulary terms a text speaks of, and how two texts are tied or kept apart by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.parts import parts
from matching.sorted_sets import distinct
from matching.string_space import StringSpace
from matching.text import fold, head_phrases, words
from matching.vocabulary import Vocabulary
from matching.word_space import UNIT, Ints

NEAR = 0.68
"""Similarity of two terms that the vocabulary calls near."""
SURE = 0.78
"""Confidence from which a text is taken to mean a term, so that false friends are kept apart."""
_FLOOR = 0.60
HEAD = 0.92
"""Confidence of what stands before the first preposition: "rengøring af kontorer" is a kind of "rengøring"."""
HEADS_ONLY = 0.65
"""What is left of a tie when both texts say the term by their head alone: "medicin til børn", "medicin mod allergi"."""
_INSIDE = 0.90
_RUNNER_UP = 0.12
_MOST = 3


@dataclass(frozen=True, slots=True)
class Joined:
    """Ties between two lists of strings: rows of `left`, columns of `right`, similarity in fixed point."""

    left: Ints
    right: Ints
    value: Ints


class Concepts:
    """The vocabulary laid out over one string space; meanings of strings are found once and kept."""

    def __init__(self, strings: StringSpace, vocabulary: Vocabulary) -> None:
        self._strings = strings
        self.terms = vocabulary.terms
        numbers = {term.id: at for at, term in enumerate(self.terms)}
        pairs = [(form, at) for at, term in enumerate(self.terms) for form in (term.term, *term.also)]
        known = [(ids[0], at) for form, at in pairs if (ids := strings.ids([form]))]
        self._forms, where = np.unique(np.array([f for f, _ in known], dtype=np.int64), return_inverse=True)
        owners = np.array([at for _, at in known], dtype=np.int64)
        self._form_terms = sp.csr_matrix(
            (np.ones(len(owners)), (where, owners)), shape=(len(self._forms), len(self.terms))
        )
        self._near = [self._related(term.near, numbers) for term in self.terms]
        self._apart = {
            (at, numbers[other])
            for at, term in enumerate(self.terms)
            for other in term.false_friends
            if other in numbers
        }
        self._apart |= {(b, a) for a, b in self._apart}
        for at, near in enumerate(self._near):
            for other in near:
                if at not in self._near[other]:
                    self._near[other] = [*self._near[other], at]
        self._near_terms = np.array([other for near in self._near for other in near], dtype=np.int64)
        self._near_start = np.concatenate([[0], np.cumsum([len(near) for near in self._near], dtype=np.int64)]).astype(
            np.int64
        )
        self._meant = np.zeros((0, 3), dtype=np.int64)
        self._learned: list[tuple[int, int, int]] = []
        self._read_by_head: set[int] = set()
        self._meanings: dict[int, tuple[tuple[int, int], ...]] = {}
        self._parts: dict[int, tuple[int, ...]] = {}
        self._looked_at = np.zeros(0, dtype=np.int8)
        self._whole = {fold(form) for form, _ in pairs}
        self._words = {word for form in self._whole for word in words(form)}

    @staticmethod
    def _related(ids: Sequence[str], numbers: dict[str, int]) -> list[int]:
        return [numbers[other] for other in ids if other in numbers]

    def parts(self, string: int) -> tuple[int, ...]:
        """Ids of the parts of a string that names several things; none when the vocabulary knows it as one."""
        known = self._parts.get(string)
        if known is None:
            folded = self._strings.strings[string]
            cut = [] if folded in self._whole else parts(folded, self._words)
            known = self._parts[string] = tuple(dict.fromkeys(i for i in self._strings.ids(cut) if i != string))
        return known

    def cut(self, strings: Ints) -> Ints:
        """Places of those strings that name several things."""
        total = len(self._strings.strings)
        grown = np.zeros(max(0, total - len(self._looked_at)), dtype=np.int8)
        self._looked_at = np.concatenate([self._looked_at, grown])
        new = strings[self._looked_at[strings] == 0]
        self._looked_at[new] = [2 if self.parts(string) else 1 for string in new.tolist()]
        return np.flatnonzero(self._looked_at[strings] == 2)

    def meanings(self, string: int) -> tuple[tuple[int, int], ...]:
        """(term number, confidence in fixed point) of a string, surest first, at most three."""
        if string not in self._meanings:
            self.learn(np.array([string], dtype=np.int64))
        return self._meanings[string]

    def learn(self, strings: Ints) -> None:
        """Find the meanings of many strings at once."""
        new = np.array([s for s in strings.tolist() if s not in self._meanings], dtype=np.int64)
        if not len(new) or not len(self._forms):
            self._meanings.update((s, ()) for s in new.tolist())
            return
        heads = {string: self._head(string) for string in new.tolist()}
        read = distinct(
            np.concatenate([new, np.array([part for parts in heads.values() for part in parts], dtype=np.int64)])
        )
        alike, inside = self._strings.similar(read, self._forms, 0.40)
        contained = inside.data >= _INSIDE * UNIT
        alike.data = np.where(contained, np.maximum(alike.data, np.rint(0.30 * UNIT + 0.6 * alike.data)), alike.data)
        alike.data[alike.data < _FLOOR * UNIT] = 0
        alike.eliminate_zeros()
        rows = {string: slice(alike.indptr[at], alike.indptr[at + 1]) for at, string in enumerate(read.tolist())}
        for string in new.tolist():
            best = self._terms(alike.indices[rows[string]], alike.data[rows[string]], UNIT)
            for part in heads[string]:
                by_head = self._terms(alike.indices[rows[part]], alike.data[rows[part]], round(HEAD * UNIT))
                best |= {term: max(best.get(term, 0), sure) for term, sure in by_head.items()}
            if best and heads[string] and max(best.values()) <= round(HEAD * UNIT):
                self._read_by_head.add(string)
            self._meanings[string] = _surest(best)
            self._learned += [(string, term, sure) for term, sure in self._meanings[string]]

    def _head(self, string: int) -> list[int]:
        folded = self._strings.strings[string]
        return [] if folded in self._whole else self._strings.ids(head_phrases(folded))

    def _terms(self, forms: NDArray[np.int32], values: NDArray[np.float64], share: int) -> dict[int, int]:
        best: dict[int, int] = {}
        for form, value in zip(forms.tolist(), values.tolist(), strict=True):
            for term in self._form_terms.indices[
                self._form_terms.indptr[form] : self._form_terms.indptr[form + 1]
            ].tolist():
                best[term] = max(best.get(term, 0), int(value) * share // UNIT)
        return best

    def join(self, left: Ints, right: Ints) -> Joined:
        """Every pair of the two lists that the vocabulary ties together."""
        if len(left) > len(right):
            turned = self.join(right, left)
            return Joined(turned.right, turned.left, turned.value)
        first = self._spread_entries(left)
        second = self._entries(right)
        order = np.argsort(second[1], kind="stable")
        rows, terms, values = (part[order] for part in second[:3])
        start, stop = np.searchsorted(terms, first[1], "left"), np.searchsorted(terms, first[1], "right")
        count = stop - start
        mine = np.repeat(np.arange(len(first[0])), count)
        theirs = np.repeat(start - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(count.sum())
        value = _tie(
            first[2][mine],
            first[3][mine],
            values[theirs],
            self._by_head(left)[first[0][mine]] & self._by_head(right)[rows[theirs]],
        )
        return Joined(first[0][mine], rows[theirs], value)

    def _by_head(self, strings: Ints) -> NDArray[np.bool_]:
        return np.array([string in self._read_by_head for string in strings.tolist()], dtype=bool)

    def _entries(self, strings: Ints) -> tuple[Ints, Ints, Ints]:
        """(place in `strings`, term, confidence) of every meaning."""
        if self._learned:
            self._meant = np.concatenate([self._meant, np.array(self._learned, dtype=np.int64)])
            self._learned = []
        place = np.full(int(max(strings.max(initial=0), self._meant[:, 0].max(initial=0))) + 1, -1, dtype=np.int64)
        place[strings] = np.arange(len(strings))
        at = place[self._meant[:, 0]]
        return at[at >= 0], self._meant[at >= 0, 1], self._meant[at >= 0, 2]

    def _spread_entries(self, strings: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """As `_entries`, with the near terms beside each term and how close they are."""
        place, terms, sure = self._entries(strings)
        start = self._near_start[terms]
        count = self._near_start[terms + 1] - start
        entry = np.repeat(np.arange(len(terms)), count)
        near = self._near_terms[np.repeat(start - (np.cumsum(count) - count), count) + np.arange(len(entry))]
        closeness = np.repeat([UNIT, round(NEAR * UNIT)], [len(terms), len(near)])
        return (
            np.concatenate([place, place[entry]]),
            np.concatenate([terms, near]),
            np.concatenate([sure, sure[entry]]),
            closeness,
        )

    def sure_terms(self, string: int) -> tuple[int, ...]:
        """Terms that a string surely means."""
        read = (string, *self.parts(string))
        return tuple(dict.fromkeys(term for part in read for term, sure in self.meanings(part) if sure >= SURE * UNIT))

    def kept_apart(self, left: int, right: int) -> bool:
        """True when the two strings surely mean terms that are false friends and share no term."""
        mine, other = self.sure_terms(left), self.sure_terms(right)
        if set(mine) & set(other):
            return False
        return any((a, b) in self._apart for a in mine for b in other)

    def strangers(self, left: int, right: int) -> bool:
        """True when both surely mean something, but not the same and nothing near."""
        mine, other = self.sure_terms(left), self.sure_terms(right)
        return bool(mine and other) and not any(a == b or b in self._near[a] for a in mine for b in other)

    def via(self, left: int, right: int) -> str | None:
        """The vocabulary's word that ties two strings best, None when they are tied by letters only."""
        best: tuple[int, str] | None = None
        for a, sure in self._readings(left):
            for b, other in self._readings(right):
                weight = UNIT if a == b else round(NEAR * UNIT) if b in self._near[a] else 0
                value = sure * other * weight
                if value and (best is None or value > best[0]):
                    best = value, self.terms[b].term
        return best[1] if best else None

    def _readings(self, string: int) -> list[tuple[int, int]]:
        return [meant for part in (string, *self.parts(string)) for meant in self.meanings(part)]


def _surest(best: dict[int, int]) -> tuple[tuple[int, int], ...]:
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    least = max(_FLOOR * UNIT, ranked[0][1] - _RUNNER_UP * UNIT) if ranked else 0
    return tuple((term, sure) for term, sure in ranked if sure >= least)


def _tie(mine: Ints, closeness: Ints, theirs: Ints, heads_only: NDArray[np.bool_]) -> Ints:
    """Similarity of two texts through terms; doubt about either counts one and a half times, so that sure words win."""
    both = mine * theirs // UNIT
    value = np.rint(both * np.sqrt(both / UNIT)).astype(np.int64) * closeness // UNIT
    kept: Ints = np.where(heads_only, value * round(HEADS_ONLY * UNIT) // UNIT, value)
    return kept
