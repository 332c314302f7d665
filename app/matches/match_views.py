"""Routes of one match and its course."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import abort, render_template, request, url_for

from app import clock
from app.i18n import lazy_gettext as _
from app.matches import law, queries, rules, services
from app.matches.blueprint import blueprint
from app.matches.forms import StepForm
from app.matches.models import InquiryAnswer, Match, MatchState
from app.matches.past import KeptRow, kept_rows
from app.permissions import requires
from app.residents import rules as residents
from app.residents.looks import Look, note_look
from app.residents.queries import resident_ids_for
from app.residents.sharing import owner_hint
from app.web import db, signed_in
from app.writes import Answer, handle
from matching import Blocker


@blueprint.get("/matches/<int:match_id>")
@requires("matches.hint")
def show(match_id: int) -> str:
    """One match: its course, and for the resident's staff why it was made."""
    match = queries.get_match_for(db(), signed_in(), match_id)
    note_look(Look.RANKING, [match.resident_id])
    return render_template("matches/show.html", **_page(match))


@blueprint.route("/matches/<int:match_id>/step", methods=["GET", "POST"])
@requires("matches.hint")
def step(match_id: int) -> Answer:
    """A step in the course of a match."""
    user = signed_in()
    match = queries.get_match_for(db(), user, match_id)
    states = _steps(match)
    if not states:
        abort(403)
    form = _step_form(states)
    return handle(
        form,
        template="matches/step.html",
        row=match,
        current=lambda: StepForm(formdata=None).offer(states),
        save=lambda: services.take_step(
            db(),
            user,
            match,
            now=clock.now(),
            state=MatchState(form.state.data),
            reason=form.reason.data or "",
            blockers=_blockers(match),
        ),
        location=lambda moved: url_for("matches.show", match_id=moved.id),
        message=_("Noted."),
        match=match,
    )


def _steps(match: Match) -> list[MatchState]:
    """The steps that are the user's to take, without those that the law does not allow."""
    states = rules.steps_for(signed_in(), match.resident, match.state)
    if law.TOWARDS_WORK.isdisjoint(states) or not _blockers(match):
        return states
    return [state for state in states if state not in law.TOWARDS_WORK]


def _blockers(match: Match) -> Collection[Blocker]:
    return law.between(match.job_order, match.resident, clock.today())


def _step_form(states: list[MatchState]) -> StepForm:
    form = StepForm().offer(states)
    asked = request.args.get("state", "")
    if request.method == "GET" and asked in states:
        form.state.data = asked
    return form


def _page(match: Match) -> dict[str, Any]:
    user = signed_in()
    staff = residents.may_edit(user, match.resident)
    kept: list[KeptRow] = kept_rows(db(), match, visible=resident_ids_for(db(), user)) if staff else []
    return {
        "match": match,
        "staff": staff,
        "may_read": residents.may_read(user, match.resident),
        "state": rules.shown_state(match.state, staff=staff),
        "changes": rules.shown_changes(match.state_changes, staff=staff),
        "steps": _steps(match),
        "with_words": rules.WITH_WORDS,
        "stale_answer": _stale_answer(match) if staff else None,
        "owner": owner_hint(match.resident),
        "kept": kept,
    }


def _stale_answer(match: Match) -> InquiryAnswer | None:
    """The user's own answer to the counsellors' question, when it still names somebody whose choice was taken back."""
    if match.state is not MatchState.TAKEN_BACK:
        return None
    answer = queries.own_answer(db(), signed_in(), match.job_order_id)
    return answer if answer is not None and answer.resident_id == match.resident_id else None
