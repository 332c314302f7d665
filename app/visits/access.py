"""Look-ups for views that change something: 404 for what a person may not know of, 403 for what they may only read."""

from __future__ import annotations

from flask import abort, request

from app.visits import queries, rules, step_queries
from app.visits.models import NextStep, Visit
from app.web import db, signed_in

LARGEST_ID = 2**31 - 1


def id_in_address(name: str) -> int | None:
    """A row's id from the address (`company_id=7`); None when there is none or it can't be one."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None


def editable_visit(visit_id: int) -> Visit:
    """The visit, if this person may change it; 404 or 403 otherwise."""
    visit = queries.get_visit_for(db(), signed_in(), visit_id)
    if not rules.may_edit(signed_in().roles, signed_in().id, visit):
        abort(403)
    return visit


def editable_step(step_id: int) -> NextStep:
    """The next step, if this person may change it; 404 or 403 otherwise."""
    step = step_queries.get_step_for(db(), signed_in(), step_id)
    if not rules.may_edit_step(signed_in().roles, signed_in().id, step):
        abort(403)
    return step
