"""Routes of the warnings about a company: set one until a day, lift it when the matter is settled."""

from __future__ import annotations

from flask import url_for
from werkzeug.exceptions import NotFound

from app import clock
from app.companies import peaceful, queries
from app.companies.access import editable_company
from app.companies.blueprint import COMPANY, blueprint
from app.companies.forms import PeaceForm, WarningForm
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.web import db, signed_in
from app.writes import Answer, act, handle

WARNING = f"{COMPANY}/warnings/<int(max=2147483647):warning_id>/lift"


@blueprint.route(f"{COMPANY}/warnings/new", methods=["GET", "POST"])
@requires("companies.edit")
def new_warning(company_id: int) -> Answer:
    """Warn colleagues, until a day."""
    company = editable_company(company_id)
    form = WarningForm()
    form.today = clock.today()
    return handle(
        form,
        template="companies/warning.html",
        company=company,
        save=lambda: peaceful.warn(
            db(),
            company,
            user_id=signed_in().id,
            now=clock.now(),
            text=form.text.data or "",
            until=form.until.data or form.today,
        ),
        location=lambda saved: url_for("companies.show", company_id=saved.company_id),
        message=_("Colleagues are warned on every page about the company."),
    )


@blueprint.post(WARNING)
@requires("companies.edit")
def lift_warning(company_id: int, warning_id: int) -> Answer:
    """Say that the matter is settled; the warning stays in the history."""
    company = editable_company(company_id)
    warning = queries.get_warning_for(db(), company, warning_id)
    if warning is None:
        raise NotFound
    return act(
        BaseForm(),
        row=warning,
        save=lambda: peaceful.lift(db(), warning, user_id=signed_in().id, now=clock.now()),
        location=lambda saved: url_for("companies.show", company_id=saved.company_id),
        message=_("The warning is lifted."),
    )


@blueprint.route(f"{COMPANY}/peace", methods=["GET", "POST"])
@requires("companies.edit")
def peace(company_id: int) -> Answer:
    """How often, and from when, the company wants to hear from us."""
    company = editable_company(company_id)
    form = PeaceForm(obj=company)
    return handle(
        form,
        template="companies/peace.html",
        row=company,
        current=lambda: PeaceForm(formdata=None, obj=company),
        save=lambda: peaceful.set_peace(db(), company, values=form.values()),
        location=lambda saved: url_for("companies.show", company_id=saved.id),
        message=_("Saved."),
    )
