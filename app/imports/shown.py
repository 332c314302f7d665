"""A page of a file's rows as they are shown: in words, with the names of the companies and people in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app import display
from app.accounts.models import User
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.imports import labels
from app.imports.differences import BUYER, FieldChange
from app.imports.fields import TARGETS, Field
from app.imports.identifying import Candidate, is_of_another
from app.imports.models import ImportBatch, ImportRow, RowState
from app.imports.queries import COMING, of_another
from app.imports.rows import RowFault
from app.imports.services import finding_of
from app.imports.values import Fault

FIELD_OF = {(target.table, target.column): name for name, target in TARGETS.items()}
# What is told of a new company in the list; the rest is in the file.
SAID_OF_NEW = (
    Field.CVR, Field.STREET, Field.POSTAL_CODE, Field.CITY, Field.PHONE, Field.EMAIL, Field.CONTACT_NAME,
)  # fmt: skip
STOPPED = (RowState.WRONG, RowState.DOUBLE, RowState.UNSURE, RowState.LEFT_OUT)
LONGEST_SHOWN = 80
SHOWN: dict[str, Callable[[str], str]] = {"phone": display.phone, "cvr": display.cvr}
MOVED = "moved"


@dataclass(frozen=True)
class ShownChange:
    """A field's old and new value in words, and who wrote the old one when it stays."""

    label: Any
    old: str
    new: str
    kept_by: str = ""
    kept_at: datetime | None = None
    is_kept: bool = False


@dataclass(frozen=True)
class ShownCandidate:
    """A company that a row may be."""

    company: Company
    why: Any
    can_be_chosen: bool = True


@dataclass(frozen=True)
class ShownRow:
    """A row as the list shows it."""

    row: ImportRow
    name: str
    company: Company | None
    facts: list[str]
    changes: list[ShownChange]
    faults: list[tuple[str, str, Any]]
    candidates: list[ShownCandidate]
    is_of_another: bool = False


def rows_query(batch: ImportBatch, show: str) -> Select[ImportRow]:
    """The rows of a filter: a state's name, "faults", "kept", "of_another", or nothing for all."""
    query = select(ImportRow).where(ImportRow.batch_id == batch.id)
    if show in {state.value for state in RowState}:
        query = query.where(ImportRow.state == RowState(show))
    elif show == "faults":
        query = query.where(ImportRow.has_faults, ImportRow.state.in_(COMING))
    elif show == "kept":
        query = query.where(ImportRow.has_kept)
    elif show == "of_another":
        query = query.where(of_another())
    return query.order_by(ImportRow.number)


def left_out_query(batch: ImportBatch) -> Select[ImportRow]:
    """The rows that were not read in, or not whole."""
    query = select(ImportRow).where(ImportRow.batch_id == batch.id)
    return query.where(or_(ImportRow.state.in_(STOPPED), ImportRow.has_faults)).order_by(ImportRow.number)


def shown_rows(session: Session, batch: ImportBatch, rows: Sequence[ImportRow]) -> list[ShownRow]:
    """These rows in words. Two queries, however many rows."""
    findings = [finding_of(row) for row in rows]
    ids = {finding.company_id for finding in findings} | {one.id for each in findings for one in each.candidates}
    companies = _by_id(session, Company, ids)
    writers = {change.held.user_id for finding in findings for change in finding.changes if change.held}
    people = {one: user.name for one, user in _by_id(session, User, writers).items()}
    return [
        ShownRow(
            row,
            str(finding.values.get(Field.NAME) or _cell(row, batch, Field.NAME)),
            companies.get(finding.company_id or 0),
            _facts(finding.values) if finding.state is RowState.NEW else [],
            [_change(change, people, batch) for change in finding.changes],
            faults_in_words(finding.faults, row, batch),
            _candidates(finding.candidates, companies),
            is_of_another(finding.candidates),
        )
        for row, finding in zip(rows, findings, strict=True)
    ]


def _by_id(session: Session, kind: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    wanted = sorted(one for one in ids if one)
    return {row.id: row for row in session.scalars(select(kind).where(kind.id.in_(wanted)))} if wanted else {}


def _candidates(candidates: Iterable[Candidate], companies: dict[int, Company]) -> list[ShownCandidate]:
    return [
        ShownCandidate(companies[one.id], labels.WHY[one.why], one.can_be_chosen)
        for one in candidates
        if one.id in companies
    ]


def _cell(row: ImportRow, batch: ImportBatch, field: Field) -> str:
    place = batch.mapping.index(field.value) if field.value in batch.mapping else None
    text = row.cells[place] if place is not None and place < len(row.cells) else ""
    return shortened(text)


def shortened(text: str) -> str:
    """A cell's text as a list can hold it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else flat[:LONGEST_SHOWN] + "…"


def _facts(values: dict[Field, Any]) -> list[str]:
    return [said(values[name], TARGETS[name].column) for name in SAID_OF_NEW if values.get(name)]


def _change(change: FieldChange, people: dict[int, str], batch: ImportBatch) -> ShownChange:
    if change.column == BUYER:
        whose = batch.organisation.name if batch.organisation else ""
        return ShownChange(_("Supplier of"), "", whose)
    label = labels.FIELDS[FIELD_OF[change.table, change.column]]
    held = change.held
    return ShownChange(
        label,
        said(change.old, change.column),
        said(change.new, change.column),
        people.get(held.user_id or 0, "") if held else "",
        datetime.fromisoformat(held.at) if held else None,
        held is not None,
    )


def said(value: Any, column: str = "") -> str:
    """A value in words, as its column is shown elsewhere."""
    if column in SHOWN and value:
        return SHOWN[column](value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" and value[7:8] == "-":
        day = date.fromisoformat(value)
        return f"{day.day}-{day.month}-{day.year}"
    return "" if value is None else shortened(str(value))


def faults_in_words(faults: Iterable[RowFault], row: ImportRow, batch: ImportBatch) -> list[tuple[str, str, Any]]:
    """Each fault as: which column, what stands there, what is wrong."""
    found = [_fault(fault, row, batch) for fault in faults]
    return [*found, ("", "", labels.MOVED)] if row.decision == MOVED else found


def _fault(fault: RowFault, row: ImportRow, batch: ImportBatch) -> tuple[str, str, Any]:
    words = str(labels.FAULTS[fault.fault]).replace("%(about)s", fault.about)
    if fault.column is None:
        return "", "", words
    if not fault.stops and fault.fault is not Fault.CVR_FOREIGN and row.state not in STOPPED:
        words = str(_("read in without it: %(why)s", why=words))
    heading = batch.headings[fault.column] if fault.column < len(batch.headings) else ""
    place = f"{shortened(heading)} ({get_column_letter(fault.column + 1)})"
    return place, shortened(row.cells[fault.column]) if fault.column < len(row.cells) else "", words
