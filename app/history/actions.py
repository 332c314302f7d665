"""Gives an action its name, so that people find it again and can take it back; keeps what is undone by what."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.history.models import Action, ActionKind

LONGEST_LABEL = 200


def register(session: Session, kind: ActionKind, label: str) -> Action:
    """Name the action that this session carries out; once a transaction, a second call gives the first one's row.

    The number of changed rows is counted when the transaction ends.
    """
    known = session.scalar(select(Action).where(Action.action_id == session.info["action_id"]))
    if known is not None:
        return known
    info = session.info
    action = Action(
        action_id=info["action_id"],
        kind=kind,
        label=" ".join(label.split())[:LONGEST_LABEL],
        at=info["now"],
        actor_id=info["actor_id"],
        updated_at=info["now"],
        left=[],
    )
    session.add(action)
    session.flush()
    info["registered"] = True
    return action


def note_undone(session: Session, undone: Action, by: Action) -> None:
    """Say what takes effect now: an undo that is itself undone lets the action before it take effect again."""
    by.undoes_id = undone.id
    above, action, in_effect = by, undone, False
    while True:
        action.undone_by_id = None if in_effect else above.id
        if action.undoes_id is None:
            return
        above, action, in_effect = action, session.get_one(Action, action.undoes_id), not in_effect
