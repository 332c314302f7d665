"""What a note's page and its script are given: the form with the other's words brought in, and the note as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask_wtf.csrf import generate_csrf

from app import clock
from app.belonging.queries import doubts_in
from app.display import clock_time, short_day, short_instant
from app.requests import LARGEST_ID
from app.visits import labels, queries
from app.visits.keeping import BECAME, TICKS, note_values
from app.visits.merging import merge, signs
from app.visits.models import GuideVersion, Lead, Visit
from app.visits.note_forms import NotesForm, answers_form
from app.visits.queries import LastAnswer
from app.web import db, signed_in


@dataclass
class NotePage:
    """One visit's note, as one person has it before them."""

    visit: Visit
    guide: GuideVersion | None
    last: Mapping[str, LastAnswer]
    present: dict[str, str]
    contested: dict[str, str] = field(default_factory=dict)

    @property
    def signs(self) -> dict[str, str]:
        """The signs of the fields as they are kept now."""
        return signs(self.present, lists=TICKS)

    @property
    def questions(self) -> list[Any]:
        """The guide's questions; none without a guide."""
        return list(self.guide.questions) if self.guide else []


def open_note(visit: Visit, begun_with: int | None = None) -> NotePage:
    """The note of a visit, by the guide that it was taken with or is to be taken with."""
    guide = queries.guide_of(db(), visit, begun_with if begun_with and 0 < begun_with <= LARGEST_ID else None)
    last = queries.last_answers(db(), visit.company_id, before=visit)
    return NotePage(visit, guide, last, note_values(db(), visit, guide))


def whole_form(page: NotePage) -> NotesForm:
    """The page's form. Sent from an older page, it has the other's words where only the other has written."""
    form = answers_form(page.questions)(data=_as_data(page.present))
    form.find_doubts = lambda texts: doubts_in(db(), signed_in(), texts, known=[page.visit.company.name])
    form.settled = page.visit.settled_doubts
    if request.method == "POST":
        _take_unchanged(form, page)
        _bring_in(form, page)
    else:
        _remember(form, page)
    return form


def other_form(form: NotesForm, page: NotePage) -> NotesForm:
    """The same form with the other's text in contested fields alone; asked for when somebody is to choose."""
    theirs: NotesForm = answers_form(page.questions)(formdata=None, data=_as_data(page.present))
    for ours in theirs.data_fields:
        if ours.name not in page.contested:
            ours.data = form[ours.name].data
    # Sent again, the form says that its author has seen the other's text.
    _remember(form, page)
    return theirs


def _remember(form: NotesForm, page: NotePage) -> None:
    form.base.data = json.dumps(page.signs)
    form.guide.data = str(page.guide.id) if page.guide else ""


def _take_unchanged(form: NotesForm, page: NotePage) -> None:
    # "Unchanged" ticked: what was said last time is said again, today.
    for key in request.form.getlist("same"):
        name = f"answer_{key}"
        if key in page.last and name in form and not form[name].data:
            form[name].data = page.last[key].text


def _bring_in(form: NotesForm, page: NotePage) -> None:
    if form.version.data == str(page.visit.version):
        return
    base = strings(_parsed(form.base.data))
    merged = merge(base, _as_values(form), page.present, lists=TICKS)
    page.contested = merged.contested
    for name, data in _as_data(merged.values).items():
        if name in form and name not in merged.contested:
            form[name].data = data
    if not merged.contested:
        form.version.data = str(page.visit.version)
        _remember(form, page)


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text or "{}")
    except ValueError:
        return {}


def strings(value: Any) -> dict[str, str]:
    """The texts by name in what a browser sent; anything else in it is left out."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}


def _as_values(form: NotesForm) -> dict[str, str]:
    fields = [f for f in form.data_fields if f.name == BECAME or f.name == "quick_note" or f.name.startswith("answer_")]
    return {f.name: ",".join(f.data or ()) if f.name in TICKS else f.data or "" for f in fields}


def _as_data(values: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: [Lead(tick) for tick in text.split(",") if tick] if name in TICKS else text
        for name, text in values.items()
    }


def note_data(page: NotePage) -> dict[str, Any]:
    """The note as its script and the page without network need it. Nothing in it is about residents."""
    visit = page.visit
    return {
        "user": signed_in().id,
        "csrf": generate_csrf(),
        "visit": visit.id,
        "version": visit.version,
        "guide": page.guide.id if page.guide else None,
        "company": visit.company.name,
        "when": short_instant(visit.starts_at),
        "address": url_for("visits.notes", visit_id=visit.id),
        "now": clock_time(clock.now()),
        "values": page.present,
        "base": page.signs,
    }


def note_outline(page: NotePage) -> dict[str, Any]:
    """What the page without network draws the form from: questions with the last answers, and the ticks."""
    return {
        "presentation": page.guide.presentation if page.guide else "",
        "sections": [
            {"label": str(label), "questions": [_question(page, q) for q in page.questions if q.section == section]}
            for section, label in labels.SECTIONS.items()
        ],
        "ticks": [{"value": lead.value, "label": str(label)} for lead, label in labels.LEADS.items()],
    }


def _question(page: NotePage, question: Any) -> dict[str, Any]:
    last = page.last.get(question.key)
    return {
        "name": f"answer_{question.key}",
        "label": question.text,
        "help": question.help,
        "last": {"text": last.text, "on": short_day(last.on)} if last else None,
    }
