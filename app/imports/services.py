"""Actions on an import: taken in, mapped, compared, decided, written, taken back, forgotten."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.bulk import insert_rows
from app.db import new_uid
from app.history.actions import register
from app.history.models import ActionKind
from app.i18n import lazy_gettext as _
from app.imports import meddling, queries, writing
from app.imports.comparing import Finding, Rules
from app.imports.differences import FieldChange
from app.imports.fields import Field
from app.imports.grid import Grid, Line
from app.imports.headings import Layout
from app.imports.identifying import Candidate, Why
from app.imports.models import BatchState, ImportBatch, ImportRow, RowState
from app.imports.rows import RowFault
from app.imports.staging import Staged, ids_for, table_of
from app.refusals import Refused

KEPT_DAYS = 30
# After so long without a sign of life the work is dead: its process was stopped. Writing gives no sign while it lasts.
STALLED_AFTER = {
    BatchState.COMPARING: timedelta(seconds=60),
    BatchState.WRITING: timedelta(seconds=180),
    BatchState.UNDOING: timedelta(seconds=300),
}
AT_WORK = frozenset(STALLED_AFTER)
# Where an import stands again when its work was broken off: nothing of it was kept.
BEFORE = {
    BatchState.COMPARING: BatchState.READ,
    BatchState.WRITING: BatchState.READY,
    BatchState.UNDOING: BatchState.DONE,
}
CHUNK = 1_000
# Of what may be written; the rest are told in the result.
WRITES = (RowState.NEW, RowState.CHANGED)
# What a row holds before it is compared.
NOT_COMPARED: dict[str, Any] = {
    "state": RowState.SAME, "company_id": None, "values": {}, "changes": [], "faults": [], "candidates": [],
    "has_faults": False, "has_kept": False, "decision": "",
}  # fmt: skip
FINDING_COLUMNS = "number cells decision state company_id values changes faults candidates".split()


def take_in(
    session: Session,
    grid: Grid,
    layout: Layout,
    *,
    user_id: int | None,
    organisation_id: int | None,
    filename: str,
    now: datetime,
) -> ImportBatch:
    """Keep a file's rows for as long as it is worked on; the file itself is not kept."""
    forget_old(session, now=now)
    batch = ImportBatch(
        user_id=user_id,
        organisation_id=organisation_id,
        filename=(filename or "?")[-200:],
        read_as={"formulas": 0, "repaired": [], **grid.read_as, "heading_row": layout.heading_row},
        headings=[column.heading for column in layout.columns],
        mapping=[column.field.value if column.field else "" for column in layout.columns],
        total=len(layout.lines),
        created_at=now,
        updated_at=now,
    )
    session.add(batch)
    session.flush()
    rows = [
        {"batch_id": batch.id, "number": line.number, "cells": list(line.cells), **NOT_COMPARED}
        for line in layout.lines
    ]
    for start in range(0, len(rows), CHUNK):
        insert_rows(session, table_of(ImportRow), rows[start : start + CHUNK])
    return batch


def set_mapping(batch: ImportBatch, *, fields: Sequence[Field | None], people_first: bool) -> None:
    """Which field each column fills in, and whether people's own corrections stay.

    Raises:
        Refused: it has been written, or no column is the name, or two are the same field.
    """
    if batch.state not in (BatchState.READ, BatchState.READY):
        raise Refused(_("The import has been carried out; its columns can't be chosen again."))
    chosen = [one for one in fields if one is not None]
    if Field.NAME not in chosen:
        raise Refused(_("Choose which column is the company's name."))
    if len(set(chosen)) < len(chosen):
        raise Refused(_("Two columns are led to the same field. Choose one of them."))
    batch.mapping = [one.value if one else "" for one in fields]
    batch.people_first = people_first


