"""Routes of consents and of considerations: what may be shared, and what is kept for very few."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from app import clock
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.residents import consents as consent_services
from app.residents import labels, queries, rules, services
from app.residents.blueprint import blueprint
from app.residents.consent_texts import current_text
from app.residents.forms import ConsentForm, ConsiderationsForm, pair_choices
from app.residents.looks import Look, note_look
from app.residents.models import Consent, Resident
from app.residents.views_editing import edit_section, editable, form_of
from app.web import db, signed_in
from app.writes import Answer, act, handle


@blueprint.get("/residents/<int:resident_id>/considerations")
@requires("residents.edit")
def considerations(resident_id: int) -> str:
    """What the work must not demand; each look is logged by itself."""
    resident = editable(resident_id, joinedload(Resident.considerations))
    note_look(Look.CONSIDERATIONS, [resident.id])
    return render_template("residents/considerations.html", resident=resident, labels=labels)


@blueprint.route("/residents/<int:resident_id>/considerations/edit", methods=["GET", "POST"])
@requires("residents.edit")
def edit_considerations(resident_id: int) -> Answer:
    """Change considerations, with the day of the resident's own yes."""
    resident = editable(resident_id, selectinload(Resident.considerations))
    kept = resident.considerations
    values: dict[str, Any] = {"avoid": [], "note": "", "consented_on": None}
    if kept is not None:
        values = {"avoid": kept.avoid, "note": kept.note, "consented_on": kept.consented_on}
    return edit_section(
        resident,
        lambda typed: form_of(ConsiderationsForm, typed, **values),
        lambda form: services.set_considerations(db(), resident, now=clock.now(), **form.values()),
        template="residents/considerations_edit.html",
        look=Look.CONSIDERATIONS,
        back="residents.considerations",
    )


@blueprint.get("/residents/<int:resident_id>/consents")
@requires("residents.read")
def consents(resident_id: int) -> str:
    """All consents of a resident, also those that have run out or were taken back."""
    loading = selectinload(Resident.consents).joinedload(Consent.receiver)
    resident = queries.get_resident_for(db(), signed_in(), resident_id, loading)
    note_look(Look.CONSENTS, [resident.id])
    today = clock.today()
    return render_template(
        "residents/consents.html",
        resident=resident,
        consents=rules.running_first(resident.consents, today),
        labels=labels,
        may_edit=rules.may_edit(signed_in(), resident),
        consent_state=lambda consent: rules.consent_state(consent, today),
    )


@blueprint.route("/residents/<int:resident_id>/consents/new", methods=["GET", "POST"])
@requires("residents.edit")
def give_consent(resident_id: int) -> Answer:
    """Take down the resident's yes to one receiver; the text stands above the form."""
    resident, today = editable(resident_id), clock.today()
    form = ConsentForm(data={"given_on": today, "valid_until": rules.one_year_on(today)})
    form.receiver_id.choices = pair_choices(_("Choose who"), queries.receivers(db(), resident))
    answer = handle(
        form,
        template="residents/consent_new.html",
        save=lambda: consent_services.give(db(), resident, now=clock.now(), values=form.values()),
        location=lambda _saved: url_for("residents.consents", resident_id=resident.id),
        message=_("The consent is kept."),
        resident=resident,
        text=current_text(),
        labels=labels,
    )
    if not isinstance(answer, Response):
        note_look(Look.CONSENTS, [resident.id])
    return answer


@blueprint.post("/residents/<int:resident_id>/consents/<int:consent_id>/withdraw")
@requires("residents.edit")
def withdraw_consent(resident_id: int, consent_id: int) -> Response:
    """Take a consent back; it opens nothing from the next request."""
    resident = editable(resident_id)
    consent = queries.get_consent_for(db(), signed_in(), resident, consent_id)
    return act(
        BaseForm(),
        save=lambda: consent_services.withdraw(db(), consent, now=clock.now()),
        location=lambda _saved: url_for("residents.consents", resident_id=resident.id),
        message=_("The consent is taken back. Nothing is shared by it any more."),
        row=consent,
    )
