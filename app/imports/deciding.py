"""What a person says of a row that may be several companies: which one it is, a new one, or none to read in."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.i18n import lazy_gettext as _
from app.imports.comparing import NEW, SKIP, compare
from app.imports.grid import Line
from app.imports.identifying import Candidate, Why, is_of_another
from app.imports.models import BatchState, ImportBatch, ImportRow, RowState
from app.imports.queries import of_another
from app.imports.services import WRITES, kept_of, rows_in, rules_of
from app.refusals import Refused


def decide(session: Session, batch: ImportBatch, row: ImportRow, decision: str) -> None:
    """Say which company a row is: a registered one (its id), a new one, or to be left out; empty asks again.

    Raises:
        Refused: the import has been written, or the company is none of those asked about.
    """
    _refuse_written(batch)
    if decision not in _answers(row):
        raise Refused(_("Choose one of the companies."))
    _refuse_taken(session, batch, row, decision)
    row.decision = decision
    asked = row.candidates
    (finding,) = compare(
        session, [Line(row.number, tuple(row.cells))], rules_of(batch), decisions={row.number: decision}
    )
    for name, value in kept_of(finding).items():
        setattr(row, name, value)
    row.candidates = asked
    session.flush()


def _answers(row: ImportRow) -> set[str]:
    """What can be said of a row; nobody else can bear a registered CVR number, so that such a row is no new company."""
    candidates = [Candidate(one, Why(why)) for one, why in row.candidates]
    new = set() if is_of_another(candidates) else {NEW}
    return {"", SKIP} | new | {str(each.id) for each in candidates if each.can_be_chosen}


def _refuse_taken(session: Session, batch: ImportBatch, row: ImportRow, decision: str) -> None:
    if not decision.isdecimal():
        return
    company = (ImportRow.company_id == int(decision)) & ImportRow.state.in_((*WRITES, RowState.SAME))
    other = session.scalar(select(ImportRow.number).where(rows_in(batch), company, ImportRow.id != row.id))
    if other is not None:
        raise Refused(_("Row %(number)s of the file is that company already.", number=other))


def decide_all_new(session: Session, batch: ImportBatch) -> int:
    """All rows that are still asked about are new companies, but for those with a registered CVR number; how many.

    Raises:
        Refused: the import has been written.
    """
    _refuse_written(batch)
    # One statement: row by row, 20,000 would hold SQLite's lock for writing for four seconds.
    numbers = session.execute(
        update(ImportRow)
        .where(rows_in(batch), ImportRow.state == RowState.UNSURE, ~of_another())
        .values(decision=NEW, state=RowState.NEW, changes=[], has_kept=False)
        .returning(ImportRow.number)
        .execution_options(synchronize_session=False)
    )
    return len(numbers.all())


def _refuse_written(batch: ImportBatch) -> None:
    if batch.state is not BatchState.READY:
        raise Refused(_("Somebody else was here first: look at where the import stands now."))
