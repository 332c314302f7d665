"""All distinct words that rows are found by, held by each process: corrects what is typed, completes what is begun."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Counter
from app.search.indexing import COUNTER
from app.search.models import SearchWord

# A word is compared with those that are at most so much longer or shorter, and may differ in so many letters.
FEWEST_CORRECTED, TWO_TYPOS_FROM = 4, 8
FEWEST_BEGUN, FEWEST_INSIDE = 2, 4
MOST_WORDS = 60
EXACT, BEGUN, TYPO, INSIDE = 1.0, 0.9, 0.75, 0.5
# Rows may be committed in another order than their numbers: so many earlier ones are read again.
READ_AGAIN = 2_000


class Lexicon:
    """Words with how many rows hold them. Not changed but by `learn`; `Lexicons` shares it among threads."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self.counts = dict(counts)
        self._sorted = sorted(self.counts)
        # A number is typed from its beginning or not at all.
        self._words = [word for word in self._sorted if not word.isdigit()]
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)

    def learn(self, words: Iterable[str]) -> Lexicon:
        """The same with new words; itself when there are none."""
        new = {word: 1 for word in words if word not in self.counts}
        return Lexicon((self.counts | new).items()) if new else self

    def meant(self, typed: str) -> dict[str, float]:
        """The words that may be meant by a typed one, with how likely: itself, longer ones that begin or hold it.

        Only where there are none of these, words that differ by a typing error: one letter, from eight letters on two.
        """
        found = dict.fromkeys(self._holding(typed), INSIDE) | dict.fromkeys(self._beginning(typed), BEGUN)
        if typed in self.counts:
            found[typed] = EXACT
        return self._most_common(found) if found else self._corrected(typed)

    def _beginning(self, typed: str) -> Iterator[str]:
        if len(typed) < FEWEST_BEGUN:
            return
        for place in range(bisect_left(self._sorted, typed), len(self._sorted)):
            if not self._sorted[place].startswith(typed):
                return
            yield self._sorted[place]

    def _holding(self, typed: str) -> list[str]:
        return [word for word in self._words if typed in word] if len(typed) >= FEWEST_INSIDE else []

    def _corrected(self, typed: str) -> dict[str, float]:
        if len(typed) < FEWEST_CORRECTED or typed.isdigit():
            return {}
        most = 2 if len(typed) >= TWO_TYPOS_FROM else 1
        near = [word for length in range(-most, most + 1) for word in self._by_length.get(len(typed) + length, ())]
        hits = extract(typed, near, scorer=OSA.distance, score_cutoff=most, limit=MOST_WORDS)
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
    counted = select(SearchWord.word, func.count()).group_by(SearchWord.word)
    return Lexicon((row[0], row[1]) for row in session.execute(counted))


def _since(session: Session, last_id: int) -> Iterable[str]:
    return session.scalars(select(SearchWord.word).where(SearchWord.id > last_id - READ_AGAIN).distinct())
