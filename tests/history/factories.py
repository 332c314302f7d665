"""Makers of named actions."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.db import new_uid
from app.history.models import Action, ActionKind
from tests.factories import NOW


def make_action(session: Session, **over: Any) -> Action:
    """An import that changed nothing."""
    values = {"action_id": new_uid(), "kind": ActionKind.IMPORT, "label": "Liste.csv", "at": NOW, "updated_at": NOW}
    action = Action(**(values | {"left": []} | over))
    session.add(action)
    session.flush()
    return action
