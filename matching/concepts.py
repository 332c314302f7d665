"""Finds which vocabulary terms a text speaks of, and how two texts are tied or kept apart by them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.doings import Doings
from matching.kept import Kept
from matching.parts import may_have_parts, parts, tail_phrases
from matching.relations import Relations
from matching.rows import Rows, spread, stretches, strongest, within_runs
from matching.sorted_sets import distinct
from matching.string_space import StringSpace
from matching.text import head_phrases, words
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
_LIFT_FROM, _LIFT = 0.30, 0.6
"""What a form that is all inside a text is lifted to: from + share of its likeness."""
_LEAST_ALIKE = 0.49
"""Likeness below which no form can be lifted to the floor: (floor - from) / share, and rounding."""
_TIE = np.rint(np.arange(UNIT + 1) * np.sqrt(np.arange(UNIT + 1) / UNIT)).astype(np.int64)
"""Similarity of two texts that both mean a term, by the product of how surely they do, to the power of 1.5."""
_STEP = 2 * UNIT
_TIES_AT_ONCE = 1_000_000
_RUNNER_UP = 0.12
_KNOWN = 0.95
"""Confidence from which a text is a form of the vocabulary, and is not read by doing and thing."""
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
        self._relations = Relations(self.terms)
        ids = strings.ids_of_folded([form for form, _ in vocabulary.folded])
        known = [(string, at) for string, (_, at) in zip(ids, vocabulary.folded, strict=True) if string >= 0]
        pairs = np.array(sorted(set(known)), dtype=np.int64).reshape(-1, 2)
        self._forms = distinct(pairs[:, 0])
        self._owners = pairs[:, 1]
        self._owner_start = np.searchsorted(pairs[:, 0], np.append(self._forms, np.iinfo(np.int64).max))
        self._meant = Rows(2)
        self._sure = Rows(1)
        self._by_term: Kept[tuple[Ints, Ints, Ints]] = Kept()
        self._by_head = np.zeros(0, dtype=bool)
        self._parts: dict[int, tuple[int, ...]] = {}
        self._told: dict[int, tuple[tuple[int, int], ...]] = {}
        self._looked_at = np.zeros(0, dtype=np.int8)
        self._whole = frozenset(form for form, _ in vocabulary.folded)
        self._words = {word for form in self._whole for word in words(form)}
        numbers = {term.id: at for at, term in enumerate(self.terms)}
        jobs = frozenset(at for at, term in enumerate(self.terms) if term.kind == "title")
        self._doings = Doings(vocabulary.doings, vocabulary.folded, numbers, jobs)

    def parts(self, string: int) -> tuple[int, ...]:
        """Ids of the parts of a string that names several things; none when the vocabulary knows it as one."""
        known = self._parts.get(string)
        if known is None:
            folded = self._strings.strings[string]
            cut = [] if folded in self._whole else parts(folded, self._words, self._doings.says)
            ids = self._strings.ids_of_folded(cut)
            known = self._parts[string] = tuple(dict.fromkeys(i for i in ids if i not in (string, -1)))
        return known

    def cut(self, strings: Ints, least: int = 0) -> Ints:
        """Places of those strings that name several things, in at least some words."""
        total = len(self._strings.strings)
        grown = np.zeros(max(0, total - len(self._looked_at)), dtype=np.int8)
        self._looked_at = np.concatenate([self._looked_at, grown])
        new = strings[self._looked_at[strings] == 0]
        self._looked_at[new] = 1
        maybe = new[may_have_parts([self._strings.strings[string] for string in new.tolist()])]
        self._looked_at[maybe] = [2 if self.parts(string) else 1 for string in maybe.tolist()]
        found = np.flatnonzero(self._looked_at[strings] == 2)
        return (
            found[[len(words(self._strings.strings[s])) >= least for s in strings[found].tolist()]] if least else found
        )

    def meanings(self, string: int) -> tuple[tuple[int, int], ...]:
        """(term number, confidence in fixed point) of a string, surest first, at most three."""
        known = self._told.get(string)
        if known is None:
            found = self._meant.row(string)
            if found is None:
                self.learn(np.array([string], dtype=np.int64))
                found = self._meant.row(string) or []
            known = self._told[string] = tuple((term, sure) for term, sure in found)
        return known

    def learn(self, strings: Ints) -> None:
        """Find the meanings of many strings at once."""
        new = distinct(self._meant.unwritten(strings))
        if not len(new):
            return
        heads = self._heads(new)
        count = np.array([len(found) for found in heads], dtype=np.int64)
        flat = np.array(self._strings.ids_of_folded([*itertools.chain.from_iterable(heads)]), dtype=np.int64)
        read = distinct(np.concatenate([new, flat]))
        row, term, sure = self._said(read)
        reading = np.searchsorted(read, np.concatenate([new, flat]))
        owner = np.concatenate([np.arange(len(new)), np.repeat(np.arange(len(new)), count)])
        share = np.repeat([UNIT, round(HEAD * UNIT)], [len(new), len(flat)])
        entry, place = spread(np.searchsorted(row, np.arange(len(read) + 1)), reading)
        values = sure[place] * share[entry] // UNIT
        done, done_sure = self._done(new, frozenset(owner[entry][values >= _KNOWN * UNIT].tolist()))
        keys = np.concatenate([owner[entry] * len(self.terms) + term[place], done])
        values = np.concatenate([values, done_sure])
        by_doing = np.zeros(len(new), dtype=np.int64)
        np.maximum.at(by_doing, done // max(1, len(self.terms)), done_sure)
        self._keep(new, *strongest(keys, values, UNIT), count > 0, by_doing)

    def _done(self, new: Ints, known: frozenset[int]) -> tuple[Ints, Ints]:
        """(place in `new` times number of terms plus term, confidence) of what is said to be done, and to what.

        What is at the places in `known` is a form of the vocabulary already.
        """
        found = [
            (at * len(self.terms) + term, round(sure * UNIT))
            for at, string in enumerate(new.tolist())
            if at not in known
            for term, sure in self._doings.meant(self._strings.strings[string]).items()
        ]
        keys, values = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return keys, values

    def _keep(self, new: Ints, keys: Ints, best: Ints, headed: NDArray[np.bool_], by_doing: Ints) -> None:
        """Keep the surest terms of new strings; `keys` are place times number of terms plus term.

        What a doing and its thing say as surely (`by_doing`) is not said by the head alone.
        """
        size = max(1, len(self.terms))
        owner, top = keys // size, np.zeros(len(new), dtype=np.int64)
        np.maximum.at(top, owner, best)
        missing = len(self._strings.strings) - len(self._by_head)
        self._by_head = np.concatenate([self._by_head, np.zeros(missing, dtype=bool)])
        by_head = headed & (top > by_doing) & (top <= round(HEAD * UNIT))
        self._by_head[new[by_head]] = True
        likely = np.flatnonzero(best >= np.maximum(_FLOOR * UNIT, top[owner] - _RUNNER_UP * UNIT))
        ranked = likely[np.lexsort((keys[likely], -best[likely], owner[likely]))]
        ranked = ranked[within_runs(owner[ranked]) < _MOST]
        counts = np.bincount(owner[ranked], minlength=len(new))
        self._meant.write(new, counts, np.stack([keys[ranked] % size, best[ranked]], axis=1))

    def _said(self, read: Ints) -> tuple[Ints, Ints, Ints]:
        """(place in `read`, term, confidence) of what each string says as a whole, by place."""
        alike, inside = self._strings.similar(read, self._forms, _LEAST_ALIKE)
        lifted = np.rint(_LIFT_FROM * UNIT + _LIFT * alike.data)
        value = np.where(inside.data >= _INSIDE * UNIT, np.maximum(alike.data, lifted), alike.data).astype(np.int64)
        kept = np.flatnonzero(value >= _FLOOR * UNIT)
        row = np.repeat(np.arange(len(read)), np.diff(alike.indptr))[kept]
        entry, place = spread(self._owner_start, alike.indices[kept].astype(np.int64))
        size = max(1, len(self.terms))
        keys, best = strongest(row[entry] * size + self._owners[place], value[kept][entry], UNIT)
        return keys // size, keys % size, best

    def _heads(self, strings: Ints) -> list[list[str]]:
        """The head phrases of each string; a form of the vocabulary has none."""
        folded = [self._strings.strings[string] for string in strings.tolist()]
        asked = ["" if text in self._whole else text for text in folded]
        return [heads + tails for heads, tails in zip(head_phrases(asked), map(tail_phrases, asked), strict=True)]

    def join(self, left: Ints, right: Ints, floor: float) -> Joined:
        """Every pair of the two lists that the vocabulary ties together by `floor` or more; both lists are learnt."""
        if len(left) > len(right):
            turned = self.join(right, left, floor)
            return Joined(turned.right, turned.left, turned.value)
        mine, terms, sure, closeness = self._spread_meanings(left)
        rows, listed, values = self._by_term.of(right, self._meanings_by_term)
        least = _least_partner(floor, sure, closeness)
        start = np.searchsorted(listed, terms * _STEP + least)
        count = np.searchsorted(listed, (terms + 1) * _STEP) - start
        found = [(np.zeros(0, dtype=np.int64),) * 3]
        by_head, their_head = self._by_head[left], self._by_head[right]
        for part in _batches(count, _TIES_AT_ONCE):
            many = count[part]
            theirs = stretches(start[part], many)
            both = np.repeat(sure[part], many) * values[theirs] // UNIT
            value = _TIE[both] * np.repeat(closeness[part], many) // UNIT
            one, other = np.repeat(mine[part], many), rows[theirs]
            heads_only = by_head[one] & their_head[other]
            value[heads_only] = value[heads_only] * round(HEADS_ONLY * UNIT) // UNIT
            kept = value >= round(floor * UNIT)
            found.append((one[kept], other[kept], value[kept]))
        return Joined(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def _meanings_by_term(self, strings: Ints) -> tuple[Ints, Ints, Ints]:
        """(place in `strings`, term times _STEP plus confidence, confidence) of every meaning, ascending by the key."""
        row, cells = self._meant.of(strings)
        key = cells[:, 0] * _STEP + cells[:, 1]
        order = np.argsort(key, kind="stable")
        return row[order], key[order], cells[order, 1]

    def _spread_meanings(self, strings: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """(place in `strings`, term, confidence, closeness) of every meaning and of every term near it."""
        place, cells = self._meant.of(strings)
        entry, near = self._relations.near_terms(cells[:, 0])
        closeness = np.repeat([UNIT, round(NEAR * UNIT)], [len(cells), len(near)])
        return (
            np.concatenate([place, place[entry]]),
            np.concatenate([cells[:, 0], near]),
            np.concatenate([cells[:, 1], cells[entry, 1]]),
            closeness,
        )

    def learn_sure(self, strings: Ints) -> None:
        """Find which terms many strings surely mean, by themselves or by one of their parts."""
        new = distinct(self._sure.unwritten(strings))
        if not len(new):
            return
        cut_at = self.cut(new)
        found = [self.parts(string) for string in new[cut_at].tolist()]
        flat = np.array([part for listed in found for part in listed], dtype=np.int64)
        owner = np.repeat(cut_at, [len(listed) for listed in found])
        read, owner = np.concatenate([new, flat]), np.concatenate([np.arange(len(new)), owner])
        self.learn(read)
        entry, cells = self._meant.of(read)
        sure = cells[:, 1] >= SURE * UNIT
        size = max(1, len(self.terms))
        keys = distinct(owner[entry[sure]] * size + cells[sure, 0])
        self._sure.write(new, np.bincount(keys // size, minlength=len(new)), (keys % size).reshape(-1, 1))

    def strangers(self, left: Ints, right: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Pairs that are false friends and share no term, and pairs that mean other things and nothing near.

        Only pairs of different strings that both surely mean something; both lists are learnt (`learn_sure`).
        """
        both = np.flatnonzero(self._sure.filled(left) & self._sure.filled(right) & (left != right))
        one, mine = self._sure.of(left[both])
        two, theirs = self._sure.of(right[both][one])
        pair, mine, theirs = one[two], mine[two, 0], theirs[:, 0]
        same = _any(pair, mine == theirs, len(both))
        friends = _any(pair, self._relations.apart(mine, theirs), len(both)) & ~same
        others = ~(same | _any(pair, self._relations.near(mine, theirs), len(both)))
        found = np.zeros((2, len(left)), dtype=bool)
        found[0, both], found[1, both] = friends, others
        return found[0], found[1]

    def via(self, left: int, right: int) -> str | None:
        """The vocabulary's word that ties two strings best, None when they are tied by letters only."""
        best: tuple[int, str] | None = None
        for a, sure in self._readings(left):
            for b, other in self._readings(right):
                weight = UNIT if a == b else round(NEAR * UNIT) if self._relations.are_near(a, b) else 0
                value = sure * other * weight
                if value and (best is None or value > best[0]):
                    best = value, self.terms[b].term
        return best[1] if best else None

    def _readings(self, string: int) -> list[tuple[int, int]]:
        return [meant for part in (string, *self.parts(string)) for meant in self.meanings(part)]


def _any(pair: Ints, holds: NDArray[np.bool_], pairs: int) -> NDArray[np.bool_]:
    found = np.zeros(pairs, dtype=bool)
    found[pair[holds]] = True
    return found


def _least_partner(floor: float, sure: Ints, closeness: Ints) -> Ints:
    """The confidence that the other text needs at least, for a tie to reach the floor; never too much."""
    needed = -(-round(floor * UNIT) * UNIT // closeness)
    both = np.searchsorted(_TIE, needed)
    return np.minimum(both * UNIT // np.maximum(sure, 1), _STEP - 1)


def _batches(counts: Ints, most: int) -> list[slice]:
    """Stretches of `counts` that sum to about `most` each."""
    ends = np.searchsorted(np.cumsum(counts), np.arange(most, int(counts.sum()) + most, most), side="right")
    cuts = [0, *np.unique(np.append(ends, len(counts))).tolist()]
    return [slice(first, last) for first, last in itertools.pairwise(cuts) if last > first]
