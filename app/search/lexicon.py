"""All distinct words that rows are found by, held by each process: corrects what is typed, completes what is begun."""

from __future__ import annotations

import copy
import threading
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Counter
from app.search.indexing import COUNTER
from app.search.models import Found, SearchWord

# A word is compared with those that are at most so much longer or shorter, and may differ in so many letters.
FEWEST_CORRECTED, TWO_TYPOS_FROM = 4, 8
FEWEST_BEGUN, FEWEST_INSIDE = 2, 4
MOST_WORDS = 60
EXACT, BEGUN, TYPO, INSIDE = 1.0, 0.9, 0.75, 0.5
# Rows may be committed in another order than their numbers: so many earlier ones are read again.
READ_AGAIN = 2_000
# A word's kinds as bits of one number.
BITS = {kind: 1 << place for place, kind in enumerate(Found)}
ALL_KINDS = (1 << len(BITS)) - 1
Counted = tuple[str, Found, int]


class Lexicon:
    """Words with how many rows of which kinds hold them. Never changed; `Lexicons` shares it among threads."""

    def __init__(self, counted: Iterable[Counted]) -> None:
        self.counts: dict[str, int] = {}
        self._kinds: dict[str, int] = {}
        self._asked = ALL_KINDS
        self._count(counted)
        self._order()

    def _count(self, counted: Iterable[Counted]) -> None:
        counts, kinds = self.counts, self._kinds
        for word, kind, count in counted:
            counts[word] = counts.get(word, 0) + count
            kinds[word] = kinds.get(word, 0) | BITS[kind]

    def _order(self) -> None:
        self._sorted = sorted(self.counts)
        # A number is typed from its beginning or not at all.
        self._words = [word for word in self._sorted if not word.isdigit()]
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)

    def learn(self, words: Iterable[tuple[str, Found]]) -> Lexicon:
        """The same with new words, or words of other kinds than before; itself when there are none."""
        new = [(word, kind, 1) for word, kind in words if not self._kinds.get(word, 0) & BITS[kind]]
        if not new:
            return self
        learned = copy.copy(self)
        learned.counts, learned._kinds = dict(self.counts), dict(self._kinds)
        learned._count(new)
        if len(learned.counts) > len(self.counts):
            learned._order()
        return learned

    def among(self, kinds: Collection[Found]) -> Lexicon:
        """The same, where only words of these kinds of rows are meant: what somebody may not see proposes nothing."""
        seen = copy.copy(self)
        seen._asked = sum(BITS[kind] for kind in set(kinds))
        return seen

    def meant(self, typed: str) -> dict[str, float]:
        """The words that may be meant by a typed one, with how likely: itself, longer ones that begin or hold it.

        Only where there are none of these, words that differ by a typing error: one letter, from eight letters on two.
        """
        found = dict.fromkeys(self._holding(typed), INSIDE) | dict.fromkeys(self._beginning(typed), BEGUN)
        if self._is_open(typed):
            found[typed] = EXACT
        return self._most_common(found) if found else self._corrected(typed)

    def _is_open(self, word: str) -> bool:
        return bool(self._kinds.get(word, 0) & self._asked)

    def _beginning(self, typed: str) -> Iterator[str]:
        if len(typed) < FEWEST_BEGUN:
            return
        for place in range(bisect_left(self._sorted, typed), len(self._sorted)):
            if not self._sorted[place].startswith(typed):
                return
            if self._is_open(self._sorted[place]):
                yield self._sorted[place]

    def _holding(self, typed: str) -> list[str]:
        held = [word for word in self._words if typed in word] if len(typed) >= FEWEST_INSIDE else []
        return [word for word in held if self._is_open(word)]

    def _corrected(self, typed: str) -> dict[str, float]:
        if len(typed) < FEWEST_CORRECTED or typed.isdigit():
            return {}
        most = 2 if len(typed) >= TWO_TYPOS_FROM else 1
        near = [word for length in range(-most, most + 1) for word in self._by_length.get(len(typed) + length, ())]
        hits = extract(typed, near, scorer=OSA.distance, score_cutoff=most, limit=None)
        hits = [hit for hit in hits if self._is_open(hit[0])][:MOST_WORDS]
        closest = min((distance for _word, distance, _place in hits), default=0)
        return {word: TYPO**distance for word, distance, _place in hits if distance == closest}

    def _most_common(self, found: dict[str, float]) -> dict[str, float]:
        if len(found) <= MOST_WORDS:
            return found
        best = sorted(found, key=lambda word: (-found[word], -self.counts[word], word))
        return {word: found[word] for word in best[:MOST_WORDS]}


@dataclass
class _State:
    lexicon: Lexicon
    last_id: int
    counter: int


class Lexicons:
    """The process's lexicon, kept up with the database: one small query a search, read anew after bulk changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: _State | None = None

    def current(self, session: Session) -> Lexicon:
        """The lexicon as of now."""
        counter = session.scalar(select(Counter.value).where(Counter.name == COUNTER)) or 0
        last_id = session.scalar(select(func.max(SearchWord.id))) or 0
        with self._lock:
            state = self._state
            if state is None or state.counter != counter or last_id < state.last_id:
                state = _State(_read(session), last_id, counter)
            elif last_id > state.last_id:
                state = _State(state.lexicon.learn(_since(session, state.last_id)), last_id, counter)
            self._state = state
            return state.lexicon


def _read(session: Session) -> Lexicon:
    counted = select(SearchWord.word, SearchWord.kind, func.count()).group_by(SearchWord.word, SearchWord.kind)
    return Lexicon((row[0], row[1], row[2]) for row in session.execute(counted))


def _since(session: Session, last_id: int) -> Iterable[tuple[str, Found]]:
    new = select(SearchWord.word, SearchWord.kind).where(SearchWord.id > last_id - READ_AGAIN).distinct()
    return ((row[0], row[1]) for row in session.execute(new))
