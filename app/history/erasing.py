"""Takes a person out of the tables and out of the change log at once, so that no undo brings them back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.companies.models import ContactPerson
from app.history.ahead import note_erased
from app.history.models import Change
from app.history.net import ERASED
from app.history.record import WENT_INTO
from app.history.tables import Reference, model_of, referring_to
from app.search.indexing import note_many

PERSONAL = frozenset({"name", "job_title", "phone", "email"})
TABLE = ContactPerson.__tablename__


def erase_contact(session: Session, contact: ContactPerson) -> int:
    """Delete a contact person; gives how many lines of the change log told of them.

    What refers to them stays without them. The log's lines stay too, with everything but the person's values, also
    those of rows that were merged into this one. There is no way back.
    """
    row_ids = _with_merged(session, str(contact.id))
    for reference in referring_to(TABLE):
        _let_go(session, reference, contact.id, {int(row_id) for row_id in row_ids})
    session.delete(contact)
    session.flush()
    # Running processes hold the words of names to correct what is typed; they read them anew.
    note_many(session)
    return sum(_strip(session, TABLE, row_id, PERSONAL) for row_id in row_ids)


def erase_gone(session: Session, number: int) -> int:
    """As `erase_contact`, of a person whose row an undo has deleted; 0 when the log never knew of one."""
    note_many(session)
    return sum(_strip(session, TABLE, row_id, PERSONAL) for row_id in _with_merged(session, str(number)))


def went_into(session: Session, number: int) -> int | None:
    """The contact person that one who is gone was merged into, if that is how they went."""
    query = select(Change.before[WENT_INTO].as_string())
    last = query.where(Change.table_name == TABLE, Change.row_id == str(number)).order_by(Change.id.desc()).limit(1)
    found = session.scalar(last)
    return None if found is None else int(found)


def _with_merged(session: Session, row_id: str) -> list[str]:
    """The row, and those that went into it by a merge which has not been undone, or into one of these."""
    found = [row_id]
    for one in found:
        into = Change.before[WENT_INTO].as_string() == one
        query = select(Change.row_id).where(Change.table_name == TABLE, into).distinct()
        known = [merged for merged in session.scalars(query) if merged not in found]
        found += [merged for merged in known if session.get(ContactPerson, int(merged)) is None]
    return found


def _let_go(session: Session, reference: Reference, contact_id: int, numbers: Collection[int]) -> None:
    """Nothing refers to the person any more, and the log does not remember it: an undo of the rest must fit."""
    model = model_of(reference.table)
    rows = list(session.scalars(select(model).where(getattr(model, reference.column) == contact_id)))
    for row in rows:
        setattr(row, reference.column, None)
    session.flush()
    for row in rows:
        for change in _changes(session, reference.table, str(row.id)):
            if {(image or {}).get(reference.column) for image in (change.before, change.after)} & set(numbers):
                change.before = _without(change.before, {reference.column})
                change.after = _without(change.after, {reference.column})
    session.flush()


def _strip(session: Session, table: str, row_id: str, columns: Collection[str]) -> int:
    changes = _changes(session, table, row_id)
    for change in changes:
        change.before = _marked(_without(change.before, columns))
        change.after = _marked(_without(change.after, columns))
    note_erased(session)
    return len(changes)


def _changes(session: Session, table: str, row_id: str) -> list[Change]:
    return list(session.scalars(select(Change).where(Change.table_name == table, Change.row_id == row_id)))


def _without(image: dict[str, Any] | None, columns: Collection[str]) -> dict[str, Any] | None:
    return None if image is None else {name: value for name, value in image.items() if name not in columns}


def _marked(image: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if image is None else image | {ERASED: True}
