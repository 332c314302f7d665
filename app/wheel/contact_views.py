"""Routes of one planned contact: plan, show, change, move, held, skipped, planned again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind

from app import clock
from app.companies.models import Company
from app.companies.queries import get_company_for
from app.display import instant
from app.i18n import lazy_gettext as _
from app.outreach.queries import concerns_about
from app.outreach.rules import Concerns, Contact
from app.outreach.watch import Watch
from app.permissions import requires
from app.security import own_path
from app.visits import labels as visit_labels
from app.visits import queries as visits
from app.web import db, signed_in
from app.wheel import labels, planning, queries, rules, services
from app.wheel.blueprint import blueprint
from app.wheel.forms import ContactForm, HeldForm, MoveForm, PlanAgainForm, SkipForm, when_values
from app.wheel.models import PlannedContact, PlannedState
from app.writes import Answer, handle


@blueprint.route("/year-wheel/new", methods=["GET", "POST"])
@requires("wheel.edit")
def new() -> Answer:
    """Plan a contact: first the company, then the rest; from a visit its company."""
    company, visit_id = _origin()
    if company is None:
        return _choose_company()
    today = clock.today()
    values = planning.new_values(
        db(), signed_in(), company, request.args, today=today, after_visit=visit_id is not None
    )
    form = planning.timely(ContactForm(data=values), today)
    planning.offer_people(db(), form)
    watch = Watch()
    if request.method != "POST":
        proposed = planning.outreach_of(form.when(), [values["responsible_id"] or signed_in().id])
        watch.look(db(), company.id, proposed, form)
    return handle(
        form,
        template="wheel/edit.html",
        company=company,
        back=url_for("companies.show", company_id=company.id),
        watch=watch,
        labels=labels,
        save=lambda: _plan(form, company, watch),
        location=_page,
        message=_("The contact is planned."),
    )


def _plan(form: ContactForm, company: Company, watch: Watch) -> PlannedContact:
    plan = planning.plan_of(form)
    asked = planning.outreach_of(plan.when, [plan.responsible_id], about_match=plan.about_match)
    reason = watch.passed(db(), company.id, asked, form)
    return services.plan_contact(db(), company=company, now=clock.now(), plan=replace(plan, outreach_reason=reason))


def _origin() -> tuple[Company | None, int | None]:
    visit_id, company_id = request.args.get("visit_id", type=int), request.args.get("company_id", type=int)
    if visit_id is not None:
        company_id = visits.get_visit_for(db(), signed_in(), visit_id).company_id
    return get_company_for(db(), signed_in(), company_id) if company_id is not None else None, visit_id


def _choose_company() -> Answer:
    text = request.args.get("company", "").strip()
    kept: dict[str, Any] = {key: request.args[key] for key in ("week", "year") if key in request.args}
    found = visits.companies_named(db(), text) if text else []
    if len(found) == 1:
        return redirect(url_for("wheel.new", company_id=found[0].id, **kept))
    own = visits.own_companies(db(), signed_in().id)
    return render_template("wheel/choose_company.html", text=text, found=found, own=own, kept=kept)


@blueprint.get("/planned-contacts/<int:contact_id>")
@requires("wheel.read")
def show(contact_id: int) -> str:
    """One planned contact."""
    contact = queries.get_planned_for(db(), signed_in(), contact_id)
    planned = contact.state == PlannedState.PLANNED
    return render_template(
        "wheel/show.html",
        contact=contact,
        look=rules.look_of(contact, clock.today()),
        wheel_year=rules.middle_day(contact).year,
        concerns=_concerns(contact) if planned else Concerns(),
        coming=queries.coming_visits(db(), contact.company_id, clock.now()) if planned else [],
        labels=labels,
        ways=visit_labels.WAYS,
    )


@blueprint.route("/planned-contacts/<int:contact_id>/edit", methods=["GET", "POST"])
@requires("wheel.edit")
def edit(contact_id: int) -> Answer:
    """Change a planned contact."""
    contact = queries.get_planned_for(db(), signed_in(), contact_id)
    form, watch = _form_of(contact), Watch()
    return handle(
        form,
        template="wheel/edit.html",
        company=contact.company,
        back=_page(contact),
        watch=watch,
        labels=labels,
        row=contact,
        current=lambda: _form_of(contact, typed=False),
        save=lambda: _change(form, contact, watch),
        location=_page,
        message=_("Saved."),
    )


def _change(form: ContactForm, contact: PlannedContact, watch: Watch) -> PlannedContact:
    plan = planning.plan_of(form, outreach_reason=contact.outreach_reason)
    if not planning.stays_near_nobody_new(contact, plan):
        people = _people(contact, plan.responsible_id)
        asked = planning.outreach_of(plan.when, people, about_match=plan.about_match, contact=contact)
        plan = replace(plan, outreach_reason=watch.passed(db(), contact.company_id, asked, form))
    return services.change_contact(db(), contact, plan)


def _form_of(contact: PlannedContact, *, typed: bool = True) -> ContactForm:
    values = planning.values_of(contact)
    form: ContactForm = ContactForm(data=values) if typed else ContactForm(formdata=None, data=values)
    planning.offer_people(db(), form, also=contact.responsible_id)
    planning.timely(form, clock.today(), contact)
    return form


@blueprint.route("/planned-contacts/<int:contact_id>/move", methods=["GET", "POST"])
@requires("wheel.edit")
def move(contact_id: int) -> Answer:
    """Put a planned contact on another day or week."""
    contact = queries.get_planned_for(db(), signed_in(), contact_id)
    values = when_values(planning.where_it_stands(contact)) | planning.outreach_values(contact)
    begin = when_values(planning.where_to_move(contact, clock.today()))
    form: MoveForm = planning.timely(MoveForm(data=values | begin), clock.today())
    watch = Watch()
    return handle(
        form,
        template="wheel/move.html",
        contact=contact,
        company=contact.company,
        row=contact,
        watch=watch,
        ways=labels.SHORT_WAYS,
        current=lambda: MoveForm(formdata=None, data=values),
        save=lambda: _move(form, contact, watch),
        location=_back_or_page,
        message=_("The contact is moved."),
    )


def _move(form: MoveForm, contact: PlannedContact, watch: Watch) -> PlannedContact:
    people, about_match = _people(contact, contact.responsible_id), form.about_match.data
    asked = planning.outreach_of(form.when(), people, about_match=about_match, contact=contact)
    reason = watch.passed(db(), contact.company_id, asked, form)
    return services.move_contact(db(), contact, form.when(), about_match=about_match, outreach_reason=reason)


@blueprint.route("/planned-contacts/<int:contact_id>/held", methods=["GET", "POST"])
@requires("wheel.edit")
def held(contact_id: int) -> Answer:
    """Say that a contact took place, and as which visit when it was one."""
    contact = queries.get_planned_for(db(), signed_in(), contact_id)
    possible = {visit.id: visit for visit in queries.visits_near(db(), contact, clock.today())}
    form = HeldForm(data={"visit_id": next(iter(possible), None)})
    form.visit_id.choices = [
        SelectChoice("", _("None: a call, an e-mail or a talk in passing")),
        *(SelectChoice(str(visit.id), _visit_words(visit)) for visit in possible.values()),
    ]
    return handle(
        form,
        template="wheel/held.html",
        contact=contact,
        company=contact.company,
        possible=possible,
        row=contact,
        save=lambda: services.hold_contact(db(), contact, possible.get(form.visit_id.data or 0)),
        location=_back_or_page,
        message=_("The contact is marked as held."),
    )


@blueprint.route("/planned-contacts/<int:contact_id>/skip", methods=["GET", "POST"])
@requires("wheel.edit")
def skip(contact_id: int) -> Answer:
    """Give a contact up for this year with the reason."""
    contact = queries.get_planned_for(db(), signed_in(), contact_id)
    form = SkipForm()
    return handle(
        form,
        template="wheel/skip.html",
        contact=contact,
        company=contact.company,
        row=contact,
        save=lambda: services.skip_contact(db(), contact, reason=form.reason.data or ""),
        location=_back_or_page,
        message=_("The contact is skipped."),
    )


@blueprint.route("/planned-contacts/<int:contact_id>/plan-again", methods=["GET", "POST"])
@requires("wheel.edit")
def plan_again(contact_id: int) -> Answer:
    """Take back that a contact was held or skipped: one click, unless it now comes near a colleague's."""
    contact = queries.get_planned_for(db(), signed_in(), contact_id)
    form, watch = PlanAgainForm(data=planning.outreach_values(contact)), Watch()
    if request.method != "POST":
        watch.look(db(), contact.company_id, _asked(contact, about_match=contact.about_match), form)
    return handle(
        form,
        template="wheel/plan_again.html",
        contact=contact,
        company=contact.company,
        row=contact,
        watch=watch,
        ways=labels.SHORT_WAYS,
        save=lambda: _plan_again(form, contact, watch),
        location=_page,
        message=_("The contact is planned again."),
    )


