"""Routes of attempts: one tap keeps one, the next page proposes the next try."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, url_for

from app import clock
from app.attempts import labels, queries, rules, services
from app.attempts.blueprint import blueprint
from app.attempts.forms import AttemptForm, ButtonForm, NewAttemptForm, NextTryForm
from app.attempts.models import Attempt
from app.attempts.rules import Try
from app.companies.models import Company
from app.companies.queries import get_company_for
from app.display import short_day
from app.i18n import gettext as _
from app.i18n import lazy_gettext
from app.permissions import allowed, requires
from app.refusals import Refused
from app.visits import rules as visit_rules
from app.visits.access import id_in_address
from app.visits.models import Visit, VisitState, Way
from app.visits.queries import get_visit_for
from app.web import db, signed_in
from app.wheel.models import PlannedContact, PlannedState
from app.wheel.queries import get_planned_for
from app.writes import Answer, act, handle

WAYS = {Try.CALL: Way.CALL, Try.EMAIL: Way.EMAIL}


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """What attempts are called, for the pages of other features that tell of them."""
    return {"attempt_outcomes": labels.OUTCOMES}


@blueprint.route("/companies/<int:company_id>/attempts/new", methods=["GET", "POST"])
@requires("visits.edit")
def new(company_id: int) -> Answer:
    """Somebody tried and reached nobody; the buttons on other pages send here directly."""
    company = get_company_for(db(), signed_in(), company_id)
    form = NewAttemptForm(data={"planned_id": id_in_address("planned_id")})
    return handle(
        form,
        template="attempts/new.html",
        company=company,
        save=lambda: _keep(form, company),
        location=lambda saved: url_for("attempts.show", attempt_id=saved.id),
    )


def _keep(form: NewAttemptForm, company: Company) -> Attempt:
    visit = get_visit_for(db(), signed_in(), int(form.visit_id.data)) if form.visit_id.data else None
    planned = get_planned_for(db(), signed_in(), int(form.planned_id.data)) if form.planned_id.data else None
    for row in (visit, planned):
        if row is not None and row.company_id != company.id:
            raise Refused(_("That belongs to another company."))
    return services.keep_attempt(
        db(), company, user_id=signed_in().id, outcome=form.outcome.data, now=clock.now(), visit=visit, planned=planned
    )


@blueprint.route("/attempts/<int:attempt_id>", methods=["GET", "POST"])
@requires("visits.edit")
def show(attempt_id: int) -> Answer:
    """What was kept, a word about it, and the next try by one tap."""
    attempt = queries.get_attempt_for(db(), signed_in(), attempt_id)
    form = AttemptForm(obj=attempt)
    return handle(
        form,
        template="attempts/show.html",
        attempt=attempt,
        # By itself: after a refusal the rows are read anew, without what hangs on them.
        company=attempt.company,
        proposals=rules.proposals(attempt.outcome, clock.today()),
        names=labels.TRIES,
        labels=labels,
        row=attempt,
        save=lambda: _change(attempt, form),
        location=lambda saved: url_for("attempts.show", attempt_id=saved.id),
        message=lazy_gettext("Saved."),
    )


def _change(attempt: Attempt, form: AttemptForm) -> Attempt:
    _refuse_others(attempt)
    return services.change_attempt(db(), attempt, outcome=form.outcome.data, note=form.note.data or "")


@blueprint.post("/attempts/<int:attempt_id>/undo")
@requires("visits.edit")
def undo(attempt_id: int) -> Answer:
    """Take an attempt back."""
    attempt = queries.get_attempt_for(db(), signed_in(), attempt_id)
    _refuse_others(attempt)
    company_id = attempt.company_id
    return act(
        ButtonForm(),
        row=attempt,
        save=lambda: services.take_back(db(), attempt),
        location=lambda _saved: url_for("companies.show", company_id=company_id),
        message=lazy_gettext("The attempt is taken back."),
    )


@blueprint.post("/attempts/<int:attempt_id>/next")
@requires("visits.edit")
def next_try(attempt_id: int) -> Answer:
    """Plan the next try: what was planned is moved there, else it becomes a next step of one's own."""
    attempt = queries.get_attempt_for(db(), signed_in(), attempt_id)
    form = NextTryForm()
    return act(
        form,
        save=lambda: _plan_next(attempt, form),
        location=lambda _saved: url_for("companies.show", company_id=attempt.company_id),
    )


def _plan_next(attempt: Attempt, form: NextTryForm) -> None:
    what, me, now = form.what.data, signed_in().id, clock.now()
    on: date = form.day.data  # type: ignore[assignment]  # validated: it is needed
    if on < clock.today():
        raise Refused(_("That day has passed."))
    visit, planned = _movable_visit(attempt), _movable_plan(attempt)
    if visit is not None and what is Try.CALL:
        reason = str(labels.OUTCOMES[attempt.outcome])
        services.next_by_visit(db(), visit, on, user_id=me, reason=reason, now=now)
        flash(_("The visit is moved to %(day)s.", day=short_day(on)))
    elif planned is not None and what in WAYS:
        services.next_by_plan(db(), planned, on, WAYS[what])
        flash(_("The planned contact is moved to %(day)s.", day=short_day(on)))
    else:
        title = f"{labels.TRIES[what]}: {attempt.company.name}"[:200]
        services.next_by_step(db(), attempt, title, on, user_id=me, now=now)
        flash(_("It stands among your next steps on %(day)s.", day=short_day(on)))


def _movable_visit(attempt: Attempt) -> Visit | None:
    if attempt.visit_id is None:
        return None
    visit = get_visit_for(db(), signed_in(), attempt.visit_id)
    mine = visit_rules.may_edit(signed_in().roles, signed_in().id, visit)
    return visit if mine and visit.state == VisitState.PLANNED else None


def _movable_plan(attempt: Attempt) -> PlannedContact | None:
    if attempt.planned_contact_id is None or not allowed(signed_in().roles, "wheel.edit"):
        return None
    planned = get_planned_for(db(), signed_in(), attempt.planned_contact_id)
    return planned if planned.state == PlannedState.PLANNED else None


def _refuse_others(attempt: Attempt) -> None:
    if attempt.user_id != signed_in().id:
        abort(403)
