"""Routes of next steps."""

from __future__ import annotations

from datetime import date

from flask import render_template, request, url_for
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.models import User
from app.accounts.queries import colleagues
from app.companies.models import Company
from app.companies.queries import get_company_for
from app.i18n import gettext as _
from app.i18n import lazy_gettext
from app.orders.models import JobOrder
from app.paging import page_of, sorting
from app.permissions import TABLE, allowed, requires
from app.refusals import Refused
from app.security import own_path
from app.visits import queries, rules, step_queries, step_services
from app.visits.access import editable_step, id_in_address
from app.visits.blueprint import blueprint
from app.visits.forms import ButtonForm, EndStepForm, StepForm, named_choices
from app.visits.models import NextStep, StepOutcome
from app.web import db, signed_in
from app.writes import Answer, act, handle

SORTS = {"due": NextStep.due_on, "title": NextStep.title}
LONGEST_BACK = 300


@blueprint.get("/next-steps")
@requires("visits.read")
def steps() -> str:
    """The list of next steps, the most overdue first; filters stand in the address."""
    user = signed_in()
    who, done = request.args.get("who", "mine"), request.args.get("state") == "done"
    order = sorting(SORTS, "-due" if done else "due")
    company_id = id_in_address("company_id")
    query = step_queries.step_list(user, done=done, mine=who != "all", company_id=company_id)
    page = page_of(db(), order.apply(query).order_by(NextStep.id))
    return render_template(
        "visits/steps.html",
        page=page,
        sorting=order,
        who=who,
        done=done,
        company=get_company_for(db(), user, company_id) if company_id else None,
        overdue={step.id for step in page.rows if rules.is_overdue(step, clock.today())},
        editable_steps={step.id for step in page.rows if rules.may_edit_step(user.roles, user.id, step)},
        sees_all=allowed(user.roles, "visits.read_notes"),
    )


@blueprint.route("/next-steps/new", methods=["GET", "POST"])
@requires("steps.edit")
def new_step() -> Answer:
    """A next step: alone, or of the company, visit or job order in the address."""
    company, visit_id, order_id = _origin()
    form = StepForm(data={"owner_id": signed_in().id})
    _offer_owners(form, signed_in(), None)
    if company is not None:
        del form.company
    return handle(
        form,
        template="visits/step_edit.html",
        company=company,
        back=_back_address(company, visit_id),
        save=lambda: step_services.add_step(
            db(), now=clock.now(), plan=_plan(form, company, None), visit_id=visit_id, job_order_id=order_id
        ),
        location=lambda _saved: _back_address(company, visit_id),
        message=lazy_gettext("The next step is noted."),
    )


def _origin() -> tuple[Company | None, int | None, int | None]:
    visit_id, order_id = id_in_address("visit_id"), id_in_address("order_id")
    company_id = id_in_address("company_id")
    if visit_id is not None:
        company_id = queries.get_visit_for(db(), signed_in(), visit_id).company_id
    if order_id is not None:
        company_id = _company_of_order(order_id)
    company = get_company_for(db(), signed_in(), company_id) if company_id is not None else None
    return company, visit_id, order_id


def _company_of_order(order_id: int) -> int:
    order = db().get(JobOrder, order_id)
    if order is None:
        raise NotFound
    return order.company_id


def _back_address(company: Company | None, visit_id: int | None) -> str:
    asked = own_path(request.args.get("back"))
    if asked and len(asked) <= LONGEST_BACK:
        return asked
    if visit_id is not None:
        return url_for("visits.show", visit_id=visit_id)
    return url_for("companies.show", company_id=company.id) if company else url_for("visits.steps")


@blueprint.route("/next-steps/<int:step_id>/edit", methods=["GET", "POST"])
@requires("steps.edit")
def edit_step(step_id: int) -> Answer:
    """Change a step, move its day, or give it to a colleague."""
    step = editable_step(step_id)
    form = _form_of(step)
    return handle(
        form,
        template="visits/step_edit.html",
        company=step.company,
        back=_back_address(None, None),
        row=step,
        current=lambda: _form_of(step, typed=False),
        save=lambda: step_services.change_step(db(), step, _plan(form, step.company, step)),
        location=lambda _saved: _back_address(None, None),
        message=lazy_gettext("Saved."),
    )


