"""Makes what is otherwise random repeatable, in made-up data only: there it guards nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import Uid
from app.history import record


def begin(session: Session, *, seed: int, now: datetime) -> Iterator[str]:
    """Begin the action that lays made-up data in; each row that needs a uid gets the next of the seed's.

    Returns them too, for rows that are not made as objects.
    """
    uids = _uids(seed)
    record.begin_action(session, actor_id=None, now=now)
    session.info["action_id"] = next(uids)

    def give(session: Session, _context: object, _instances: object) -> None:
        for row in session.new:
            if isinstance(row, Uid) and row.uid is None:
                row.uid = next(uids)

    event.listen(session, "before_flush", give)
    return uids


def _uids(seed: int) -> Iterator[str]:
    dice = random.Random(f"uids of {seed}")  # noqa: S311 (repeatable by intention)
    while True:
        yield f"{dice.getrandbits(128):032x}"
