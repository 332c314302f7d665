"""Routes of companies: the list, the page, registering and editing."""

from __future__ import annotations

from typing import TypeVar

from flask import render_template, url_for

from app import clock
from app.accounts.models import Organisation, User
from app.accounts.queries import colleagues
from app.attempts import labels as attempt_labels
from app.attempts.queries import recent_attempts
from app.briefings.queries import box_of_company
from app.companies import (
    bulk_views,
    contact_views,
    doubles,
    history_views,
    labels,
    list_views,
    meeting_views,
    notices,
    queries,
    relation_views,
    rules,
    services,
    warning_views,
)
from app.companies.access import editable_company, may_edit
from app.companies.blueprint import COMPANY, blueprint
from app.companies.doubles import Doubles
from app.companies.forms import CompanyForm, NewCompanyForm, row_choices
from app.companies.models import Company
from app.companies.story import Story, last_day_of, story_of, time_line
from app.i18n import lazy_gettext as _
from app.orders import labels as order_labels
from app.outreach.queries import concerns_about
from app.outreach.rules import Concerns, Contact
from app.permissions import allowed, requires
from app.visits import labels as visit_labels
from app.web import db, signed_in
from app.writes import Answer, handle

# Imported for their routes.
__all__ = [
    "blueprint",
    "bulk_views",
    "contact_views",
    "history_views",
    "list_views",
    "meeting_views",
    "notices",
    "relation_views",
    "warning_views",
]
AnyCompanyForm = TypeVar("AnyCompanyForm", bound=CompanyForm)


@blueprint.get(COMPANY)
@requires("companies.read")
def show(company_id: int) -> str:
    """One company."""
    user, today = signed_in(), clock.today()
    company = queries.get_company_page_for(db(), user, company_id)
    story, concerns = story_of(db(), company.id), _concerns_today(company.id)
    return render_template(
        "companies/show.html",
        company=company,
        story=story,
        moments=time_line(company.stage_changes, story),
        concerns=concerns,
        standing=concerns.warnings,
        soon=today + rules.AGREEMENT_ENDS_SOON,
        last_day_of=last_day_of,
        action=story.next_action(clock.now(), at_rest=rules.is_stopped(company.stage) or concerns.asks_for_peace),
        attempt_labels=attempt_labels,
        contacts_here=[contact for contact in company.contacts if not rules.has_left(contact, clock.today())],
        contacts_left=[contact for contact in company.contacts if rules.has_left(contact, clock.today())],
        labels=labels,
        visit_labels=visit_labels,
        order_labels=order_labels,
        local_day=clock.local_day,
        may_edit=may_edit(company),
        briefings=box_of_company(db(), user, company.id, clock.now()),
        attempts=recent_attempts(db(), user, company.id, clock.now()),
        editable_steps=_editable_steps(story, company),
    )


def _editable_steps(story: Story, company: Company) -> set[int]:
    user = signed_in()
    if not allowed(user.roles, "steps.edit"):
        return set()
    return {step.id for step in story.steps if may_edit(company) or step.owner_id == user.id}


def _concerns_today(company_id: int) -> Concerns:
    today, me = clock.today(), frozenset({signed_in().id})
    return concerns_about(db(), company_id, Contact(today, today, me))


@blueprint.route(f"{COMPANY}/edit", methods=["GET", "POST"])
@requires("companies.edit")
def edit(company_id: int) -> Answer:
    """Change a company's facts."""
    company = editable_company(company_id)
    form = _filled(CompanyForm(obj=company), company)
    return handle(
        form,
        template="companies/edit.html",
        row=company,
        current=lambda: _filled(CompanyForm(formdata=None, obj=company), company),
        save=lambda: services.update_company(db(), company, values=form.values()),
        location=lambda saved: url_for("companies.show", company_id=saved.id),
        message=_("Saved."),
        industries=queries.industries(db()),
    )


@blueprint.route("/companies/new", methods=["GET", "POST"])
@requires("companies.create")
def new() -> Answer:
    """Register a company, unless it is here already."""
    form = _filled(NewCompanyForm(), None)
    found = doubles.find(db(), name=form.name.data or "", cvr=form.cvr.data) if form.is_submitted() else Doubles()
    return handle(
        form,
        template="companies/new.html",
        save=lambda: services.register_company(
            db(),
            actor_id=signed_in().id,
            now=clock.now(),
            values=form.values(),
            found=found,
            confirmed=form.confirmed.data,
        ),
        location=lambda saved: url_for("companies.show", company_id=saved.id),
        message=_("The company is registered."),
        industries=queries.industries(db()),
        found=found,
    )


def _filled(form: AnyCompanyForm, company: Company | None) -> AnyCompanyForm:
    """The form with the colleagues and associations to choose among, also one who has since stopped."""
    people: list[User] = colleagues(db(), *rules.FIXED_CONTACT_ROLES)
    if company and company.fixed_contact and company.fixed_contact_id not in {person.id for person in people}:
        people = [*people, company.fixed_contact]
    owners = [company.own_operation_of_id] if company and company.own_operation_of_id else []
    places: list[Organisation] = queries.housing_associations(db(), also=owners)
    form.fixed_contact_id.choices = row_choices(_("Nobody yet"), people)
    form.own_operation_of_id.choices = row_choices(_("No: another company"), places)
    return form
