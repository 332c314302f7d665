"""Routes of the list of companies: filters in the address, filters that somebody named, the list as a sheet."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.companies import bulk, labels, listing, queries, saved_filters, sheet
from app.companies.blueprint import blueprint
from app.companies.forms import SavedFilterForm
from app.companies.list_options import options_for
from app.companies.listed import LISTED, last_contact
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.paging import Sorting, page_of, sorting
from app.permissions import requires
from app.search.process import lexicon
from app.sheets.download import KINDS, sheet_response
from app.web import db, signed_in
from app.writes import Answer, act

SAVED = "/companies/filters/<int(max=2147483647):filter_id>"


@blueprint.get("/companies")
@requires("companies.read")
def index() -> str:
    """The list of companies; filters and order stand in the address."""
    options = options_for(db(), signed_in().id)
    filters = listing.filters_of(request.args, [name for name, _label in options.industries])
    order, asked = _asked(filters)
    return render_template(
        "companies/index.html",
        page=page_of(db(), asked.query, shown=LISTED, total=asked.total),
        last_contact=last_contact,
        sorting=order,
        filters=filters,
        labels=labels,
        options=options,
        address=_kept_address(),
        most_marks=listing.MARKS,
        most_rows=sheet.MOST_ROWS,
        most_changed=bulk.MOST,
    )


@blueprint.get(f"/companies/sheet.{KINDS}")
@requires("companies.export")
def list_sheet(kind: str) -> Response:
    """The filtered list as a file, all its pages."""
    filters = listing.filters_of(request.args, queries.industries(db()))
    query = _asked(filters)[1].query
    if sheet.is_too_long(db(), query):
        text = _(
            "The list is too long for one sheet: at most %(n)s companies. Choose filters first.", n=sheet.MOST_ROWS
        )
        abort(422, description=str(text))
    rows = sheet.rows_of(db(), query)
    return sheet_response(kind, sheet.COLUMNS, rows, name="companies", title=str(_("Companies")))


@blueprint.post("/companies/filters")
@requires("companies.read")
def save_filter() -> Answer:
    """Give the filters of the list a name of one's own."""
    form = SavedFilterForm()
    return act(
        form,
        save=lambda: saved_filters.save(
            db(), user_id=signed_in().id, name=form.name.data or "", address=cleaned(form.address.data or "")
        ),
        location=lambda saved: f"{url_for('companies.index')}?{saved.address}",
        message=_("The filters are saved."),
    )


@blueprint.post(f"{SAVED}/delete")
@requires("companies.read")
def delete_filter(filter_id: int) -> Answer:
    """Forget one's own named filters."""
    saved = saved_filters.get_for(db(), signed_in(), filter_id)
    return act(
        BaseForm(),
        save=lambda: saved_filters.forget(db(), saved),
        location=lambda _done: url_for("companies.index"),
        message=_("The saved filters are gone."),
    )


def cleaned(address: str) -> str:
    """Only what the list knows, so that a saved address holds nothing else."""
    pairs = [(key, value) for key, value in parse_qsl(address) if key in (*listing.KEYS, "sort")]
    return urlencode(pairs)


def _kept_address() -> str:
    return cleaned(request.query_string.decode("utf-8", "replace"))


def _asked(filters: listing.Filters) -> tuple[Sorting, listing.CompanyList]:
    order = sorting(listing.SORTS, "start" if filters.starts else "name")
    asked = listing.company_list(filters, user_id=signed_in().id, today=clock.today(), lexicon=lexicon)
    return order, replace(asked, query=listing.in_order(asked.query, order))
