"""Pages and sorting of lists, with the filters kept in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request
from sqlalchemy import ColumnElement, Executable, Select, func, select
from sqlalchemy.orm import Session

PER_PAGE = 50
# No list is longer; how many rows to skip stays a number that both databases hold.
FARTHEST = 1_000_000
Row = TypeVar("Row")


def _address(**changes: Any) -> str:
    kept = {key: values for key, values in request.args.lists() if key not in changes}
    changed = {key: [str(value)] for key, value in changes.items() if value is not None}
    query = urlencode([(key, value) for key, values in (kept | changed).items() for value in values])
    return f"{request.path}?{query}" if query else request.path


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: Sequence[Row]
    number: int
    total: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @staticmethod
    def address(number: int) -> str:
        """The address of another page of the same list."""
        return _address(page=number if number > 1 else None)


@dataclass(frozen=True)
class Sorting:
    """By which column a list is sorted; `columns` maps the key in the address to what is sorted by."""

    key: str
    descending: bool
    columns: Mapping[str, Any]

    def apply(self, query: Select[Any]) -> Select[Any]:
        """The query in this order; ties keep a stable order by the caller's last criterion."""
        column = self.columns[self.key]
        ordered = column.desc() if self.descending else column.asc()
        # Where the empty ones go is not said of a column without any: PostgreSQL's indexes know only the plain orders.
        return query.order_by(ordered.nulls_last() if getattr(column, "nullable", True) else ordered)

    def address(self, key: str) -> str:
        """The address that sorts by a column, turned round when it is the present one."""
        turned = key == self.key and not self.descending
        return _address(sort=f"-{key}" if turned else key, page=None)


def sorting(columns: Mapping[str, Any], default: str) -> Sorting:
    """The sorting asked for in the address (`sort=name` or `sort=-name`), or the default."""
    asked = request.args.get("sort", default)
    key = asked.removeprefix("-")
    return (
        Sorting(key, asked.startswith("-"), columns)
        if key in columns
        else Sorting(default.removeprefix("-"), default.startswith("-"), columns)
    )


def page_number(asked: int, total: int, per_page: int) -> int:
    """The page that is shown when this one is asked for: at least the first, at most the last."""
    return min(max(1, asked), max(1, -(-total // per_page)))


def page_of(
    session: Session,
    query: Select[Any],
    *,
    per_page: int = PER_PAGE,
    shown: Executable | None = None,
    total: ColumnElement[int] | None = None,
) -> Page[Any]:
    """The page asked for in the address (`page=2`); a number beyond the end gives the last page. Three queries.

    Ids are counted and skipped first, and only the page's own rows are read: a list of 100,000 is far cheaper to leaf
    through by its index. `shown` reads what is shown of the rows with the ids in its parameter `ids`, where that is
    less than the whole rows; `total` counts the rows while they are read, where their conditions are dear: one query
    less, or one more beyond the end.
    """
    kind = query.column_descriptions[0]["entity"]
    ids = query.with_only_columns(kind.id, maintain_column_froms=True)
    asked = min(max(1, request.args.get("page", 1, type=int)), FARTHEST)
    found, number = ([], 0) if total is None else _counted(session, ids.add_columns(total), asked, per_page)
    if not found:
        number = session.scalar(select(func.count()).select_from(ids.order_by(None).subquery())) or 0
        asked = page_number(asked, number, per_page)
        found = session.scalars(_leaf(ids, asked, per_page)).all()
    rows = {row.id: row for row in _read(session, query, shown, found)} if found else {}
    return Page([rows[row_id] for row_id in found if row_id in rows], asked, number, per_page)


def _read(session: Session, query: Select[Any], shown: Executable | None, found: Sequence[int]) -> Iterable[Any]:
    if shown is not None:
        return session.execute(shown, {"ids": found})
    kind = query.column_descriptions[0]["entity"]
    return session.scalars(query.where(kind.id.in_(found)))


def _leaf(query: Select[Any], number: int, per_page: int) -> Select[Any]:
    return query.limit(per_page).offset((number - 1) * per_page)


def _counted(session: Session, query: Select[Any], number: int, per_page: int) -> tuple[Sequence[int], int]:
    """The ids of a page and how many there are in all; nothing and 0 beyond the end."""
    rows = session.execute(_leaf(query, number, per_page)).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0
