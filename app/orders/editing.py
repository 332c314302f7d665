"""Routes that change job orders: begin one, propose a task, edit the checklist, move its state, copy it."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import abort, redirect, request, url_for

from app import clock
from app.accounts.models import Role
from app.accounts.queries import colleagues
from app.companies.models import Company
from app.companies.queries import get_company_for
from app.i18n import lazy_gettext as _
from app.orders import labels, listing, queries, rules, services
from app.orders.blueprint import blueprint
from app.orders.forms import CopyForm, NewOrderForm, OrderForm, StateForm
from app.orders.models import JobOrder, OrderState
from app.permissions import requires
from app.refusals import Refused
from app.visits.models import Visit
from app.visits.queries import get_visit_for
from app.web import db, signed_in
from app.writes import Answer, handle

RESPONSIBLE = (Role.CONSULTANT, Role.BROKER, Role.COUNSELLOR)
AnyOrderForm = TypeVar("AnyOrderForm", bound=OrderForm)


@blueprint.route("/job-orders/new", methods=["GET", "POST"])
@requires("orders.edit")
def new() -> Answer:
    """Begin a job order with company, task and hours: alone, from a company, or from a visit."""
    company, visit = _origin()
    if company is not None and not _may_edit(company):
        return _propose_instead()
    form = _new_form(company)
    return handle(
        form,
        template="orders/new.html",
        save=lambda: _begin(form, company, visit),
        location=lambda saved: _after_beginning(saved, visit),
        message=_("The job order is registered."),
        company=company,
        visit=visit,
        proposing=False,
    )


@blueprint.route("/job-orders/propose", methods=["GET", "POST"])
@requires("tasks.propose")
def propose() -> Answer:
    """Tell of a task that could become few hours' work; those who have the contact with the company take it on."""
    company, visit = _origin()
    form = _new_form(company)
    form.is_idea.data = True
    return handle(
        form,
        template="orders/new.html",
        save=lambda: _propose(form, company, visit),
        location=lambda saved: _after_beginning(saved, visit),
        message=_("The task idea is kept."),
        company=company,
        visit=visit,
        proposing=True,
    )


@blueprint.route("/job-orders/<int(max=2147483647):order_id>/edit", methods=["GET", "POST"])
@requires("orders.edit")
def edit(order_id: int) -> Answer:
    """Fill in or change the checklist."""
    order = _editable_order(order_id)
    form = _offered(OrderForm(obj=order), order)
    return handle(
        form,
        template="orders/edit.html",
        row=order,
        current=lambda: _offered(OrderForm(formdata=None, obj=order), order),
        save=lambda: services.update_order(db(), order, values=form.values()),
        location=_page,
        message=_("Saved."),
        order=order,
        company=order.company,
        copying=False,
    )


@blueprint.route("/job-orders/<int(max=2147483647):order_id>/state", methods=["GET", "POST"])
@requires("orders.edit")
def state(order_id: int) -> Answer:
    """Say where the order stands now."""
    order = _editable_order(order_id)
    form = StateForm()
    form.state.choices = [(after.value, labels.STATE_ACTIONS[after]) for after in rules.NEXT_STATES[order.state]]
    return handle(
        form,
        template="orders/state.html",
        row=order,
        save=lambda: services.change_state(
            db(),
            order,
            actor_id=signed_in().id,
            now=clock.now(),
            state=form.state.data,
            reason=form.reason.data or "",
        ),
        location=_page,
        message=_("The state is changed."),
        order=order,
        labels=labels,
    )


@blueprint.route("/job-orders/<int(max=2147483647):order_id>/copy", methods=["GET", "POST"])
@requires("orders.edit")
def copy(order_id: int) -> Answer:
    """Begin an order with what another one says: for the next season, or one more of the same kind."""
    order = _editable_order(order_id)
    form = _offered(CopyForm(obj=order), order)
    if request.method != "POST":
        form.begin_anew(signed_in().id)
    return handle(
        form,
        template="orders/edit.html",
        save=lambda: _copied(form, order),
        location=_page,
        message=_("The copy is registered as a job order of its own."),
        order=order,
        company=order.company,
        copying=True,
    )


