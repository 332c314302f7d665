"""Writes down who looked at which resident: kept aside of the page, and without it the page is not shown."""

from __future__ import annotations

import enum
from collections.abc import Collection

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import clock
from app.history.models import AccessLog
from app.web import keep_aside, signed_in


class Look(enum.StrEnum):
    """What was looked at."""

    VIEW = "view"
    EDIT = "edit"
    SEARCH = "search"
    TALK = "talk"
    SHARED = "shared"
    CONSENTS = "consents"
    CONSIDERATIONS = "considerations"
    RANKING = "ranking"


def note_look(what: Look, resident_ids: Collection[int], *, why: str = "") -> None:
    """Log that the one who is signed in sees these residents now. Never put what was searched for into `why`."""
    if not resident_ids:
        return
    common = {"user_id": signed_in().id, "at": clock.now(), "what": what.value, "why": why}
    rows = [common | {"resident_id": resident_id} for resident_id in resident_ids]

    def write(session: Session) -> None:
        session.execute(insert(AccessLog), rows)

    keep_aside(write)
