"""Routes of two residents side by side for an order, and two orders side by side for a resident."""

from __future__ import annotations

from flask import render_template, request

from app import clock
from app.matches import comparing, pages, queries
from app.matches.blueprint import blueprint, warm
from app.matches.comparing import Comparison
from app.matches.ranking import lens_of
from app.orders.listing import row_id
from app.orders.models import JobOrder
from app.orders.queries import get_order_for
from app.permissions import requires
from app.residents import rules as residents
from app.residents.looks import Look, note_look
from app.residents.models import Resident
from app.residents.queries import get_resident_for
from app.web import db, signed_in


@blueprint.get("/job-orders/<int:order_id>/compare")
@requires("matches.answer")
def compare_people(order_id: int) -> str:
    """Two residents for one order; with another number than two, the choice of two."""
    order = get_order_for(db(), signed_in(), order_id)
    people = [get_resident_for(db(), signed_in(), one) for one in _chosen()]
    found = _compared([(order, one) for one in people])
    note_look(Look.RANKING, [one.id for one in people])
    for one, told in zip(people, found.told if found else (), strict=False):
        pages.note_considerations(one, told)
    return render_template(
        "matches/compare_people.html",
        order=order,
        people=people,
        comparison=found,
        may_choose=[residents.may_edit(signed_in(), one) for one in people],
        residents=[] if found else queries.residents_to_choose(db(), signed_in()),
    )


@blueprint.get("/residents/<int:resident_id>/compare")
@requires("matches.answer")
def compare_orders(resident_id: int) -> str:
    """Two orders for one resident; with another number than two, the choice of two."""
    resident = get_resident_for(db(), signed_in(), resident_id)
    orders = [get_order_for(db(), signed_in(), one) for one in _chosen()]
    found = _compared([(one, resident) for one in orders])
    note_look(Look.RANKING, [resident.id])
    pages.note_considerations(resident, *(found.told if found else ()))
    return render_template(
        "matches/compare_orders.html",
        resident=resident,
        orders=orders,
        comparison=found,
        may_choose=residents.may_edit(signed_in(), resident),
        openings=[] if found else queries.open_orders(db()),
    )


def _chosen() -> list[int]:
    """The two that were ticked first."""
    asked = request.args.getlist("with", type=row_id)
    return list(dict.fromkeys(asked))[:2]


def _compared(pairs: list[tuple[JobOrder, Resident]]) -> Comparison | None:
    """The two pairs side by side; None for fewer, or when one of them is out of the ranking."""
    if len(pairs) != 2:
        return None
    with warm().ready(db(), clock.today()) as ready:
        matches = [ready.pair(order.id, resident.id) for order, resident in pairs]
    first, second = matches
    if first is None or second is None:
        return None
    user = signed_in()
    return comparing.compared((first, second), (lens_of(user, pairs[0][1]), lens_of(user, pairs[1][1])))
