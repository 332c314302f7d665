"""Writes a change row for every changed row, whichever service changed it, in the same transaction."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, inspect, update
from sqlalchemy.orm import InstanceState, Session, UOWTransaction, object_session

from app.bulk import Ready, insert_rows
from app.db import Base, Versioned, new_uid
from app.history.models import Action, Change

# Technical rows without meaning to people, and those that are logs themselves.
UNRECORDED = frozenset(
    # Proposed doubles are worked out anew by each sweep.
    "change action access_log web_session once_key throttle counter mail import_batch import_row "
    "double_proposal".split()
)
# Possibly about health: the log says that it changed, by whom and when, never what it said.
WITHOUT_VALUES = frozenset({"considerations"})
# Under this key a session collects which rows it changed (table and id as text), for those who work something out.
TOUCHED = "touched_rows"
# In the image of a deleted row: which row of its table it was merged into, so that both are erased together.
WENT_INTO = "went_into"
# Never copied into an image: a log must not become a second place for secrets.
SECRET_COLUMNS = frozenset({"password_hash", "token_hash"})
# Speaks of other residents than the one whose row it is: erased with each of them in its own place, never copied.
OF_OTHERS = frozenset({"kept_ranking"})


def begin_action(session: Session, *, actor_id: int | None, now: datetime) -> None:
    """Name the actor and the instant of all changes that this session will make."""
    session.info.update(actor_id=actor_id, now=now, action_id=new_uid(), recorded=0, registered=False)


def install(session_class: type[Session]) -> None:
    """Listen to all sessions of a class."""
    event.listen(session_class, "before_flush", _stamp)
    event.listen(session_class, "after_flush", _record)
    event.listen(session_class, "before_commit", _count)
    event.listen(Base, "after_delete", _note_deleted, propagate=True)


def note_inserted(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Log rows that were inserted past the session (bulk loading); each holds every column, also its id."""
    _write(session, _images_of_new(kind, rows))


