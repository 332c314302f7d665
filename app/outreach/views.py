"""Routes of one coordinated contact: call now, join a colleague's visit or planned contact."""

from __future__ import annotations

from flask import Blueprint, request, url_for

from app import clock
from app.companies.models import Company
from app.companies.queries import get_company_for
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.outreach import services
from app.outreach.forms import CallForm
from app.outreach.rules import Contact, Kind
from app.outreach.services import Call
from app.outreach.watch import Watch
from app.permissions import requires
from app.visits import labels
from app.visits.access import id_in_address
from app.visits.forms import named_choices
from app.visits.models import Visit
from app.visits.planning import current_contacts
from app.visits.queries import get_visit_for
from app.web import db, signed_in
from app.wheel.models import PlannedContact
from app.wheel.queries import get_planned_for
from app.wheel.rules import is_open_at
from app.writes import Answer, act, handle

blueprint = Blueprint("outreach", __name__, template_folder="templates")


@blueprint.route("/companies/<int:company_id>/call", methods=["GET", "POST"])
@requires("visits.edit")
def call(company_id: int) -> Answer:
    """What to know before calling a company, the numbers, and afterwards what was said."""
    company = get_company_for(db(), signed_in(), company_id)
    people = current_contacts(db(), company)
    form, watch, planned = CallForm(), Watch(), _planned(company)
    form.contact_person_id.choices = named_choices(people, _("Somebody else"))
    if request.method != "POST":
        form.contact_person_id.data = next((person.id for person in people if person.is_fixed), None)
        watch.look(db(), company.id, _today(planned), form)
    return handle(
        form,
        template="outreach/call.html",
        company=company,
        people=sorted(people, key=lambda person: not person.is_fixed),
        planned=planned,
        watch=watch,
        labels=labels,
        save=lambda: _keep(form, company, watch, planned),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("The call is kept. What did it become?"),
    )


def _today(planned: PlannedContact | None, *, about_match: bool = False) -> Contact:
    today = clock.today()
    itself = (Kind.PLANNED, planned.id) if planned else None
    return Contact(today, today, frozenset({signed_in().id}), about_match, itself)


def _keep(form: CallForm, company: Company, watch: Watch, planned: PlannedContact | None) -> Visit:
    about_match = form.about_match.data
    reason = watch.passed(db(), company.id, _today(planned, about_match=about_match), form)
    made = Call(signed_in().id, form.contact_person_id.data, form.quick_note.data or "", about_match, reason)
    return services.keep_call(db(), company, made, now=clock.now(), planned=planned)


def _planned(company: Company) -> PlannedContact | None:
    """The planned contact that the address names; of another company, agreed or done already, the call stands alone."""
    asked = id_in_address("planned_id")
    contact = get_planned_for(db(), signed_in(), asked) if asked is not None else None
    return contact if contact is not None and is_open_at(contact, company.id) else None


@blueprint.post("/visits/<int:visit_id>/join")
@requires("visits.edit")
def join_visit(visit_id: int) -> Answer:
    """Come along to a colleague's visit."""
    visit = get_visit_for(db(), signed_in(), visit_id)
    return act(
        BaseForm(),
        save=lambda: services.join_visit(db(), visit, signed_in().id),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("You come along. Talk together about who says what."),
    )


@blueprint.post("/planned-contacts/<int:contact_id>/join")
@requires("visits.edit")
def join_planned(contact_id: int) -> Answer:
    """Take part in a colleague's planned contact."""
    contact = get_planned_for(db(), signed_in(), contact_id)
    return act(
        BaseForm(),
        save=lambda: services.join_planned(db(), contact, signed_in().id),
        location=lambda saved: url_for("wheel.show", contact_id=saved.id),
        message=_("You take part. Talk together about who says what."),
    )
