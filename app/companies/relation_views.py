"""Routes of the relation to a company: its stage, how it contributes, who buys from it."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.companies import labels, queries, services
from app.companies.access import editable_company
from app.companies.blueprint import COMPANY, blueprint
from app.companies.forms import ContributionsForm, StageForm, contribution_data, supplier_data, suppliers_form
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.web import db, signed_in
from app.writes import Answer, handle


@blueprint.route(f"{COMPANY}/stage", methods=["GET", "POST"])
@requires("companies.edit")
def stage(company_id: int) -> Answer:
    """Say where the relation stands now."""
    company = editable_company(company_id)
    form = StageForm(stage=company.stage)
    return handle(
        form,
        template="companies/stage.html",
        row=company,
        current=lambda: StageForm(formdata=None, stage=company.stage),
        save=lambda: services.change_stage(
            db(),
            company,
            actor_id=signed_in().id,
            now=clock.now(),
            stage=form.stage.data,
            reason=form.reason.data or "",
        ),
        location=_company_page,
        message=_("Saved."),
        labels=labels,
    )


@blueprint.route(f"{COMPANY}/contributions", methods=["GET", "POST"])
@requires("companies.edit")
def contributions(company_id: int) -> Answer:
    """Say how the company wants to contribute, all ways in one form."""
    company = editable_company(company_id)
    known = contribution_data(queries.contributions_of(db(), company))
    form = ContributionsForm(data=known)
    return handle(
        form,
        template="companies/contributions.html",
        row=company,
        current=lambda: ContributionsForm(formdata=None, data=known),
        save=lambda: services.set_contributions(db(), company, now=clock.now(), answers=form.answers()),
        location=_company_page,
        message=_("Saved."),
        labels=labels,
    )


@blueprint.route(f"{COMPANY}/suppliers", methods=["GET", "POST"])
@requires("companies.edit")
def suppliers(company_id: int) -> Answer:
    """Say which housing associations buy from the company."""
    company = editable_company(company_id)
    known = queries.suppliers_of(db(), company)
    form_class = suppliers_form(queries.housing_associations(db(), also=known))
    form = form_class(data=supplier_data(known))
    return handle(
        form,
        template="companies/suppliers.html",
        row=company,
        current=lambda: form_class(formdata=None, data=supplier_data(known)),
        save=lambda: services.set_suppliers(db(), company, now=clock.now(), agreements=form.agreements()),
        location=_company_page,
        message=_("Saved."),
    )


def _company_page(company: Company) -> str:
    return url_for("companies.show", company_id=company.id)
