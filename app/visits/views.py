"""Routes of visits: list, record, plan, move, cancel, held."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from app import clock
from app.companies.models import Company
from app.companies.queries import get_company_for
from app.i18n import lazy_gettext as _
from app.outreach.watch import Watch
from app.paging import page_of, sorting
from app.permissions import allowed, requires
from app.visits import (
    closing_views,  # noqa: F401 (its routes hang on the same blueprint)
    guide_views,  # noqa: F401 (its routes hang on the same blueprint)
    labels,
    moving,
    note_api,  # noqa: F401
    note_views,  # noqa: F401
    offline_views,  # noqa: F401
    planning,
    queries,
    record,
    rules,
    services,
    step_views,  # noqa: F401 (likewise)
    watching,
)
from app.visits.access import editable_visit, id_in_address
from app.visits.blueprint import blueprint
from app.visits.forms import ButtonForm, CancelForm, VisitForm
from app.visits.models import Visit, VisitState
from app.web import db, signed_in
from app.wheel import fulfilment
from app.wheel.queries import get_planned_for
from app.wheel.rules import is_open_at
from app.writes import Answer, act, handle

SORTS = {"when": Visit.starts_at, "company": Company.folded_name}


@blueprint.get("/visits")
@requires("visits.read")
def index() -> str:
    """The list of visits; filters and order stand in the address."""
    user = signed_in()
    state = request.args.get("state", VisitState.PLANNED.value)
    own = "mine" if allowed(user.roles, "visits.edit") else "all"
    who, text = request.args.get("who", own), request.args.get("q", "").strip()
    order = sorting(SORTS, "when" if state == VisitState.PLANNED else "-when")
    chosen = state if state in set(VisitState) else ""
    query = queries.visit_list(state=chosen, mine=user.id if who == "mine" else None, text=text)
    page = page_of(db(), order.apply(query).order_by(Visit.id))
    now = clock.now()
    unsaid = {visit.id for visit in page.rows if rules.lacks_note(visit, now)}
    return render_template(
        "visits/index.html", page=page, sorting=order, state=state, who=who, text=text, labels=labels, unsaid=unsaid
    )


@blueprint.get("/visits/<int:visit_id>")
@requires("visits.read")
def show(visit_id: int) -> str:
    """One visit: when, who, what was said, what came of it."""
    visit = queries.get_visit_for(db(), signed_in(), visit_id)
    return render_template(
        "visits/show.html",
        labels=labels,
        **record.shown(db(), signed_in(), visit, clock.now()),
    )


@blueprint.route("/visits/new", methods=["GET", "POST"])
@requires("visits.edit")
def new() -> Answer:
    """Plan a visit: first the company, then the rest."""
    company_id = id_in_address("company_id")
    if company_id is None:
        return _choose_company()
    company = get_company_for(db(), signed_in(), company_id)
    form = VisitForm(data=planning.new_visit_values(db(), signed_in(), company, request.args))
    planning.offer_choices(db(), form, company, None)
    watch = Watch()
    if request.method != "POST":
        watch.look(db(), company.id, watching.proposed(form, signed_in().id, clock.today()), form)
    return handle(
        form,
        template="visits/edit.html",
        company=company,
        watch=watch,
        labels=labels,
        save=lambda: _plan(form, company, watch),
        location=_next_page,
        message=_("The visit is registered. What was said?") if form.been.data else _("The visit is planned."),
    )


def _next_page(visit: Visit) -> str:
    # One that has been waits for its note.
    return url_for("visits.notes" if visit.state == VisitState.HELD else "visits.show", visit_id=visit.id)


def _choose_company() -> Answer:
    text = request.args.get("company", "").strip()
    found = queries.companies_named(db(), text) if text else []
    if len(found) == 1:
        return redirect(url_for("visits.new", company_id=found[0].id))
    own = queries.own_companies(db(), signed_in().id)
    return render_template("visits/choose_company.html", text=text, found=found, own=own)


def _plan(form: VisitForm, company: Company, watch: Watch) -> Visit:
    plan = planning.plan_of(form, company)
    planning.refuse_strangers(signed_in().roles, signed_in().id, company, plan)
    been = planning.was_held(form, plan, now=clock.now())
    # What has been can't come in anybody's way any more.
    plan = plan if been else watching.watched(db(), watch, form, company.id, plan)
    visit = services.plan_visit(db(), company=company, now=clock.now(), plan=plan)
    planned_id = id_in_address("planned_id")
    if planned_id is not None:
        _becomes(planned_id, visit)
    return services.mark_held(db(), visit, now=clock.now()) if been else visit


def _becomes(planned_id: int, visit: Visit) -> None:
    """The planned contact that this visit was made of; of another company, agreed or done already, it stays alone."""
    contact = get_planned_for(db(), signed_in(), planned_id)
    if is_open_at(contact, visit.company_id):
        fulfilment.link(db(), contact, visit)


@blueprint.route("/visits/<int:visit_id>/edit", methods=["GET", "POST"])
@requires("visits.edit")
def edit(visit_id: int) -> Answer:
    """Change or move a visit, or plan a cancelled one again."""
    visit = editable_visit(visit_id)
    form, watch = _form_of(visit), Watch()
    return handle(
        form,
        template="visits/edit.html",
        company=visit.company,
        watch=watch,
        labels=labels,
        row=visit,
        current=lambda: _form_of(visit, typed=False),
        save=lambda: _change(form, visit, watch),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("Saved."),
    )


def _change(form: VisitForm, visit: Visit, watch: Watch) -> Visit:
    plan = planning.plan_of(form, visit.company)
    been = planning.was_held(form, plan, now=clock.now(), kept=visit)
    plan = plan if been else watching.watched(db(), watch, form, visit.company_id, plan, visit=visit)
    who, why = signed_in().id, form.move_reason.data or ""
    # That it was held on another day than planned needs no reason.
    if why or not been:
        moving.note_move(db(), visit, plan.starts_at, user_id=who, reason=why, now=clock.now())
    services.change_visit(db(), visit, plan)
    return services.mark_held(db(), visit, now=clock.now()) if been else visit


def _form_of(visit: Visit, *, typed: bool = True) -> VisitForm:
    values = planning.visit_values(visit)
    form = VisitForm(data=values) if typed else VisitForm(formdata=None, data=values)
    planning.offer_choices(db(), form, visit.company, visit)
    return form


@blueprint.route("/visits/<int:visit_id>/cancel", methods=["GET", "POST"])
@requires("visits.edit")
def cancel(visit_id: int) -> Answer:
    """Cancel a visit with the reason."""
    visit = editable_visit(visit_id)
    form = CancelForm()
    return handle(
        form,
        template="visits/cancel.html",
        visit=visit,
        # By itself: after a refusal the rows are read anew, without what hangs on them.
        company=visit.company,
        row=visit,
        save=lambda: services.cancel_visit(db(), visit, reason=form.reason.data or ""),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("The visit is cancelled."),
    )


@blueprint.post("/visits/<int:visit_id>/held")
@requires("visits.edit")
def held(visit_id: int) -> Answer:
    """Say that the visit took place."""
    visit = editable_visit(visit_id)
    return act(
        ButtonForm(),
        row=visit,
        save=lambda: services.mark_held(db(), visit, now=clock.now()),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("The visit is marked as held."),
    )


@blueprint.post("/visits/<int:visit_id>/not-held")
@requires("visits.edit")
def not_held(visit_id: int) -> Answer:
    """Take back that the visit took place."""
    visit = editable_visit(visit_id)
    return act(
        ButtonForm(),
        row=visit,
        save=lambda: services.mark_not_held(db(), visit),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("The visit is planned again."),
    )