def _plan_again(form: PlanAgainForm, contact: PlannedContact, watch: Watch) -> PlannedContact:
    about_match = form.about_match.data
    reason = watch.passed(db(), contact.company_id, _asked(contact, about_match=about_match), form)
    return services.plan_again(db(), contact, about_match=about_match, outreach_reason=reason)


def _asked(contact: PlannedContact, *, about_match: bool) -> Contact:
    people = _people(contact, contact.responsible_id)
    when = planning.where_it_stands(contact)
    return planning.outreach_of(when, people, about_match=about_match, contact=contact)


def _back_or_page(contact: PlannedContact) -> str:
    """The page that led here (a path of our own in the address), so that a list is worked down; else the contact's."""
    return own_path(request.args.get("back")) or _page(contact)


def _page(contact: PlannedContact) -> str:
    return url_for("wheel.show", contact_id=contact.id)


def _concerns(contact: PlannedContact) -> Concerns:
    return concerns_about(db(), contact.company_id, _asked(contact, about_match=contact.about_match))


def _people(contact: PlannedContact, responsible_id: int) -> set[int]:
    return {responsible_id, *(row.user_id for row in contact.participants)}


def _visit_words(visit: Any) -> str:
    return f"{instant(visit.starts_at)}, {visit_labels.WAYS[visit.way]}, {visit.responsible.name}"
