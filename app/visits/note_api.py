"""The note as data, for its script: read it, and keep what was typed without leaving the page."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.belonging.labels import worded
from app.belonging.queries import doubts_in
from app.belonging.rules import Doubt, open_doubts
from app.permissions import requires
from app.requests import CONTROL
from app.visits import keeping
from app.visits.access import editable_visit
from app.visits.blueprint import blueprint
from app.visits.keeping import TICKS
from app.visits.merging import merge
from app.visits.models import Lead, Visit
from app.visits.note_forms import NotesForm, answers_form
from app.visits.note_pages import NotePage, note_data, note_outline, open_note, strings
from app.web import db, signed_in

LONGEST_SITTING = 64
KeptAnswer = Response | tuple[Response, int]


@blueprint.route("/visits/<int:visit_id>/note", methods=["GET", "PUT"])
@requires("visits.edit")
def note(visit_id: int) -> KeptAnswer:
    """The note with its questions, as it is kept on the device; or keep what was typed.

    A PUT answers with the note as it is now and what it did not take: what both have touched, faults, doubts.
    Its body: `user` who typed it, `guide` the guide shown, `sitting` a random name of the opened page, `base` the signs
    of the fields when they were read, `values` the fields that were touched, `belongs` marks of doubts overruled.
    """
    visit = editable_visit(visit_id)
    if request.method == "PUT":
        return _keep(visit, request.get_json(silent=True))
    page = open_note(visit)
    return jsonify(note_data(page) | {"outline": note_outline(page)})


def _keep(visit: Visit, sent: Any) -> KeptAnswer:
    if not isinstance(sent, dict) or sent.get("user") != signed_in().id:
        # Typed by another person on this device: it waits there until they sign in.
        return jsonify(error="other user"), 403
    guide, sitting, belongs = sent.get("guide"), str(sent.get("sitting", ""))[:LONGEST_SITTING], sent.get("belongs")
    page = open_note(visit, guide if isinstance(guide, int) else None)
    keeping.begin_one_action(db(), user_id=signed_in().id, visit_id=visit.id, sitting=sitting)
    marks = [mark for mark in belongs if isinstance(mark, str)] if isinstance(belongs, list) else []
    return _kept(page, strings(sent.get("base")), strings(sent.get("values")), marks)


def _kept(page: NotePage, base: dict[str, str], values: dict[str, str], marks: list[str]) -> Response:
    form = _checked(page, values)
    faults = {name: [str(error) for error in errors] for name, errors in form.errors.items() if name in values}
    faults |= {name: [] for name in values.keys() - page.present.keys()}
    fine = _fine(form, values.keys() - faults.keys())
    doubtful = _doubtful(page, fine, marks)
    merged = merge(base, {n: text for n, text in fine.items() if n not in doubtful}, page.present, lists=TICKS)
    if keeping.keep_note(db(), page.visit, page.guide, merged.values):
        keeping.squash_action(db())
    page.present = keeping.note_values(db(), page.visit, page.guide)
    doubts = {name: [{"mark": d.mark, "text": worded(d)} for d in found] for name, found in doubtful.items()}
    return jsonify(note_data(page) | {"contested": merged.contested, "faults": faults, "doubts": doubts})


def _doubtful(page: NotePage, fine: dict[str, str], marks: list[str]) -> dict[str, list[Doubt]]:
    """What may speak of a resident, by field; what was answered is remembered with the visit."""
    known, visit = [page.visit.company.name], page.visit
    texts = {name: text for name, text in fine.items() if name not in TICKS}
    found = doubts_in(db(), signed_in(), list(texts.values()), known=known)
    answered = [doubt.mark for doubt in found if doubt.mark in marks and doubt.mark not in visit.settled_doubts]
    if answered:
        visit.settled_doubts = [*visit.settled_doubts, *answered]
    still = open_doubts(found, visit.settled_doubts)
    by_field = {name: [doubt for doubt in still if doubt.quote in text] for name, text in texts.items()}
    return {name: doubts for name, doubts in by_field.items() if doubts}


def _checked(page: NotePage, values: dict[str, str]) -> NotesForm:
    typed = MultiDict[str, str]()
    for name, text in values.items():
        typed.setlist(name, text.split(",") if name in TICKS and text else [CONTROL.sub("", text)])
    form: NotesForm = answers_form(page.questions)(formdata=typed, meta={"csrf": False})
    form.validate()
    return form


def _fine(form: NotesForm, names: Any) -> dict[str, str]:
    return {
        name: ",".join(lead.value for lead in Lead if lead in (form[name].data or ()))
        if name in TICKS
        else form[name].data or ""
        for name in names
    }