def _propose_instead() -> Answer:
    # Whoever comes from the company or a visit there without being its fixed contact may still tell of the task.
    if request.method == "POST":
        abort(403)
    return redirect(
        url_for("orders.propose", company_id=request.args.get("company_id"), visit_id=request.args.get("visit_id"))
    )


def _editable_order(order_id: int) -> JobOrder:
    order = queries.get_order_for(db(), signed_in(), order_id)
    if not _may_edit(order.company):
        abort(403)
    return order


def _may_edit(company: Company) -> bool:
    return rules.may_edit(signed_in().roles, signed_in().id, company)


def _origin() -> tuple[Company | None, Visit | None]:
    visit_id = request.args.get("visit_id", None, type=listing.row_id)
    company_id = request.args.get("company_id", None, type=listing.row_id)
    visit = get_visit_for(db(), signed_in(), visit_id) if visit_id else None
    if visit is not None:
        company_id = visit.company_id
    company = get_company_for(db(), signed_in(), company_id) if company_id else None
    return company, visit


def _new_form(company: Company | None) -> NewOrderForm:
    form = NewOrderForm()
    if company is not None:
        del form.company, form.company_id
    elif form.is_submitted():
        fitting = queries.companies_like(db(), form.company.data or "")
        form.company_id.choices = [(row.id, ", ".join(filter(None, (row.name, row.city)))) for row in fitting]
        if len(fitting) == 1:
            form.company_id.data = fitting[0].id
    return form


def _begin(form: NewOrderForm, company: Company | None, visit: Visit | None) -> JobOrder:
    chosen = company or get_company_for(db(), signed_in(), form.company_id.data)
    if not _may_edit(chosen):
        raise Refused(
            _("You can register job orders where you are our fixed contact. Propose the task instead."), "company"
        )
    return services.create_order(
        db(),
        company_id=chosen.id,
        actor_id=signed_in().id,
        now=clock.now(),
        values=form.values() | _told_at(visit),
        state=OrderState.DRAFT if form.is_idea.data else OrderState.OPEN,
        visit_id=visit.id if visit else None,
    )


def _copied(form: CopyForm, order: JobOrder) -> JobOrder:
    return services.create_order(
        db(),
        company_id=order.company_id,
        actor_id=signed_in().id,
        now=clock.now(),
        values=form.values(),
        state=OrderState.DRAFT if form.is_idea.data else OrderState.OPEN,
    )


def _propose(form: NewOrderForm, company: Company | None, visit: Visit | None) -> JobOrder:
    chosen = company or get_company_for(db(), signed_in(), form.company_id.data)
    return services.create_order(
        db(),
        company_id=chosen.id,
        actor_id=signed_in().id,
        responsible_id=chosen.fixed_contact_id,
        now=clock.now(),
        values=form.values() | _told_at(visit),
        state=OrderState.DRAFT,
        visit_id=visit.id if visit else None,
    )


def _told_at(visit: Visit | None) -> dict[str, Any]:
    # Whom we met is whom to ask about the job; it can be changed on the order.
    return {"contact_person_id": visit.contact_person_id} if visit is not None else {}


def _after_beginning(order: JobOrder, visit: Visit | None) -> str:
    if visit is not None and request.form.get("then") == "visit":
        return url_for("visits.show", visit_id=visit.id)
    return _page(order)


def _page(order: JobOrder) -> str:
    return url_for("orders.show", order_id=order.id)


def _offered(form: AnyOrderForm, order: JobOrder) -> AnyOrderForm:
    """The form with the people to choose among; on the order itself also one who has since left."""
    copying = isinstance(form, CopyForm)
    kept_contact = None if copying else order.contact_person_id
    kept = (signed_in().id, signed_in().name) if copying else (order.responsible_id, order.responsible.name)
    contacts = [
        (contact.id, ", ".join(filter(None, (contact.name, contact.job_title))))
        for contact in queries.contacts_at(db(), order.company_id)
        if contact.left_on is None or contact.left_on > clock.today() or contact.id == kept_contact
    ]
    people = {person.id: person.name for person in colleagues(db(), *RESPONSIBLE)}
    people.setdefault(*kept)
    form.contact_person_id.choices = [("", _("Not asked yet")), *contacts]
    form.responsible_id.choices = list(people.items())
    return form