def lines_of_new(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The log's own rows for rows that are to be inserted past the session: to be inserted with them, and counted."""
    return [_common(session) | image for image in _images_of_new(kind, rows)]


def lines_of(
    session: Session, kind: type[Base], images: Iterable[tuple[int, Mapping[str, Any] | None, Mapping[str, Any] | None]]
) -> list[dict[str, Any]]:
    """The log's own rows for rows that are to be changed past the session: number, image before and after.

    Whoever changes them raises `version` and `updated_at` as the session would have done.
    """
    common = _common(session) | {"table_name": kind.__tablename__, "resident_id": None}
    return [
        common | {"row_id": str(row_id), "before": _plain_image(before), "after": _plain_image(after)}
        for row_id, before, after in images
    ]


def insert_lines(session: Session, lines: Iterable[Ready], touched: Iterable[tuple[str, str]]) -> None:
    """Insert such rows, made ready, and say which rows (table and id as text) are to be looked at anew."""
    for ready in lines:
        ready.insert(session)
        count_lines(session, len(ready.values))
    session.info.setdefault(TOUCHED, set()).update(touched)


def _plain_image(image: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if image is None else _without_secrets({key: _plain(value) for key, value in image.items()})


def count_lines(session: Session, number: int) -> None:
    """So many rows of the log were inserted past the session."""
    session.info["recorded"] = session.info.get("recorded", 0) + number


def _images_of_new(kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    keys = [column.name for column in inspect(kind).primary_key]
    return [
        {
            "table_name": kind.__tablename__,
            "row_id": "/".join(str(row[key]) for key in keys),
            "resident_id": row.get("resident_id"),
            "before": None,
            "after": _without_secrets({key: _plain(value) for key, value in row.items()}),
        }
        for row in rows
    ]


def note_changed(
    session: Session, kind: type[Base], images: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]]
) -> None:
    """Log rows that were changed past the session, as `lines_of` makes their lines."""
    lines = lines_of(session, kind, images)
    ready = Ready.of(session.get_bind().dialect, Change.__table__, lines)  # type: ignore[arg-type]
    insert_lines(session, [ready], [(kind.__tablename__, line["row_id"]) for line in lines])


def note_merged(session: Session, gone: Base, into: Base) -> None:
    """Say, before the one is deleted, that it goes into the other."""
    session.info.setdefault(WENT_INTO, {})[gone] = str(into.id)  # type: ignore[attr-defined]


def _stamp(session: Session, _context: UOWTransaction, _instances: object) -> None:
    now = session.info.get("now")
    for row in (*session.new, *session.dirty):
        if now is not None and isinstance(row, Versioned) and session.is_modified(row):
            row.updated_at = now


def _note_deleted(_mapper: object, _connection: object, row: Base) -> None:
    # A row that leaves a list (a skill, a wish) is deleted without ever standing in `session.deleted`.
    session = object_session(row)
    if session is not None:
        session.info.setdefault("deleted_rows", []).append(row)


def _record(session: Session, _context: UOWTransaction) -> None:
    images = [image for row in session.new if (image := _image(row, None, _now_of(row)))]
    images += [image for row in session.dirty if (image := _difference(row))]
    images += [image for row in session.info.pop("deleted_rows", []) if (image := _image(row, _last_of(row), None))]
    _write(session, images)


def _write(session: Session, images: list[dict[str, Any]]) -> None:
    touched = session.info.setdefault(TOUCHED, set())
    touched.update((image["table_name"], image["row_id"]) for image in images)
    if images and "action_id" in session.info:
        common = _common(session)
        insert_rows(session, Change.__table__, [common | image for image in images])  # type: ignore[arg-type]
        count_lines(session, len(images))


def _common(session: Session) -> dict[str, Any]:
    info = session.info
    return {"action_id": info["action_id"], "actor_id": info["actor_id"], "at": info["now"]}


def _count(session: Session) -> None:
    """How many rows a named action has changed is known at its end."""
    if session.info.get("registered") and not session.in_nested_transaction():
        session.flush()
        named = Action.__table__.c.action_id == session.info["action_id"]
        session.execute(update(Action.__table__).where(named).values(rows=session.info["recorded"]))  # type: ignore[arg-type]


def _difference(row: Base) -> dict[str, Any] | None:
    state: InstanceState[Base] = inspect(row)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        changed = state.attrs[attribute.key].history
        if changed.has_changes() and attribute.key not in ("version", "updated_at"):
            before[attribute.key] = _plain(changed.deleted[0] if changed.deleted else None)
            after[attribute.key] = _plain(changed.added[0] if changed.added else None)
    return _image(row, _without_secrets(before), _without_secrets(after)) if before or after else None


def _image(row: Base, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any] | None:
    if row.__tablename__ in UNRECORDED:
        return None
    state: InstanceState[Base] = inspect(row)
    return {
        "table_name": row.__tablename__,
        "row_id": "/".join(str(part) for part in state.mapper.primary_key_from_instance(row)),
        "resident_id": row.id if row.__tablename__ == "resident" else getattr(row, "resident_id", None),  # type: ignore[attr-defined]
        "before": _as_kept(row, before),
        "after": _as_kept(row, after),
    }


def _as_kept(row: Base, image: dict[str, Any] | None) -> dict[str, Any] | None:
    return dict.fromkeys(image) if image and row.__tablename__ in WITHOUT_VALUES else image


def _now_of(row: Base) -> dict[str, Any]:
    state: InstanceState[Base] = inspect(row)
    return _without_secrets({key: _plain(state.dict.get(key)) for key in [c.key for c in state.mapper.column_attrs]})


def _last_of(row: Base) -> dict[str, Any]:
    session = object_session(row)
    into = session.info.get(WENT_INTO, {}).pop(row, None) if session else None
    return _now_of(row) | ({WENT_INTO: into} if into else {})


def _without_secrets(image: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in image.items() if key not in SECRET_COLUMNS | OF_OTHERS}


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