def _form_of(step: NextStep, *, typed: bool = True) -> StepForm:
    form = StepForm(obj=step) if typed else StepForm(formdata=None, obj=step)
    del form.company
    _offer_owners(form, signed_in(), step)
    return form


def _offer_owners(form: StepForm, user: User, step: NextStep | None) -> None:
    # Who may not see other people's steps can't make any for them either.
    people = colleagues(db(), *TABLE["steps.edit"]) if allowed(user.roles, "visits.read_notes") else [user]
    if step is not None and step.owner_id not in {person.id for person in people}:
        people.append(db().get_one(User, step.owner_id))
    form.owner_id.choices = named_choices(people)


def _plan(form: StepForm, company: Company | None, step: NextStep | None) -> step_services.StepPlan:
    due_on: date = form.due_on.data  # type: ignore[assignment]  # validated: it is needed
    moved = step is None or step.due_on != due_on
    if moved and due_on < clock.today():
        raise Refused(_("That day has passed."), "due_on")
    found = company or _company_typed(form)
    return step_services.StepPlan(
        title=form.title.data or "",
        due_on=due_on,
        owner_id=form.owner_id.data,
        by_company=form.by_company.data,
        company_id=found.id if found else None,
    )


def _company_typed(form: StepForm) -> Company | None:
    text = form.company.data if "company" in form else ""
    if not text:
        return None
    found = queries.companies_named(db(), text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_("No company is called that. Write a part of its name, or leave the field empty."), "company")
    names = ", ".join(company.name for company in found[:5])
    raise Refused(
        _("Several companies fit: %(names)s. Write the whole name or the CVR number.", names=names), "company"
    )


@blueprint.post("/next-steps/<int:step_id>/finish")
@requires("steps.edit")
def finish_step(step_id: int) -> Answer:
    """Done; leads back to the page in the field `back` (a path of our own), else to the list."""
    step, form = editable_step(step_id), ButtonForm()
    return act(
        form,
        row=step,
        save=lambda: step_services.finish_step(db(), step, now=clock.now()),
        location=lambda _saved: _page_before(form),
        message=lazy_gettext("Done: %(title)s", title=step.title),
    )


@blueprint.route("/next-steps/<int:step_id>/end", methods=["GET", "POST"])
@requires("steps.edit")
def end_step(step_id: int) -> Answer:
    """Say how a promise ended: kept, not kept, or no longer relevant, with a word about it."""
    step = editable_step(step_id)
    form = EndStepForm(data={"outcome": step.outcome or StepOutcome.NOT_KEPT, "outcome_note": step.outcome_note})
    return handle(
        form,
        template="visits/step_end.html",
        step=step,
        company=step.company,
        back=_back_address(step.company, step.visit_id),
        row=step,
        save=lambda: step_services.end_step(
            db(), step, outcome=form.outcome.data, note=form.outcome_note.data or "", now=clock.now()
        ),
        location=lambda _saved: _back_address(step.company, step.visit_id),
        message=lazy_gettext("Saved."),
    )


@blueprint.post("/next-steps/<int:step_id>/remind")
@requires("steps.edit")
def remind(step_id: int) -> Answer:
    """Note a call today that reminds the company of its promise."""
    step, form = editable_step(step_id), ButtonForm()
    title = _("Call and remind them: %(title)s", title=step.title)
    return act(
        form,
        save=lambda: step_services.remind(
            db(), step, user_id=signed_in().id, today=clock.today(), now=clock.now(), title=title
        ),
        location=lambda _saved: _page_before(form),
        message=lazy_gettext("The reminder stands among your next steps today."),
    )


@blueprint.post("/next-steps/<int:step_id>/reopen")
@requires("steps.edit")
def reopen_step(step_id: int) -> Answer:
    """Not done after all."""
    step, form = editable_step(step_id), ButtonForm()
    return act(
        form,
        row=step,
        save=lambda: step_services.reopen_step(db(), step),
        location=lambda _saved: _page_before(form),
        message=lazy_gettext("Open again: %(title)s", title=step.title),
    )


def _page_before(form: ButtonForm) -> str:
    asked = own_path(form.back.data)
    return asked if asked and len(asked) <= LONGEST_BACK else url_for("visits.steps")
