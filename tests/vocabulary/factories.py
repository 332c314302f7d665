"""Confirmed words."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.vocabulary.models import ConfirmedTerm
from matching.text import fold
from tests.factories import NOW


def make_confirmed(session: Session, *, user_id: int, **over: Any) -> ConfirmedTerm:
    """A colleague's word that to fluff a stairway is to wash it."""
    values = {"text": "opgangsfnuller", "meaning_id": "trappevask", "meaning": "Trappevask"} | over
    row = ConfirmedTerm(folded=fold(values["text"]), confirmed_by_id=user_id, confirmed_at=NOW, **values)
    session.add(row)
    session.flush()
    return row
