"""Routes of the closing step: from a visit's note to what it became, on one screen, and a summary of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import render_template, request, url_for
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind

from app import clock
from app.accounts.models import User
from app.accounts.queries import colleagues
from app.companies import queries as companies
from app.companies import rules as company_rules
from app.companies.labels import STAGES
from app.companies.models import Company, ContributionKind
from app.companies.queries import get_company_for
from app.companies.services import GivenAnswer
from app.display import short_day
from app.i18n import gettext as _
from app.i18n import lazy_gettext
from app.orders.labels import STATES as ORDER_STATES
from app.orders.queries import unfinished_orders_at
from app.outreach.queries import contacts_ahead
from app.outreach.rules import Contact
from app.outreach.watch import Watch
from app.permissions import TABLE, allowed, requires
from app.refusals import Refused
from app.visits import closing_forms, closing_relation, labels, queries, record, rules, step_queries
from app.visits.access import editable_visit, id_in_address
from app.visits.blueprint import blueprint
from app.visits.closing import Closed, Closing, Work, close_visit, planned_at
from app.visits.closing_forms import IDEA, ClosingForm, Row, monday_of
from app.visits.closing_proposals import next_contact_in, proposals_in
from app.visits.models import Lead, Visit
from app.visits.step_services import StepPlan
from app.web import db, signed_in
from app.wheel import planning as wheel_planning
from app.wheel import rules as wheel_rules
from app.wheel.services import ContactPlan, When
from app.writes import Answer, handle

USUAL_DUE, NEXT_CONTACT = timedelta(days=7), timedelta(weeks=13)
OUTREACH = ("about_match", "outreach_reason", "outreach_seen")


@blueprint.route("/visits/<int:visit_id>/close", methods=["GET", "POST"])
@requires("visits.edit")
def close(visit_id: int) -> Answer:
    """Everything that the visit became, proposed from its note and confirmed together."""
    visit = editable_visit(visit_id)
    company = get_company_for(db(), signed_in(), visit.company_id)
    whole = company_rules.may_edit(signed_in().roles, signed_in().id, company)
    form, watch = _form(visit, company, whole=whole), Watch()
    if request.method != "POST":
        _look(form, company, watch)
    made = _made(visit)
    return handle(
        form,
        template="visits/close.html",
        visit=visit,
        company=company,
        whole=whole,
        stages=STAGES,
        watch=watch,
        made=made,
        coming=contacts_ahead(db(), company.id, clock.today()),
        ordered=[order for order in unfinished_orders_at(db(), company.id) if order not in made["orders"]],
        labels=labels,
        order_states=ORDER_STATES,
        row=visit,
        save=lambda: _close(form, visit, company, watch, whole=whole),
        location=lambda closed: _summary(visit_id, closed),
        message=lazy_gettext("The visit is closed."),
    )


def _form(visit: Visit, company: Company, *, whole: bool) -> ClosingForm:
    kinds = tuple(ContributionKind) if whole else ()
    known = companies.contributions_of(db(), company) if whole else {}
    people = colleagues(db(), *company_rules.FIXED_CONTACT_ROLES) if whole else []
    texts = [] if visit.closed_at else [visit.quick_note, *queries.answers_of(db(), visit).values()]
    values = closing_forms.contribution_values(known) | _planned_values(visit, company, texts)
    values |= closing_relation.relation_values(company, visit, people) | {"contact_fixed": _first_person(company)}
    if request.method == "POST":
        counts = closing_forms.rows_sent(request.form)
    else:
        found = proposals_in(texts, clock.today(), clock.local_day(visit.starts_at))
        counts, rows = closing_forms.row_values(found, clock.today() + USUAL_DUE, signed_in().id)
        values |= rows
    form = closing_forms.closing_form(counts, kinds)(data=values)
    form.today, form.company = clock.today(), company
    _offer(form, whole=whole)
    if whole:
        form.relation_contact.choices = closing_relation.contact_choices(company, people)
    return form


def _first_person(company: Company) -> bool:
    # The first one we are given there is whom we call.
    return not any(person.is_fixed and person.left_on is None for person in companies.contacts_of(db(), company))


def _planned_values(visit: Visit, company: Company, texts: list[str]) -> dict[str, Any]:
    said = next_contact_in(texts, clock.today(), clock.local_day(visit.starts_at))
    told = str(_("After the visit %(day)s", day=short_day(clock.local_day(visit.starts_at))))
    return {
        "plan_use": Lead.PLANNED_CONTACT.value in visit.became and visit.closed_at is None,
        "plan_on": monday_of(said.day if said else clock.today() + NEXT_CONTACT),
        "plan_said": said.words if said else "",
        "plan_purpose": told,
        "plan_who": company.fixed_contact_id or signed_in().id,
    }


def _offer(form: ClosingForm, *, whole: bool) -> None:
    owners = _choices(colleagues(db(), *TABLE["steps.edit"]))
    for row in (*form.rows("ours"), *form.rows("theirs")):
        row.owner.choices = owners
        row.owner.data = row.owner.data or signed_in().id
    if not whole:
        for row in form.rows("work"):
            row.state.choices = [choice for choice in row.state.choices if choice.value == IDEA]
            row.state.data = IDEA
        for name in closing_relation.RELATION:
            del form[name]
    if allowed(signed_in().roles, "wheel.edit"):
        form.plan_who.choices = [SelectChoice("", _("Choose a person")), *_choices(_planners())]
    else:
        for name in ("plan_said", "plan_use", "plan_on", "plan_way", "plan_purpose", "plan_who", *OUTREACH):
            del form[name]


def _planners() -> list[User]:
    return colleagues(db(), *wheel_rules.RESPONSIBLE_ROLES)


def _choices(people: list[User]) -> list[SelectChoice]:
    return [SelectChoice(str(person.id), person.name) for person in people]


def _close(form: ClosingForm, visit: Visit, company: Company, watch: Watch, *, whole: bool) -> Closed:
    closing = Closing(
        work=tuple(_work(row, whole=whole) for row in form.rows("work") if row.counts),
        steps=tuple(
            _step(row, company, by_company=kind == "theirs")
            for kind in ("ours", "theirs")
            for row in form.rows(kind)
            if row.counts
        ),
        answers=_changed_answers(form),
        contact=_contact(form),
        plan=_watched(form, company, watch),
        relation=closing_relation.relation_of(form) if whole else None,
    )
    return close_visit(db(), visit, company, closing, actor_id=signed_in().id, now=clock.now())


def _work(row: Row, *, whole: bool) -> Work:
    idea = row.state.data == IDEA or not whole
    return Work(row.title.data, row.low.data, row.high.data, idea=idea, positions=row.count.data or 1)


def _step(row: Row, company: Company, *, by_company: bool) -> StepPlan:
    owner = row.owner.data or signed_in().id
    return StepPlan(row.title.data, row.due_on.data, owner, by_company=by_company, company_id=company.id)


def _changed_answers(form: ClosingForm) -> dict[ContributionKind, GivenAnswer | None]:
    # Only what was changed on this page: a colleague may have changed another line in the meantime.
    changed: dict[ContributionKind, GivenAnswer | None] = {}
    for kind, was, answer, often, extent in form.contributions():
        if closing_forms.said(answer.data, often.data, extent.data) != (was.data or "||"):
            changed[kind] = GivenAnswer(answer.data, often.data or "", extent.data or "") if answer.data else None
    return changed


def _contact(form: ClosingForm) -> dict[str, Any] | None:
    if not form.contact_name.data:
        return None
    typed = {name: form[f"contact_{name}"].data or "" for name in ("name", "job_title", "phone", "email")}
    return typed | {"is_fixed": form.contact_fixed.data}


def _plan(form: ClosingForm) -> ContactPlan | None:
    if "plan_use" not in form or not form.plan_use.data:
        return None
    when = When(monday_of(form.plan_on.data))
    who, about_match = form.plan_who.data, form.about_match.data
    return ContactPlan(when, form.plan_way.data, form.plan_purpose.data, who, about_match=about_match)


def _asked(plan: ContactPlan) -> Contact:
    return wheel_planning.outreach_of(plan.when, [plan.responsible_id], about_match=plan.about_match)


def _look(form: ClosingForm, company: Company, watch: Watch) -> None:
    plan = _plan(form)
    if plan:
        watch.look(db(), company.id, _asked(plan), form)


def _watched(form: ClosingForm, company: Company, watch: Watch) -> ContactPlan | None:
    plan = _plan(form)
    if plan is None:
        return None
    try:
        return replace(plan, outreach_reason=watch.passed(db(), company.id, _asked(plan), form))
    except Refused:
        # The watch offers to join the colleague: that would leave a page on which all the rest is typed.
        told = _("See the warning here. Write why you go on, choose another week, or don't plan the contact.")
        raise Refused(told, "outreach_reason") from None


def _summary(visit_id: int, closed: Closed) -> str:
    contact_id = closed.contact.id if closed.contact else None
    return url_for("visits.closed", visit_id=visit_id, contact_id=contact_id)


@blueprint.get("/visits/<int:visit_id>/closed")
@requires("visits.edit")
def closed(visit_id: int) -> str:
    """What the visit became, each with the way to change it."""
    visit = editable_visit(visit_id)
    contact_id = id_in_address("contact_id")
    people = companies.contacts_of(db(), visit.company) if contact_id else []
    return render_template(
        "visits/closed.html",
        visit=visit,
        company=visit.company,
        contact=next((person for person in people if person.id == contact_id), None),
        made=_made(visit),
        stages=STAGES,
        labels=labels,
    )


def _made(visit: Visit) -> dict[str, Any]:
    """What has come out of the visit so far, by kind."""
    steps = step_queries.steps_of_visit(db(), signed_in(), visit.id)
    return {
        "orders": record.orders_of(db(), visit.id),
        "steps": steps,
        "editable": {step.id for step in steps if rules.may_edit_step(signed_in().roles, signed_in().id, step)},
        "planned": planned_at(db(), visit.id),
    }
