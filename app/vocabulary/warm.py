"""One lexicon a process: built at its first use, built anew beside the requests when words have changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.db import Database
from app.vocabulary import queries
from app.vocabulary.lexicon import Lexicon
from matching import Vocabulary

# Half-typed words and all: some kilobytes each.
MOST_QUESTIONS = 20_000


class WarmWords:
    """The process's lexicon over one database. Thread-safe: one thread at a time is inside.

    `own` is the vocabulary that database and people add to; the one that comes with the product when not given.
    """

    def __init__(self, database: Database, own: Vocabulary | None = None) -> None:
        self._database, self._own = database, own
        self._lock = threading.RLock()
        self._lexicon: Lexicon | None = None
        self._built_at = self._confirmed_at = 0
        self._renewing: threading.Thread | None = None

    @contextmanager
    def ready(self, session: Session) -> Iterator[Lexicon]:
        """The lexicon. What people confirm counts at once; what resembles it, and imports, a bit later."""
        state = queries.present_state(session)
        with self._lock:
            if self._lexicon is None:
                self._take(*self._built())
            assert self._lexicon is not None
            if state != self._confirmed_at:
                self._lexicon.confirm(queries.confirmed(session))
                self._confirmed_at = state
            stale = state != self._built_at or self._lexicon.questions > MOST_QUESTIONS
            if stale and (self._renewing is None or not self._renewing.is_alive()):
                self._renewing = threading.Thread(target=self._renew, name="renew-words", daemon=True)
                self._renewing.start()
            yield self._lexicon

    def settle(self) -> None:
        """Wait until a new lexicon that is being built has taken over."""
        renewing = self._renewing
        if renewing is not None:
            renewing.join()

    def _renew(self) -> None:
        lexicon, state = self._built()
        with self._lock:
            self._take(lexicon, state)

    def _take(self, lexicon: Lexicon, state: int) -> None:
        self._lexicon, self._built_at, self._confirmed_at = lexicon, state, state
        lexicon.confirm(lexicon.sources.confirmed)

    def _built(self) -> tuple[Lexicon, int]:
        with self._database.reading() as session:
            state, sources = queries.present_state(session), queries.sources(session)
        present = self._lexicon
        if present is not None and present.questions <= MOST_QUESTIONS and present.sources.same_as(sources):
            return present, state
        lexicon = Lexicon(self._own or Vocabulary.load_default(), sources)
        lexicon.warm_up()
        return lexicon, state
