"""Routes of the sheet for supplier meetings: on screen, on paper, as a file."""

from __future__ import annotations

from datetime import date

from flask import render_template, request
from werkzeug.wrappers import Response

from app import clock
from app.accounts.models import Organisation
from app.companies import labels, supplier_meeting
from app.companies.blueprint import blueprint
from app.companies.supplier_meeting import Meeting, Period
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.sheets.download import KINDS, sheet_response
from app.web import db, signed_in

FIRST_YEAR, LAST_YEAR = 2000, 2100


@blueprint.get("/supplier-meetings")
@requires("suppliers.report")
def supplier_meeting_page() -> str:
    """The sheet of one association in one period, both as they stand in the address."""
    places = supplier_meeting.associations_for(db(), signed_in())
    meeting = _asked(places) if places else None
    return render_template("companies/supplier_meeting.html", places=places, meeting=meeting, labels=labels)


@blueprint.get(f"/supplier-meetings/sheet.{KINDS}")
@requires("suppliers.report")
def supplier_meeting_sheet(kind: str) -> Response:
    """The same as a file."""
    meeting = _asked(supplier_meeting.associations_for(db(), signed_in()))
    title = _("Supplier meeting %(name)s", name=meeting.organisation.name)
    return sheet_response(kind, supplier_meeting.COLUMNS, meeting.rows, name="supplier_meeting", title=str(title))


def _asked(places: list[Organisation]) -> Meeting:
    organisation_id = request.args.get("organisation", places[0].id if places else 0, type=int)
    place = supplier_meeting.association_for(db(), signed_in(), organisation_id)
    today = clock.today()
    first, last = _day("from", date(today.year, 1, 1)), _day("to", today)
    return supplier_meeting.meeting_of(db(), place, Period(min(first, last), max(first, last)), today=today)


def _day(name: str, usual: date) -> date:
    day = request.args.get(name, usual, type=date.fromisoformat)
    return day if FIRST_YEAR <= day.year < LAST_YEAR else usual
