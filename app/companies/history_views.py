"""Route of everything that happened with a company."""

from __future__ import annotations

from flask import render_template, request
from flask_login import current_user

from app.attempts import labels as attempt_labels
from app.clock import local_day
from app.companies import labels, queries, time_line
from app.companies.blueprint import COMPANY, blueprint
from app.companies.time_line import MomentKind
from app.permissions import allowed, requires
from app.visits import labels as visit_labels
from app.web import db, signed_in


@blueprint.get(f"{COMPANY}/history")
@requires("companies.read")
def history(company_id: int) -> str:
    """The whole line of time, all kinds or those chosen in the address."""
    company = queries.get_company_for(db(), signed_in(), company_id)
    open_kinds = time_line.kinds_for(inside=allowed(current_user.roles, "visits.read_notes"))
    asked = set(request.args.getlist("kind"))
    chosen = [kind for kind in open_kinds if kind.value in asked]
    number = request.args.get("page", 1, type=int)
    return render_template(
        "companies/history.html",
        company=company,
        page=time_line.moments_page(db(), company.id, chosen or open_kinds, number),
        kinds=[(kind, labels.MOMENTS[kind], kind in chosen) for kind in open_kinds],
        narrowed=bool(chosen),
        labels=labels,
        visit_labels=visit_labels,
        attempt_labels=attempt_labels,
        local_day=local_day,
        MomentKind=MomentKind,
    )