def begin(session: Session, batch: ImportBatch, state: BatchState, *, now: datetime) -> str:
    """Say that a piece of work begins; gives its mark, without which nothing of it may be kept.

    Raises:
        Refused: the import does not stand where that work begins.
    """
    if batch.state is not BEFORE[state] and not (state is BatchState.COMPARING and batch.state is BatchState.READY):
        raise Refused(_("Somebody else was here first: look at where the import stands now."))
    batch.state, batch.run, batch.done, batch.seen_at, batch.fault = state, new_uid(), 0, now, ""
    session.flush()
    return batch.run


def has_stalled(batch: ImportBatch, now: datetime) -> bool:
    """Whether the work on it has stopped without an end."""
    return batch.state in AT_WORK and (batch.seen_at is None or now - batch.seen_at > STALLED_AFTER[batch.state])


def break_off(batch: ImportBatch, fault: str = "") -> None:
    """Back to where it stood before; work that is still going somewhere finds its mark gone and keeps nothing."""
    if batch.state in AT_WORK:
        batch.state, batch.run, batch.fault = BEFORE[batch.state], "", fault


def put_back_stalled(batch: ImportBatch, *, now: datetime) -> None:
    """Back to where it stood, if its work has stopped; otherwise nothing: it is still going on, or done by now."""
    if has_stalled(batch, now):
        break_off(batch)


def rules_of(batch: ImportBatch) -> Rules:
    """How a file is to be taken."""
    columns = {position: Field(name) for position, name in enumerate(batch.mapping) if name}
    return Rules(columns, batch.organisation_id, batch.people_first)


def lines_of(session: Session, batch: ImportBatch) -> tuple[list[Line], dict[int, str]]:
    """The rows as they were read, and what people have decided about them."""
    columns = (ImportRow.number, ImportRow.cells, ImportRow.decision)
    rows = session.execute(select(*columns).where(ImportRow.batch_id == batch.id).order_by(ImportRow.number)).all()
    return [Line(row.number, tuple(row.cells)) for row in rows], {row.number: row.decision for row in rows if row[2]}


def keep_findings(
    session: Session, batch: ImportBatch, findings: Iterable[Finding], decisions: Mapping[int, str] | None = None
) -> None:
    """Keep what comparing has found, and what was decided without a person's answers, by row number."""
    table = table_of(ImportRow)
    place = (table.c.batch_id == batch.id) & (table.c.number == bindparam("row_number"))
    kept = [{"row_number": finding.number, **kept_of(finding)} for finding in findings]
    for start in range(0, len(kept), CHUNK):
        session.connection().execute(update(table).where(place), kept[start : start + CHUNK])
    if decisions:
        said = [{"row_number": number, "decision": decision} for number, decision in decisions.items()]
        session.connection().execute(update(table).where(place), said)


def kept_of(finding: Finding) -> dict[str, Any]:
    """The columns that keep a finding with its row."""
    return {
        "state": finding.state,
        "company_id": finding.company_id,
        "values": {name.value: value for name, value in finding.values.items()},
        "changes": [change.as_kept() for change in finding.changes],
        "faults": [fault.as_kept() for fault in finding.faults],
        "candidates": [[candidate.id, candidate.why.value] for candidate in finding.candidates],
        "has_faults": bool(finding.faults),
        "has_kept": bool(finding.kept),
    }


def finding_of(row: Any) -> Finding:
    """The finding that a row keeps."""
    return Finding(
        row.number,
        row.state,
        row.company_id,
        {Field(name): value for name, value in row.values.items()},
        tuple(FieldChange.from_kept(kept) for kept in row.changes),
        tuple(RowFault.from_kept(kept) for kept in row.faults),
        tuple(Candidate(one, Why(why)) for one, why in row.candidates),
    )


@dataclass(frozen=True)
class Confirmed:
    """What is to be written, read and worked out before the lock is taken."""

    findings: Sequence[Finding]
    lines: Mapping[int, Line]
    decisions: Mapping[int, str]


