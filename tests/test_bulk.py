"""Many rows at once arrive as single ones would: every kind of value, in order, with ids that stay free for others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.bulk import FEW, insert_rows, take_ids
from app.history.models import Change
from app.imports.staging import table_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NASTY = 'tab\t, new\nline, \\N, \\., quotation mark", 漢字 é, {"a": 1}'


def _change(number: int) -> dict[str, object]:
    before = {"text": NASTY, "none": None, "yes": True, "list": [1, "to"]} if number % 2 else None
    rest = {"table_name": "company", "row_id": str(number), "resident_id": None, "before": before, "after": {}}
    return {"action_id": "a", "actor_id": number, "at": NOW, **rest}


@pytest.mark.parametrize("number", [1, FEW, FEW + 1, 3 * FEW])
def test_values_arrive_as_they_were(session, number):
    rows = [_change(n) for n in range(number)]
    insert_rows(session, table_of(Change), rows)
    found = session.scalars(select(Change).where(Change.action_id == "a").order_by(Change.id)).all()
    assert [{name: getattr(one, name) for name in rows[0]} for one in found] == rows


def test_ids_are_given_to_nobody_else(session):
    table = table_of(Change)
    insert_rows(session, table, [_change(0)])
    first = session.scalars(select(Change.id).where(Change.action_id == "a")).one()
    ids = take_ids(session, table, 2 * FEW)
    insert_rows(session, table, [{"id": row_id} | _change(n) for n, row_id in enumerate(ids)])
    insert_rows(session, table, [_change(-1)])
    found = session.execute(select(Change.id, Change.actor_id).where(Change.action_id == "a").order_by(Change.id)).all()
    pairs = [(first, 0), *zip(ids, range(2 * FEW), strict=True), (ids[-1] + 1, -1)]
    assert [tuple(row) for row in found] == pairs
    assert ids == list(range(first + 1, first + 1 + 2 * FEW))


def test_no_ids_for_no_rows(session):
    assert take_ids(session, table_of(Change), 0) == []


@pytest.mark.parametrize("number", [1, 2 * FEW])
def test_a_fault_of_the_database_is_told_in_one_way(session, number):
    rows = [_change(n) | {"table_name": None} for n in range(number)]
    with pytest.raises(IntegrityError):
        insert_rows(session, table_of(Change), rows)
    session.rollback()
