"""Routes of a company's contact persons."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.companies import queries, services
from app.companies.access import editable_company, may_edit
from app.companies.blueprint import COMPANY, CONTACT, blueprint
from app.companies.forms import ContactForm
from app.companies.models import Company, ContactPerson
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.web import db, signed_in
from app.writes import Answer, handle


@blueprint.route(f"{COMPANY}/contacts/new", methods=["GET", "POST"])
@requires("contacts.edit")
def new_contact(company_id: int) -> Answer:
    """Add a contact person; who is the fixed one is for those to say who may edit the company."""
    company = queries.get_company_for(db(), signed_in(), company_id)
    form = ContactForm()
    del form.left_on
    if not may_edit(company):
        del form.is_fixed
    return _handled(form, company, None)


@blueprint.route(CONTACT, methods=["GET", "POST"])
@requires("contacts.edit")
def edit_contact(company_id: int, contact_id: int) -> Answer:
    """Change a contact person, or say when they left."""
    company = editable_company(company_id)
    contact = queries.get_contact_for(db(), company, contact_id)
    return _handled(ContactForm(obj=contact), company, contact)


def _handled(form: ContactForm, company: Company, contact: ContactPerson | None) -> Answer:
    return handle(
        form,
        template="companies/contact.html",
        row=contact,
        current=lambda: ContactForm(formdata=None, obj=contact),
        save=lambda: services.save_contact(db(), company, contact, now=clock.now(), values=form.values()),
        location=lambda saved: url_for("companies.show", company_id=saved.company_id, _anchor="contacts"),
        message=_("Saved."),
        company=company,
    )
