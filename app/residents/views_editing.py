"""Routes that edit a resident, one calm section at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, url_for
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.wrappers import Response

from app.accounts.models import Role, User
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.residents import labels, queries, rules, services
from app.residents.blueprint import blueprint
from app.residents.forms import (
    CertificatesForm,
    CompetencesForm,
    HoursForm,
    LanguagesForm,
    ProfileForm,
    SkillsForm,
    WishesForm,
    pair_choices,
)
from app.residents.looks import Look, note_look
from app.residents.models import PersonalQuestion, Resident
from app.residents.parts import CertificateRow, LanguageRow, SkillRow
from app.web import db, signed_in
from app.writes import Answer, handle

# Makes the form: from what was typed, or (False) from the row's present values alone.
FormMaker = Callable[[bool], Any]


def editable(resident_id: int, *options: ORMOption) -> Resident:
    """The resident, if this user may change it: 404 for the unknown, 403 for a colleague's."""
    resident = queries.get_resident_for(db(), signed_in(), resident_id, *options)
    if not rules.may_edit(signed_in(), resident):
        abort(403)
    return resident


def edit_section(
    resident: Resident,
    make: FormMaker,
    save: Callable[[Any], Resident],
    *,
    template: str,
    look: Look = Look.EDIT,
    back: str = "residents.show",
    **context: Any,
) -> Answer:
    """One section's form; every time it is shown, the look is logged."""
    form = make(True)
    answer = handle(
        form,
        template=template,
        row=resident,
        current=lambda: make(False),
        save=lambda: save(form),
        location=lambda saved: url_for(back, resident_id=saved.id),
        message=_("Saved."),
        resident=resident,
        labels=labels,
        **context,
    )
    if not isinstance(answer, Response):
        note_look(look, [resident.id])
    return answer


def form_of(kind: type[BaseForm], typed: bool, **values: Any) -> Any:
    """A form with a row's values, with or without what was typed."""
    return kind(data=values) if typed else kind(formdata=None, data=values)


@blueprint.route("/residents/<int:resident_id>/edit", methods=["GET", "POST"])
@requires("residents.edit")
def edit(resident_id: int) -> Answer:
    """Who it is, the goal, and who helps."""
    people = (Resident.counsellor, Resident.broker, Resident.case_officer)
    resident = editable(resident_id, *(joinedload(person) for person in people))

    def make(typed: bool) -> ProfileForm:
        form = ProfileForm(obj=resident) if typed else ProfileForm(formdata=None, obj=resident)
        _fill_people(form, resident)
        return form

    return edit_section(
        resident,
        make,
        lambda form: services.update_resident(db(), resident, values=form.values()),
        template="residents/edit.html",
        areas=queries.housing_areas(db(), signed_in()),
    )


def _fill_people(form: ProfileForm, resident: Resident) -> None:
    own = resident.organisation_id
    form.counsellor_id.choices = _people(Role.COUNSELLOR, resident.counsellor, own)
    form.broker_id.choices = _people(Role.BROKER, resident.broker, own)
    # A municipality's job consultant may be named also elsewhere: that opens nothing without a consent.
    form.case_officer_id.choices = _people(Role.JOB_CONSULTANT, resident.case_officer, None)


def _people(role: Role, present: User | None, organisation_id: int | None) -> list[Any]:
    found = queries.staff(db(), role, organisation_id=organisation_id)
    if present is not None and present.id not in [user_id for user_id, _name in found]:
        found = [(present.id, present.name), *found]
    return pair_choices(_("Nobody yet"), found)


@blueprint.route("/residents/<int:resident_id>/wishes", methods=["GET", "POST"])
@requires("residents.edit")
def wishes(resident_id: int) -> Answer:
    """What the resident would like, in their own order, and would rather not."""
    resident = editable(resident_id, selectinload(Resident.wishes))
    texts: dict[bool, list[str]] = {False: [], True: []}
    for wish in resident.wishes:
        texts[wish.refused].append(wish.text)
    return edit_section(
        resident,
        lambda typed: form_of(WishesForm, typed, wishes=texts[False], refused=texts[True]),
        lambda form: services.set_wishes(db(), resident, wishes=form.wishes.data, refused=form.refused.data),
        template="residents/wishes.html",
    )


@blueprint.route("/residents/<int:resident_id>/skills", methods=["GET", "POST"])
@requires("residents.edit")
def skills(resident_id: int) -> Answer:
    """What the resident can do, and where it comes from."""
    resident = editable(resident_id, selectinload(Resident.skills))
    rows = [SkillRow(skill.text, skill.source) for skill in resident.skills]
    return edit_section(
        resident,
        lambda typed: form_of(SkillsForm, typed, skills=rows),
        lambda form: services.set_skills(db(), resident, rows=form.skills.data),
        template="residents/skills.html",
    )


@blueprint.route("/residents/<int:resident_id>/certificates", methods=["GET", "POST"])
@requires("residents.edit")
def certificates(resident_id: int) -> Answer:
    """Certificates and licences with their last day."""
    resident = editable(resident_id, selectinload(Resident.certificates))
    rows = [CertificateRow(one.text, one.valid_until) for one in resident.certificates]
    return edit_section(
        resident,
        lambda typed: form_of(CertificatesForm, typed, certificates=rows),
        lambda form: services.set_certificates(db(), resident, rows=form.certificates.data),
        template="residents/certificates.html",
    )


@blueprint.route("/residents/<int:resident_id>/languages", methods=["GET", "POST"])
@requires("residents.edit")
def languages(resident_id: int) -> Answer:
    """Languages and how well."""
    resident = editable(resident_id, selectinload(Resident.languages))
    rows = [LanguageRow(one.language, one.level) for one in resident.languages]
    return edit_section(
        resident,
        lambda typed: form_of(LanguagesForm, typed, languages=rows),
        lambda form: services.set_languages(db(), resident, rows=form.languages.data),
        template="residents/languages.html",
    )


@blueprint.route("/residents/<int:resident_id>/competences", methods=["GET", "POST"])
@requires("residents.edit")
def competences(resident_id: int) -> Answer:
    """The five questions, each with the situation that shows it."""
    resident = editable(resident_id, selectinload(Resident.personal_skills))
    answers = dict.fromkeys((question.value for question in PersonalQuestion), "")
    answers |= {one.question.value: one.situation for one in resident.personal_skills}
    return edit_section(
        resident,
        lambda typed: form_of(CompetencesForm, typed, **answers),
        lambda form: services.set_personal_skills(db(), resident, situations=form.situations()),
        template="residents/competences.html",
    )


@blueprint.route("/residents/<int:resident_id>/hours", methods=["GET", "POST"])
@requires("residents.edit")
def hours(resident_id: int) -> Answer:
    """How much, when, from when and how far."""
    resident = editable(resident_id)
    return edit_section(
        resident,
        lambda typed: HoursForm(obj=resident) if typed else HoursForm(formdata=None, obj=resident),
        lambda form: services.update_resident(db(), resident, values=form.values()),
        template="residents/hours.html",
    )
