"""The commands `jobloft import …`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from openpyxl.utils import get_column_letter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Organisation
from app.db import Database
from app.history import record
from app.imports import labels, queries, services
from app.imports.comparing import Finding, Rules, compare
from app.imports.grid import LARGEST_FILE, Grid, Line, Problem, ReadFault
from app.imports.headings import Layout, layout_of
from app.imports.identifying import is_of_another
from app.imports.models import BatchState, RowState
from app.imports.reading import read
from app.imports.rows import RowFault
from app.operations.commanding import ready_application

# Of these nothing is written.
LEFT = frozenset({RowState.WRONG, RowState.DOUBLE, RowState.UNSURE, RowState.LEFT_OUT})


@click.group("import")
def importing() -> None:
    """Read what other systems have written."""


@importing.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--association", help="Whose supplier list it is: the name of a partner organisation.")
@click.option("--file-wins", is_flag=True, help="Also overwrite what people have corrected since the last import.")
@click.option(
    "--cvr-wins", is_flag=True, help="Change a company by its CVR number also where the row's name is unlike."
)
def companies(file: Path, dry_run: bool, association: str | None, file_wins: bool, cvr_wins: bool) -> None:
    """Read companies from a supplier list (CSV or XLSX).

    Rows with a problem are said one a line and left out; the others are written, all of them or none.
    """
    app = ready_application()
    grid, layout = _read(file)
    with app.database.reading() as session:
        rules = _rules(session, layout, association, people_first=not file_wins)
        findings = compare(session, layout.lines, rules)
        decisions = _by_cvr(findings) if cvr_wins else {}
        findings = compare(session, layout.lines, rules, decisions=decisions) if decisions else findings
        complaints = [*_complaints(findings, layout), *_questions(session, findings)]
    for line in complaints:
        click.echo(line, err=True)
    made = {} if dry_run else _write(app.database, file.name, grid, layout, rules, findings, decisions)
    click.echo(_summary(findings, made))
    if complaints:
        raise SystemExit(1)


def _read(file: Path) -> tuple[Grid, Layout]:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise ReadFault(Problem.TOO_LARGE)
        grid = read(file.read_bytes())
    except ReadFault as fault:
        where = f" (row {fault.at})" if fault.at else ""
        raise click.ClickException(f"{file.name}: {labels.PROBLEMS[fault.problem].in_english()}{where}") from None
    return grid, layout_of(grid)


def _rules(session: Session, layout: Layout, association: str | None, *, people_first: bool) -> Rules:
    columns = {position: column.field for position, column in enumerate(layout.columns) if column.field}
    if "name" not in columns.values():
        raise click.ClickException("no column is recognised as the company's name; choose the columns in the browser")
    found = None
    if association:
        found = session.scalar(select(Organisation.id).where(Organisation.name == association))
        if found is None:
            raise click.BadParameter(f"no partner organisation is called {association}", param_hint="--association")
    return Rules(columns, found, people_first)


def _by_cvr(findings: Sequence[Finding]) -> dict[int, str]:
    """Of rows that are held for their CVR number: the company that bears it, as a person would have said.

    Not where the company has a row of its own: that one would be left out as the second of two.
    """
    held = {each.number: each.candidates[0].id for each in findings if is_of_another(each.candidates)}
    there = {each.company_id for each in findings}
    return {number: str(bearer) for number, bearer in held.items() if bearer not in there}


def _complaints(findings: Sequence[Finding], layout: Layout) -> Iterator[str]:
    for finding, line in zip(findings, layout.lines, strict=True):
        for fault in finding.faults:
            yield f"row {finding.number}{_words(fault, layout, line)}"


def _questions(session: Session, findings: Sequence[Finding]) -> Iterator[str]:
    unsure = [finding for finding in findings if finding.state is RowState.UNSURE]
    names = queries.names_of(session, [one.id for finding in unsure for one in finding.candidates])
    for finding in unsure:
        which = ", ".join(
            f"{one.id} {names[one.id]} ({labels.WHY[one.why].in_english()})" for one in finding.candidates
        )
        if is_of_another(finding.candidates):
            yield f"row {finding.number}: company {which}; left out (--cvr-wins takes it unless its own row is there)"
        else:
            yield f"row {finding.number}: may be company {which}; decide in the browser; left out"


def _words(fault: RowFault, layout: Layout, line: Line) -> str:
    words: str = labels.FAULTS[fault.fault].in_english().replace("%(about)s", fault.about)
    left = "the row is left out" if fault.stops else "the field is left out"
    if fault.column is None:
        return f": {words}; {left}"
    heading = " ".join(layout.columns[fault.column].heading.split())
    cell = " ".join(line.cells[fault.column].split())[:40]
    return f", column {get_column_letter(fault.column + 1)} ({heading}), {cell}: {words}; {left}"


def _write(
    database: Database,
    name: str,
    grid: Grid,
    layout: Layout,
    rules: Rules,
    findings: Sequence[Finding],
    decisions: Mapping[int, str],
) -> dict[str, Any]:
    with database.transaction() as session:
        now = clock.now()
        record.begin_action(session, actor_id=None, now=now)
        batch = services.take_in(
            session, grid, layout, user_id=None, organisation_id=rules.organisation_id, filename=name, now=now
        )
        batch.people_first, batch.state, batch.compared_at = rules.people_first, BatchState.WRITING, now
        services.keep_findings(session, batch, findings, decisions)
        return services.write(session, batch, services.confirmed(session, batch), now=now)


def _summary(findings: Sequence[Finding], made: dict[str, Any]) -> str:
    count = {state: sum(1 for finding in findings if finding.state is state) for state in RowState}
    parts = (
        f"{count[RowState.NEW]} new", f"{count[RowState.CHANGED]} changed", f"{count[RowState.SAME]} with nothing new",
        f"{sum(count[state] for state in LEFT)} left out",
    )  # fmt: skip
    kept = sum(1 for finding in findings if finding.kept)
    said = ", ".join(parts) + (f"; {kept} with people's own corrections, which stay" if kept else "")
    return f"{said}. Written." if made else f"{said}. Nothing was written."
