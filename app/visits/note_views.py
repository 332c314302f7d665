"""Routes of the preparation sheet and the notes."""

from __future__ import annotations

from flask import flash, render_template, request

from app import clock
from app.companies.labels import ANSWERS, CONTRIBUTIONS, STAGES
from app.i18n import gettext as _
from app.permissions import requires
from app.visits import labels, queries, rules, services, step_queries
from app.visits.access import editable_visit
from app.visits.blueprint import blueprint
from app.visits.leads import first_address
from app.visits.models import GuideVersion, Lead, Visit
from app.visits.note_forms import NotesForm
from app.visits.note_pages import note_data, note_outline, open_note, other_form, whole_form
from app.visits.note_words import note_words
from app.visits.preparation import prepare as gather
from app.web import db, signed_in
from app.writes import Answer, handle


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
    """The five-minute note and the whole guide, saved as one form."""
    visit = editable_visit(visit_id)
    page = open_note(visit, request.form.get("guide", type=int))
    form = whole_form(page)
    return handle(
        form,
        template="visits/notes.html",
        visit=visit,
        guide=page.guide,
        last=page.last,
        note=note_data(page) | {"outline": note_outline(page)},
        words=note_words(),
        steps=step_queries.steps_of_visit(db(), signed_in(), visit.id),
        labels=labels,
        may_have_been=rules.may_have_been(visit, clock.now()),
        row=visit,
        current=lambda: other_form(form, page),
        save=lambda: _save(visit, page.guide, form),
        location=lambda fresh: first_address(visit, fresh),
    )


def _save(visit: Visit, guide: GuideVersion | None, form: NotesForm) -> list[Lead]:
    """Save, and return what was ticked now and isn't made yet."""
    now, before = clock.now(), set(visit.became)
    note = services.Note(
        guide_version_id=guide.id if guide else None,
        quick_note=form.quick_note.data or "",
        answers={question.id: form.answer(question).data or "" for question in (guide.questions if guide else [])},
        became=tuple(form.became.data or ()),
        settled=tuple(form.answered),
    )
    held_now = services.save_note(db(), visit, note=note, now=now, been=form.been.data)
    flash(_("Saved. The visit is now marked as held.") if held_now else _("Saved."))
    return [lead for lead in note.became if lead.value not in before]
