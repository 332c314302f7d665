"""Routes of the lists for talks: open now, open to few hours, asked for; on screen, on paper and as sheets."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.companies import labels as companies
from app.i18n import gettext as _
from app.orders import in_demand, labels, listing, open_companies, queries, sheets
from app.orders.blueprint import blueprint
from app.orders.models import JobOrder
from app.paging import page_of, sorting
from app.permissions import requires
from app.sheets.download import KINDS, sheet_response
from app.vocabulary.blueprint import warm
from app.web import db

MOST_PRINTED = 200
MOST_ROWS = 5_000
FEWEST_NAMED, MOST_NAMED = 5, 25


@blueprint.get("/job-orders/print")
@requires("orders.read")
def print_list() -> str:
    """What is open now with how to apply, for a talk; the list's filters hold."""
    filters = listing.filters_of(request.args, listing.towns(db()))
    wanted = listing.in_order(listing.to_be_had(filters, clock.today()), sorting(listing.SORTS, listing.FIRST))
    orders = db().scalars(wanted.limit(MOST_PRINTED)).all()
    taken = queries.positions_taken(db(), [order.id for order in orders])
    return render_template("orders/print_list.html", orders=orders, taken=taken, most=MOST_PRINTED, labels=labels)


@blueprint.get(f"/job-orders/sheet.{KINDS}")
@requires("orders.read")
def sheet(kind: str) -> Response:
    """The list of job orders as a sheet, with its filters."""
    filters = listing.filters_of(request.args, listing.towns(db()))
    wanted = listing.in_order(listing.order_list(filters), sorting(listing.SORTS, listing.FIRST))
    rows = db().scalars(wanted.limit(MOST_ROWS)).all()
    return sheet_response(kind, sheets.ORDERS, rows, name="orders", title=_("Job orders"))


@blueprint.get("/job-orders/few-hours")
@requires("orders.read")
def few_hours() -> str:
    """Companies that are open to few hours or special terms."""
    towns = open_companies.towns(db())
    filters = open_companies.filters_of(request.args, towns)
    return render_template(
        "orders/few_hours.html",
        page=page_of(db(), open_companies.open_companies(filters), per_page=MOST_PRINTED),
        filters=filters,
        towns=towns,
        kinds=open_companies.SMALL_WAYS_IN,
        ways_in=open_companies.ways_in,
        sheet_of=lambda kind: address_of("orders.few_hours_sheet", kind),
        companies=companies,
    )


@blueprint.get(f"/job-orders/few-hours/sheet.{KINDS}")
@requires("orders.read")
def few_hours_sheet(kind: str) -> Response:
    """The same companies as a sheet."""
    filters = open_companies.filters_of(request.args, open_companies.towns(db()))
    rows = db().scalars(open_companies.open_companies(filters).limit(MOST_ROWS)).all()
    return sheet_response(kind, sheets.OPEN_COMPANIES, rows, name="few_hours", title=_("Open to few hours"))


@blueprint.get("/job-orders/in-demand")
@requires("orders.read")
def demand() -> str:
    """Which competences companies ask for."""
    orders = in_demand.orders_of_the_year(db(), clock.today())
    return render_template(
        "orders/in_demand.html",
        groups={group: _first_ones(asked) for group, asked in _counted(orders).items()},
        number=len(orders),
        sheet_of=lambda kind: address_of("orders.demand_sheet", kind),
        labels=labels,
    )


@blueprint.get(f"/job-orders/in-demand/sheet.{KINDS}")
@requires("orders.read")
def demand_sheet(kind: str) -> Response:
    """The same competences as a sheet."""
    groups = _counted(in_demand.orders_of_the_year(db(), clock.today()))
    rows = [asked for group in groups.values() for asked in group]
    return sheet_response(kind, sheets.IN_DEMAND, rows, name="in_demand", title=_("Competences in demand"))


def _counted(orders: list[JobOrder]) -> dict[in_demand.Group, list[in_demand.Asked]]:
    with warm().ready(db()) as lexicon:
        return in_demand.in_demand(orders, lexicon.named)


def _first_ones(asked: list[in_demand.Asked]) -> tuple[list[in_demand.Asked], list[in_demand.Asked]]:
    """What is asked for by more than one, but some in any case, and the rest that is folded away."""
    often = sum(one.orders > 1 for one in asked)
    shown = min(max(often, FEWEST_NAMED), MOST_NAMED)
    return asked[:shown], asked[shown:]


def address_of(endpoint: str, kind: str) -> str:
    """Where the present list is to be had as a sheet, with the filters of this page's address."""
    narrowed = urlencode(list(request.args.items(multi=True)))
    return f"{url_for(endpoint, kind=kind)}?{narrowed}" if narrowed else url_for(endpoint, kind=kind)
