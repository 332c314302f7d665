"""Routes of the guide, the preparation sheet and the notes."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request

from app import clock
from app.accounts.queries import colleagues
from app.companies.labels import ANSWERS, CONTRIBUTIONS, STAGES
from app.i18n import gettext as _
from app.permissions import TABLE, requires
from app.visits import labels, queries, rules, services, step_queries, step_services
from app.visits.access import editable_visit
from app.visits.blueprint import blueprint
from app.visits.forms import named_choices
from app.visits.leads import first_address
from app.visits.models import GuideVersion, Lead, Visit
from app.visits.note_forms import NotesForm, answer_name, answers_form, notes_form
from app.visits.preparation import prepare as gather
from app.web import db, signed_in
from app.writes import Answer, handle


@blueprint.get("/guide")
@requires("visits.read")
def guide() -> str:
    """The conversation guide, to read and print."""
    return render_template("visits/guide.html", guide=queries.current_guide(db()), labels=labels)


@blueprint.get("/visits/<int:visit_id>/prepare")
@requires("visits.read_notes")
def prepare(visit_id: int) -> str:
    """One sheet with all that is good to know before the visit."""
    visit = queries.get_visit_for(db(), signed_in(), visit_id)
    return render_template(
        "visits/prepare.html",
        sheet=gather(db(), signed_in(), visit),
        visit=visit,
        may_edit=rules.may_edit(signed_in().roles, signed_in().id, visit),
        labels=labels,
        contributions=CONTRIBUTIONS,
        answers=ANSWERS,
        stages=STAGES,
    )


@blueprint.route("/visits/<int:visit_id>/notes", methods=["GET", "POST"])
@requires("visits.edit")
def notes(visit_id: int) -> Answer:
    """The five-minute note, the whole guide and next steps, saved as one form."""
    visit = editable_visit(visit_id)
    guide = queries.guide_of(db(), visit)
    form = _whole_form(visit, guide)
    return handle(
        form,
        template="visits/notes.html",
        visit=visit,
        guide=guide,
        last=queries.last_answers(db(), visit.company_id, before=visit),
        steps=step_queries.steps_of_visit(db(), signed_in(), visit.id),
        labels=labels,
        row=visit,
        current=lambda: _present_form(visit, guide),
        save=lambda: _save(visit, guide, form),
        location=lambda fresh: first_address(visit, fresh),
    )


def _whole_form(visit: Visit, guide: GuideVersion | None) -> NotesForm:
    form = notes_form(guide.questions if guide else [])(data=_values(visit))
    form.today = clock.today()
    owners = named_choices(colleagues(db(), *TABLE["steps.edit"]))
    for row in form.step_rows():
        row.owner_id.choices = owners
        row.owner_id.data = row.owner_id.data or signed_in().id
    if request.method == "POST" and form.version.data != str(visit.version):
        _fill_blanks(form, _present_form(visit, guide))
    return form


def _present_form(visit: Visit, guide: GuideVersion | None) -> NotesForm:
    return answers_form(guide.questions if guide else [])(formdata=None, data=_values(visit))


def _values(visit: Visit) -> dict[str, Any]:
    said = {answer_name(key): text for key, text in queries.answers_of(db(), visit).items()}
    return said | {"quick_note": visit.quick_note, "became": visit.became}


def _fill_blanks(form: NotesForm, present: NotesForm) -> None:
    # Two at the same visit write beside each other: where I wrote nothing, the other's words are the note.
    for theirs in present.data_fields:
        if theirs.data and not form[theirs.name].data:
            form[theirs.name].data = theirs.data


def _save(visit: Visit, guide: GuideVersion | None, form: NotesForm) -> list[Lead]:
    """Save, and return what was ticked now and isn't made yet."""
    now, before = clock.now(), set(visit.became)
    note = services.Note(
        guide_version_id=guide.id if guide else None,
        quick_note=form.quick_note.data or "",
        answers={question.id: form.answer(question).data or "" for question in (guide.questions if guide else [])},
        became=tuple(form.became.data or ()),
    )
    held_now = services.save_note(db(), visit, note=note, now=now)
    plans = _steps(visit, form)
    for plan in plans:
        step_services.add_step(db(), now=now, plan=plan, visit_id=visit.id)
    flash(_("Saved. The visit is now marked as held.") if held_now else _("Saved."))
    return [lead for lead in note.became if lead.value not in before and not (lead is Lead.STEP and plans)]


def _steps(visit: Visit, form: NotesForm) -> list[step_services.StepPlan]:
    return [
        step_services.StepPlan(
            title=row.title.data,
            due_on=row.due_on.data,
            owner_id=row.owner_id.data or signed_in().id,
            by_company=row.by_company.data,
            company_id=visit.company_id,
        )
        for row in form.step_rows()
        if row.title.data
    ]
