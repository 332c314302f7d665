"""Routes of what opens doors, for a resident and for an order; slower than a page, so on pages of their own."""

from __future__ import annotations

from flask import render_template, request, url_for

from app import clock
from app.i18n import lazy_gettext as _
from app.matches import doors
from app.matches.blueprint import blueprint, warm
from app.orders.queries import get_order_for
from app.orders.rules import CLOSED
from app.permissions import requires
from app.residents.looks import Look, note_look
from app.residents.queries import get_resident_for
from app.web import db, signed_in


@blueprint.get("/residents/<int:resident_id>/doors")
@requires("matches.answer")
def doors_of_resident(resident_id: int) -> str:
    """Which one change would bring a resident most openings; with `talk` worded to the resident."""
    resident = get_resident_for(db(), signed_in(), resident_id)
    note_look(Look.RANKING, [resident.id])
    talk = "talk" in request.args
    endpoint = "residents.talk" if talk else "residents.show"
    return render_template(
        "matches/doors.html",
        title=_("What could open more doors"),
        back=url_for(endpoint, resident_id=resident.id),
        back_label=resident.name,
        order=None,
        talk=talk,
        doors=doors.doors_of_resident(db(), warm(), resident, clock.today()),
    )


@blueprint.get("/job-orders/<int:order_id>/doors")
@requires("matches.hint")
def doors_of_order(order_id: int) -> str:
    """Which question or loosened demand would bring an order most people, of those that the user may know of."""
    order = get_order_for(db(), signed_in(), order_id)
    closed = order.state in CLOSED
    found = () if closed else doors.doors_of_order(db(), warm(), signed_in(), order, clock.today())
    note_look(Look.RANKING, sorted({one.id for door in found for one in door.people}))
    return render_template(
        "matches/doors.html",
        title=_("What could bring more people"),
        back=url_for("orders.show", order_id=order.id),
        back_label=order.title,
        order=order,
        talk=False,
        doors=found,
    )
