"""Routes of imports: a file taken in, its columns, what each row would do, the writing, the result."""

from __future__ import annotations

import functools
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import event
from werkzeug.wrappers import Response

from app import clock
from app.companies.forms import row_choices
from app.companies.queries import housing_associations
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.imports import deciding, jobs, labels, queries, services, shown
from app.imports.blueprint import BATCH, WORKER, blueprint
from app.imports.forms import DecisionForm, UploadForm, columns_form
from app.imports.grid import Grid, ReadFault
from app.imports.headings import layout_of
from app.imports.models import BatchState, ImportBatch, RowState
from app.imports.reading import read
from app.paging import page_of
from app.permissions import requires
from app.security import own_path
from app.sheets.download import KINDS, sheet_response
from app.sheets.writing import Column
from app.web import application, db, signed_in
from app.writes import Answer, act, handle

__all__ = ["blueprint"]
EXAMPLES = 3


@blueprint.get("/imports")
@requires("imports.companies")
def index() -> str:
    """All imports, latest first."""
    page = page_of(db(), queries.batches())
    return render_template(
        "imports/index.html", page=page, labels=labels, undone=queries.undone(db(), page.rows), days=services.KEPT_DAYS
    )


@blueprint.route("/imports/new", methods=["GET", "POST"])
@requires("imports.companies")
def new() -> Answer:
    """Take a file in. It is read before anything is asked of the database: a writing request holds others up."""
    form = UploadForm()
    grid = _read(form) if request.method == "POST" else None
    form.organisation_id.choices = row_choices(_("Nobody's in particular"), housing_associations(db()))
    return handle(
        form,
        template="imports/new.html",
        save=lambda: _taken_in(form, grid),
        location=lambda batch: url_for("imports.columns", batch_id=batch.id),
        days=services.KEPT_DAYS,
    )


def _read(form: UploadForm) -> Grid | None:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        form.is_missing = True
        return None
    try:
        return read(sent.stream.read())
    except ReadFault as fault:
        form.fault = fault
        return None
    finally:
        sent.close()


def _taken_in(form: UploadForm, grid: Grid | None) -> ImportBatch:
    assert grid is not None
    return services.take_in(
        db(),
        grid,
        layout_of(grid),
        user_id=signed_in().id,
        organisation_id=form.organisation_id.data,
        filename=request.files["file"].filename or "",
        now=clock.now(),
    )


@blueprint.route(f"{BATCH}/columns", methods=["GET", "POST"])
@requires("imports.companies")
def columns(batch_id: int) -> Answer:
    """Which column is which field; then the rows are compared with the companies."""
    batch = queries.get_batch(db(), batch_id)
    if request.method == "GET" and batch.state not in (BatchState.READ, BatchState.READY):
        return redirect(url_for("imports.show", batch_id=batch.id))
    form = columns_form(batch.headings, batch.mapping, people_first=batch.people_first)

    def save() -> str:
        services.set_mapping(batch, fields=form.chosen(), people_first=form.people_first.data)
        return services.begin(db(), batch, BatchState.COMPARING, now=clock.now())

    return handle(
        form,
        template="imports/columns.html",
        save=save,
        location=lambda mark: _started(batch, mark),
        batch=batch,
        examples=queries.examples(db(), batch, EXAMPLES),
        labels=labels,
    )


@blueprint.get(BATCH)
@requires("imports.companies")
def show(batch_id: int) -> Any:
    """Where an import stands: being worked on, a preview to say yes to, or its result."""
    batch = queries.get_batch(db(), batch_id)
    if batch.state is BatchState.READ:
        return redirect(url_for("imports.columns", batch_id=batch.id))
    if batch.state in services.AT_WORK:
        stalled = services.has_stalled(batch, clock.now())
        return render_template("imports/working.html", batch=batch, stalled=stalled, labels=labels)
    asked = request.args.get("show", "")
    page = page_of(db(), shown.rows_query(batch, asked))
    context = {
        "batch": batch,
        "page": page,
        "rows": shown.shown_rows(db(), batch, page.rows),
        "asked": asked,
        "labels": labels,
        "RowState": RowState,
    }
    if batch.state is BatchState.READY:
        return render_template("imports/preview.html", counts=queries.counts(db(), batch.id), **context)
    action = queries.action_of(db(), batch)
    return render_template("imports/result.html", counts=batch.counts, outcome=queries.outcome(db(), action), **context)


