"""Routes of job orders to read: the list, the page, and the questions to take along."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template, request

from app.orders import editing, labels, list_views, listing, queries, rules
from app.orders.blueprint import blueprint
from app.paging import page_of, sorting
from app.permissions import requires
from app.web import db, signed_in

__all__ = ["blueprint", "editing", "list_views"]


@blueprint.get("/job-orders")
@requires("orders.read")
def index() -> str:
    """The list of job orders; filters and order stand in the address."""
    towns = listing.towns(db())
    filters = listing.filters_of(request.args, towns)
    order = sorting(listing.SORTS, listing.FIRST)
    page = page_of(db(), listing.in_order(listing.order_list(filters), order))
    return render_template(
        "orders/index.html",
        page=page,
        sorting=order,
        by_deadline=order.key == listing.FIRST and not order.descending,
        filters=filters,
        towns=towns,
        company=listing.company_of(db(), filters),
        narrowed=urlencode(list(request.args.items(multi=True))),
        sheet_of=lambda kind: list_views.address_of("orders.sheet", kind),
        lives=queries.lives_of(db(), [order.id for order in page.rows]),
        taken=queries.positions_taken(db(), [order.id for order in page.rows]),
        labels=labels,
        rules=rules,
    )


@blueprint.get("/job-orders/<int(max=2147483647):order_id>")
@requires("orders.read")
def show(order_id: int) -> str:
    """One job order by the checklist, with what is still to ask."""
    user = signed_in()
    order = queries.get_order_page_for(db(), user, order_id)
    return render_template(
        "orders/show.html",
        order=order,
        open_points=rules.still_to_ask(order),
        steps=queries.next_steps_of(db(), user, order),
        life=queries.life_from(order.state_changes),
        taken=queries.positions_taken(db(), [order.id]).get(order.id, 0),
        may_edit=rules.may_edit(user.roles, user.id, order.company),
        labels=labels,
        rules=rules,
    )


@blueprint.get("/job-orders/<int(max=2147483647):order_id>/questions")
@requires("orders.read")
def questions(order_id: int) -> str:
    """What is still to ask the company, to take along on paper."""
    order = queries.get_order_page_for(db(), signed_in(), order_id)
    return render_template(
        "orders/questions.html", order=order, open_points=rules.still_to_ask(order), labels=labels, rules=rules
    )
