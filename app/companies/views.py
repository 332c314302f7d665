"""Routes of companies."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from app import clock
from app.accounts.queries import colleagues_choices
from app.companies import labels, queries, rules, services
from app.companies.forms import CompanyForm
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.paging import page_of, sorting
from app.permissions import requires
from app.web import db, signed_in
from app.writes import Answer, handle

blueprint = Blueprint("companies", __name__, template_folder="templates")
SORTS = {"name": Company.folded_name, "city": Company.city, "stage": Company.stage, "industry": Company.industry}


@blueprint.get("/companies")
@requires("companies.read")
def index() -> str:
    """The list of companies; filters and order stand in the address."""
    text, stage = request.args.get("q", "").strip(), request.args.get("stage", "")
    order = sorting(SORTS, "name")
    query = queries.company_list(text=text, stage=stage, industry=request.args.get("industry", ""))
    page = page_of(db(), order.apply(query).order_by(Company.id))
    return render_template(
        "companies/index.html",
        page=page,
        sorting=order,
        text=text,
        stage=stage,
        labels=labels,
        industry=request.args.get("industry", ""),
        industries=queries.industries(db()),
    )


@blueprint.get("/companies/<int:company_id>")
@requires("companies.read")
def show(company_id: int) -> str:
    """One company."""
    company = queries.get_company_for(db(), signed_in(), company_id)
    return render_template(
        "companies/show.html",
        company=queries.with_details(db(), company),
        labels=labels,
        may_edit=rules.may_edit(signed_in().roles, signed_in().id, company),
    )


@blueprint.route("/companies/<int:company_id>/edit", methods=["GET", "POST"])
@requires("companies.edit")
def edit(company_id: int) -> Answer:
    """Change a company's facts."""
    company = queries.get_company_for(db(), signed_in(), company_id)
    if not rules.may_edit(signed_in().roles, signed_in().id, company):
        abort(403)
    form = _company_form(company)
    return handle(
        form,
        template="companies/edit.html",
        row=company,
        current=lambda: _company_form(company, typed=False),
        save=lambda: services.update_company(db(), company, values=form.values()),
        location=lambda saved: url_for("companies.show", company_id=saved.id),
        message=_("Saved."),
    )


@blueprint.route("/companies/new", methods=["GET", "POST"])
@requires("companies.create")
def new() -> Answer:
    """Register a company."""
    form = _company_form(None)
    return handle(
        form,
        template="companies/edit.html",
        save=lambda: services.create_company(db(), actor_id=signed_in().id, now=clock.now(), values=form.values()),
        location=lambda saved: url_for("companies.show", company_id=saved.id),
        message=_("The company is registered."),
    )


def _company_form(company: Company | None, *, typed: bool = True) -> CompanyForm:
    form = CompanyForm(obj=company) if typed else CompanyForm(formdata=None, obj=company)
    form.fixed_contact_id.choices = colleagues_choices(db())
    return form
