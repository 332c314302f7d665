"""What a row would change of a registered company: old and new by field, never emptying one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.companies.rules import folded
from app.companies.supplier_numbers import LONGEST, joined, numbers_in
from app.folding import folded_words
from app.imports.fields import TARGETS, Field, Table
from app.imports.rows import Cleaned
from app.imports.values import Value

Plain = str | int | bool | None
BUYER = "organisation_id"


@dataclass(frozen=True)
class Held:
    """Who gave a field its present value by hand since the last import, and when (ISO)."""

    user_id: int | None
    at: str


@dataclass(frozen=True)
class FieldChange:
    """One field of one row: `row_id` is None for a row that is to be made. Held: a person has written the old value."""

    table: Table
    row_id: int | None
    column: str
    old: Plain
    new: Plain
    held: Held | None = None

    def as_kept(self) -> list[Any]:
        """A list that JSON holds."""
        held = [self.held.user_id, self.held.at] if self.held else None
        return [self.table.value, self.row_id, self.column, self.old, self.new, held]

    @classmethod
    def from_kept(cls, kept: Sequence[Any]) -> FieldChange:
        """The change that such a list holds."""
        table, row_id, column, old, new, held = kept
        return cls(Table(table), row_id, column, old, new, Held(*held) if held else None)

    def by(self, held: Held | None) -> FieldChange:
        """The same, with who wrote the old value."""
        return replace(self, held=held)


@dataclass(frozen=True)
class Record:
    """A registered company in full, its contact persons, and what one association buys of it; days in ISO form."""

    company: dict[str, Any]
    contacts: tuple[dict[str, Any], ...] = ()
    supplier: dict[str, Any] | None = None
    versions: tuple[int, ...] = field(default=())


def changes_of(row: Cleaned, record: Record, organisation_id: int | None) -> list[FieldChange]:
    """What the row would change."""
    found = _company_changes(row, record)
    found += _contact_changes(row, record)
    if organisation_id is not None:
        found += _supplier_changes(row, record, organisation_id)
    return found


def values_for(row_values: dict[Field, Value], table: Table) -> dict[str, Value]:
    """A row's values of one table, by column."""
    return {TARGETS[name].column: value for name, value in row_values.items() if TARGETS[name].table is table}


def _company_changes(row: Cleaned, record: Record) -> list[FieldChange]:
    wanted = values_for(row.values, Table.COMPANY)
    return _differing(Table.COMPANY, record.company, wanted)


def _contact_changes(row: Cleaned, record: Record) -> list[FieldChange]:
    wanted = values_for(row.values, Table.CONTACT)
    if not wanted:
        return []
    name = _person(wanted["name"])
    known = [contact for contact in record.contacts if _person(contact["name"]) == name]
    if not known:
        return _made(Table.CONTACT, wanted)
    here = [contact for contact in known if contact["left_on"] is None]
    # Someone who has left the company stays so: the finance system has not heard of it.
    return _differing(Table.CONTACT, here[0], wanted) if here else []


def _supplier_changes(row: Cleaned, record: Record, organisation_id: int) -> list[FieldChange]:
    wanted = values_for(row.values, Table.SUPPLIER)
    if record.supplier is None:
        return _made(Table.SUPPLIER, {BUYER: organisation_id, **wanted})
    return _differing(Table.SUPPLIER, record.supplier, _beside_others(record.supplier, wanted))


def _beside_others(supplier: dict[str, Any], wanted: dict[str, Value]) -> dict[str, Value]:
    """A company that the association knows by several numbers keeps them all; a further one is added, if it fits."""
    held, new = str(supplier["supplier_number"]), wanted.get("supplier_number")
    if not new or len(numbers_in(held)) < 2:
        return wanted
    together = joined(held, str(new))
    return wanted | {"supplier_number": together if len(together) <= LONGEST else held}


def _made(table: Table, values: dict[str, Value]) -> list[FieldChange]:
    return [FieldChange(table, None, column, None, value) for column, value in values.items()]


def _differing(table: Table, row: dict[str, Any], wanted: dict[str, Value]) -> list[FieldChange]:
    return [
        FieldChange(table, row["id"], column, row[column], value)
        for column, value in wanted.items()
        if not same(table, column, row[column], value)
    ]


def same(table: Table, column: str, old: Any, new: Any) -> bool:
    """Whether two values say the same: finance systems shout, and leave out www."""
    if old == new:
        return True
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    if column == "name":
        return folded(old) == folded(new) if table is Table.COMPANY else _person(old) == _person(new)
    if column == "website":
        return _bare_address(old) == _bare_address(new)
    return "".join(old.casefold().split()) == "".join(new.casefold().split())


def _person(name: Any) -> str:
    return " ".join(folded_words(str(name)))


def _bare_address(address: str) -> str:
    return address.casefold().partition("://")[2].removeprefix("www.").rstrip("/")


def as_day(value: Any) -> Any:
    """A day as a column keeps it."""
    return date.fromisoformat(value) if isinstance(value, str) else value