def confirmed(session: Session, batch: ImportBatch) -> Confirmed:
    """The rows that are new or change something."""
    columns = (getattr(ImportRow, name) for name in FINDING_COLUMNS)
    rows = session.execute(select(*columns).where(rows_in(batch), ImportRow.state.in_(WRITES))).all()
    return Confirmed(
        [finding_of(row) for row in rows],
        {row.number: Line(row.number, tuple(row.cells)) for row in rows},
        {row.number: row.decision for row in rows if row.decision},
    )


def plan_of(
    batch: ImportBatch, wanted: Confirmed, *, but: Container[int] = (), actor_id: int | None, now: datetime
) -> writing.Plan:
    """What the confirmed rows write, but for those of some numbers."""
    findings = (finding for finding in wanted.findings if finding.number not in but)
    return writing.Plan.of(findings, now=now, actor_id=actor_id, organisation_id=batch.organisation_id)


def write(
    session: Session,
    batch: ImportBatch,
    wanted: Confirmed,
    *,
    now: datetime,
    prepared: tuple[writing.Plan, Staged] | None = None,
) -> dict[str, int]:
    """Write what was confirmed, except rows that would do something else now than was shown: they are left out.

    `prepared`: all of it, made ready before the lock was taken; used when nothing has to be left out.
    """
    meddling.hold_companies(session)
    since = batch.compared_at or batch.created_at
    gone = meddling.overtaken(session, wanted.findings, wanted.lines, rules_of(batch), wanted.decisions, since=since)
    _leave_out(session, batch, gone)
    if prepared is None or gone:
        plan = plan_of(batch, wanted, but=gone, actor_id=session.info.get("actor_id"), now=now)
        made = plan.made()
        prepared = plan, Staged.of(session, made, ids_for(session, made))
    return _written(session, batch, *prepared, now)


def _written(session: Session, batch: ImportBatch, plan: writing.Plan, staged: Staged, now: datetime) -> dict[str, int]:
    action = register(session, ActionKind.IMPORT, batch.filename)
    made = writing.write(session, plan, staged)
    batch.counts = queries.counts(session, batch.id) | {f"made_{name}": number for name, number in made.items()}
    batch.state, batch.written_at, batch.action_id, batch.run = BatchState.DONE, now, action.action_id, ""
    session.flush()
    return batch.counts


def _leave_out(session: Session, batch: ImportBatch, numbers: set[int]) -> None:
    for row in session.scalars(select(ImportRow).where(rows_in(batch), ImportRow.number.in_(sorted(numbers)))):
        row.state, row.decision = RowState.LEFT_OUT, "moved"
    session.flush()


def delete_rows(session: Session, batch: ImportBatch, *, now: datetime) -> None:
    """Forget what the file said; that there was an import, and what came of it, stays."""
    session.execute(delete(ImportRow).where(rows_in(batch)))
    batch.rows_deleted_at = now
    session.flush()


def throw_away(session: Session, batch: ImportBatch) -> None:
    """Delete an import that was never written.

    Raises:
        Refused: it was.
    """
    if batch.state not in (BatchState.READ, BatchState.READY):
        raise Refused(_("The import has been carried out. It can be undone, but not thrown away."))
    session.execute(delete(ImportRow).where(rows_in(batch)))
    session.delete(batch)
    session.flush()


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete the rows of files that were read more than `KEPT_DAYS` days ago; gives the number of files."""
    old = select(ImportBatch).where(
        ImportBatch.created_at < now - timedelta(days=KEPT_DAYS), ImportBatch.rows_deleted_at.is_(None)
    )
    found = list(session.scalars(old))
    for batch in found:
        break_off(batch)
        delete_rows(session, batch, now=now)
    return len(found)


def rows_in(batch: ImportBatch) -> ColumnElement[bool]:
    """The condition that picks an import's rows."""
    return ImportRow.batch_id == batch.id