@blueprint.post(f"{BATCH}/confirm")
@requires("imports.companies")
def confirm(batch_id: int) -> Response:
    """Write what the preview shows."""
    batch = queries.get_batch(db(), batch_id)
    return act(
        BaseForm(),
        row=batch,
        save=lambda: services.begin(db(), batch, BatchState.WRITING, now=clock.now()),
        location=lambda mark: _started(batch, mark),
    )


@blueprint.post(f"{BATCH}/undo")
@requires("imports.companies")
def undo(batch_id: int) -> Response:
    """Take the whole import back, but for what somebody has built upon since."""
    batch = queries.get_batch(db(), batch_id)
    return act(
        BaseForm(),
        row=batch,
        save=lambda: services.begin(db(), batch, BatchState.UNDOING, now=clock.now()),
        location=lambda mark: _started(batch, mark),
    )


@blueprint.post(f"{BATCH}/again")
@requires("imports.companies")
def again(batch_id: int) -> Response:
    """Put an import whose work was broken off back to where it stood."""
    batch = queries.get_batch(db(), batch_id)
    return act(
        BaseForm(),
        save=lambda: services.put_back_stalled(batch, now=clock.now()),
        location=lambda _none: url_for("imports.show", batch_id=batch.id),
    )


@blueprint.post(f"{BATCH}/rows/<int:row_id>")
@requires("imports.companies")
def decide(batch_id: int, row_id: int) -> Response:
    """Say which company a row is."""
    batch = queries.get_batch(db(), batch_id)
    row, form = queries.get_row(db(), batch, row_id), DecisionForm()
    return act(
        form,
        save=lambda: deciding.decide(db(), batch, row, form.decision.data or ""),
        location=lambda _none: own_path(form.back.data) or url_for("imports.show", batch_id=batch.id),
    )


@blueprint.post(f"{BATCH}/all-new")
@requires("imports.companies")
def all_new(batch_id: int) -> Response:
    """All rows that are still asked about are new companies."""
    batch = queries.get_batch(db(), batch_id)
    return act(
        BaseForm(),
        save=lambda: deciding.decide_all_new(db(), batch),
        location=lambda _number: url_for("imports.show", batch_id=batch.id),
    )


@blueprint.post(f"{BATCH}/throw-away")
@requires("imports.companies")
def throw_away(batch_id: int) -> Response:
    """Delete an import that was never written."""
    batch = queries.get_batch(db(), batch_id)
    return act(
        BaseForm(),
        save=lambda: services.throw_away(db(), batch),
        location=lambda _none: url_for("imports.index"),
        message=_("The list is thrown away. Nothing was changed."),
    )


@blueprint.get(f"{BATCH}/left-out.{KINDS}")
@requires("imports.companies")
def left_out(batch_id: int, kind: str) -> Response:
    """The rows that were not read in, or not whole, as the file had them and with why: to mend and send again."""
    batch = queries.get_batch(db(), batch_id)
    rows = db().scalars(shown.left_out_query(batch)).all()
    sheet: list[Column[Any]] = [Column(text, functools.partial(_cell, n)) for n, text in enumerate(batch.headings)]
    sheet.append(Column(_("Row in the file"), lambda row: row.number))
    names = queries.names_of(db(), [one for row in rows for one, _reason in row.candidates])
    sheet.append(Column(_("What is wrong"), functools.partial(_why, batch, names)))
    return sheet_response(kind, sheet, rows, name="imports", title=str(_("Rows left out")))


def _cell(position: int, row: Any) -> str:
    return row.cells[position] if position < len(row.cells) else ""


def _why(batch: ImportBatch, names: dict[int, str], row: Any) -> str:
    finding = services.finding_of(row)
    faults = shown.faults_in_words(finding.faults, row, batch)
    said = [": ".join(part for part in map(str, fault) if part) for fault in faults]
    if row.state is RowState.UNSURE:
        said += [f"{names[one.id]}: {labels.WHY[one.why]}" for one in finding.candidates if one.id in names]
    return "; ".join(said) or str(labels.STATES[row.state])


def _started(batch: ImportBatch, mark: str) -> str:
    """Let the work begin once this request is committed, and not before; gives where to follow it."""
    app = application()
    work = functools.partial(jobs.run, app.database, batch.state, batch.id, mark, signed_in().id)
    event.listen(db(), "after_commit", lambda _session: app.extensions[WORKER].start(work), once=True)
    return url_for("imports.show", batch_id=batch.id)
