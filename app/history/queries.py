"""Reads of named actions for the administrator, and of what the rows in them are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.companies.models import Company
from app.db import is_writing
from app.history.models import Action, ActionKind, Change
from app.history.tables import Key, among, is_company_side, key_names, row_id_of, table_of

NAMES = ("name", "title", "purpose", "kind")


@dataclass(frozen=True)
class RowName:
    """What a row is called, and the company that it belongs to."""

    text: str = ""
    company: str = ""
    company_id: int | None = None


def action_list(kind: ActionKind | None) -> Select[Any]:
    """Named actions, of one kind when it is given, the latest first."""
    query = select(Action).order_by(Action.id.desc())
    return query.where(Action.kind == kind) if kind else query


def get_action(session: Session, number: int) -> Action:
    """An action by its number; locked when the session writes.

    Raises:
        NotFound: there is none.
    """
    query = select(Action).where(Action.id == number)
    action = session.scalar(query.with_for_update() if is_writing(session) else query)
    if action is None:
        raise NotFound
    return action


def user_names(session: Session, user_ids: Iterable[int | None]) -> dict[int, str]:
    """Names of users by number."""
    asked = {user_id for user_id in user_ids if user_id is not None}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(asked)))
    return {row.id: row.name for row in rows}


def touched_tables(session: Session, action_id: str) -> list[tuple[str, int]]:
    """How many rows of which table the action touched; most first."""
    count = func.count(Change.row_id.distinct())
    query = select(Change.table_name, count).where(Change.action_id == action_id).group_by(Change.table_name)
    return sorted(((row[0], row[1]) for row in session.execute(query)), key=lambda line: (-line[1], line[0]))


def row_names(session: Session, keys: Collection[Key]) -> dict[Key, RowName]:
    """What rows of the company side are called, as they stand now. Two queries a table."""
    by_table = defaultdict(list)
    for table, row_id in keys:
        if is_company_side(table):
            by_table[table].append(row_id)
    found: dict[Key, RowName] = {}
    for table, row_ids in by_table.items():
        found |= _names(session, table, row_ids)
    return found


def _names(session: Session, table: str, row_ids: list[str]) -> dict[Key, RowName]:
    source = table_of(table)
    rows = session.execute(select(source).where(among(table, row_ids))).all()
    owner = "id" if table == "company" else "company_id"
    owners = {getattr(row, owner) for row in rows} if owner in source.c else set()
    companies = {
        row.id: row.name for row in session.execute(select(Company.id, Company.name).where(Company.id.in_(owners)))
    }
    text = next((name for name in NAMES if name in source.c and name not in key_names(table)), None)
    found = {}
    for row in rows:
        company_id = getattr(row, owner) if owners else None
        said = str(getattr(row, text)) if text in ("name", "title", "purpose") and table != "company" else ""
        found[(table, row_id_of(table, row))] = RowName(said, companies.get(company_id, ""), company_id)
    return found
