"""Builds a process's ranker and lexicon when it starts, beside the first requests instead of inside one of them."""

from __future__ import annotations

import threading

from app import clock
from app.matches.blueprint import EXTENSION
from app.vocabulary.blueprint import EXTENSION as WORDS
from app.web import Jobloft


def warm_up(app: Jobloft) -> Jobloft:
    """Begin to build them in the background; a request that needs one meanwhile waits for it."""
    threading.Thread(target=_build, args=(app,), name="warm-up", daemon=True).start()
    return app


def _build(app: Jobloft) -> None:
    with app.database.reading() as session, app.extensions[EXTENSION].ready(session, clock.today()) as ready:
        # The first list works out every person's own best.
        order_id = next(ready.order_ids(), None)
        if order_id is not None:
            ready.people_for(order_id, among=ready.elsewhere(()), limit=1)
    with app.database.reading() as session, app.extensions[WORDS].ready(session):
        pass
