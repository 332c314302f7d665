"""Route of one change to many companies: choose, see what it does to each, do it."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for

from app import clock
from app.accounts.queries import colleagues
from app.companies import bulk, listing, queries, rules
from app.companies.blueprint import blueprint
from app.companies.bulk import BulkChange, Effect
from app.companies.forms import BulkForm
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.i18n import ngettext
from app.permissions import requires
from app.refusals import Refused
from app.search.process import lexicon
from app.web import db, signed_in
from app.writes import Answer, handle

KINDS = {
    bulk.Kind.OWNER: _("Our fixed contact"),
    bulk.Kind.STAGE: _("Relation"),
    bulk.Kind.MARK: _("Set the mark"),
    bulk.Kind.NO_MARK: _("Take the mark away"),
}


@blueprint.route("/companies/bulk", methods=["GET", "POST"])
@requires("companies.edit")
def change_many() -> Answer:
    """The companies and the change stand in the address; the page shows what it does before it is done."""
    people = colleagues(db(), *rules.FIXED_CONTACT_ROLES)
    companies = bulk.companies_of(db(), _chosen())
    change = bulk.change_of(request.args.get("change", ""), people)
    if change is None or not companies:
        if request.method == "POST":
            abort(400, description=str(_("The form was not complete. Go back and try again.")))
        offered = bulk.choices(people)
        return render_template("companies/bulk_choose.html", companies=companies, choices=offered, kinds=KINDS)
    effects = bulk.effects_of(companies, change, signed_in())
    form = BulkForm()
    seen = form.seen.data
    form.seen.data = bulk.signature(effects, change)
    return handle(
        form,
        template="companies/bulk.html",
        change=change,
        kinds=KINDS,
        effects=effects,
        number=sum(effect.refused is None for effect in effects),
        save=lambda: _carry_out(form, seen, effects, change),
        location=lambda _number: url_for("companies.index"),
    )


def _carry_out(form: BulkForm, seen: str | None, effects: list[Effect], change: BulkChange) -> int:
    if seen != form.seen.data:
        raise Refused(_("Somebody has changed the companies meanwhile. Look at the list again."))
    number = bulk.carry_out(db(), effects, change, user=signed_in(), now=clock.now(), reason=form.reason.data or "")
    flash(ngettext("%(num)s company is changed.", "%(num)s companies are changed.", number))
    return number


def _chosen() -> list[int]:
    if request.args.get("all") != "1":
        ids = [int(text) for text in request.args.getlist("company") if text.isdecimal() and len(text) < 10]
        return ids[: bulk.MOST]
    filters = listing.filters_of(request.args, queries.industries(db()))
    asked = listing.company_list(filters, user_id=signed_in().id, today=clock.today(), lexicon=lexicon)
    return list(db().scalars(asked.query.with_only_columns(Company.id).order_by(Company.id).limit(bulk.MOST)))
