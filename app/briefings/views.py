"""Routes of briefings: ask before a visit, and the manager's three taps without a login."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from app import clock
from app.accounts import services as accounts
from app.briefings import labels, queries, services
from app.briefings.blueprint import blueprint
from app.briefings.forms import AskForm, BriefingForm
from app.briefings.models import Briefing
from app.briefings.rules import WRONG_LINKS, Standing, standing_of
from app.briefings.services import Recipient, Told
from app.briefings.tokens import path_of
from app.forms import SelectChoice
from app.i18n import gettext as _
from app.i18n import lazy_gettext
from app.mail.delivery import can_send
from app.permissions import requires
from app.refusals import Refused
from app.security import csrf
from app.visits.models import Visit
from app.visits.queries import get_visit_for
from app.web import application, config_of, db, keep_aside, signed_in
from app.writes import Answer, handle


@blueprint.app_template_global("briefing_link")
def briefing_link(briefing: Briefing) -> str:
    """The whole link, for the one who asked and is signed in on this very host."""
    config = config_of(application())
    return (config.base_url.rstrip("/") or request.host_url.rstrip("/")) + path_of(config.secret_key, briefing.uid)


@blueprint.app_template_global("briefing_words")
def briefing_words(briefing: Briefing) -> list[tuple[Any, str, str]]:
    """An answer as words, each with tone and sign."""
    assert briefing.partner is not None
    assert briefing.climate is not None
    assert briefing.workload is not None
    return [
        (labels.PARTNERS[briefing.partner], *labels.PARTNER_LOOK[briefing.partner]),
        (labels.CLIMATES[briefing.climate], *labels.CLIMATE_LOOK[briefing.climate]),
        (labels.WORKLOADS[briefing.workload], *labels.WORKLOAD_LOOK[briefing.workload]),
    ]


@blueprint.app_template_global("sends_mail")
def sends_mail() -> bool:
    """Whether mails leave this installation."""
    return can_send(config_of(application()))


@blueprint.route("/visits/<int:visit_id>/briefing", methods=["GET", "POST"])
@requires("briefings.ask")
def ask(visit_id: int) -> Answer:
    """Ask a manager what they know of the company, before a visit."""
    visit = get_visit_for(db(), signed_in(), visit_id)
    managers = {manager.id: manager for manager in queries.managers_of(db(), visit.company_id)}
    form = AskForm()
    first = [SelectChoice("", _("Somebody else"))]
    form.manager_id.choices = first + [
        SelectChoice(str(m.id), f"{m.name}, {m.organisation.name}") for m in managers.values()
    ]
    return handle(
        form,
        template="briefings/ask.html",
        visit=visit,
        # By itself: after a refusal the rows are read anew, without what hangs on them.
        company=visit.company,
        save=lambda: _ask(form, visit, managers),
        location=lambda _saved: url_for("visits.show", visit_id=visit_id, _anchor="briefing"),
        message=lazy_gettext("The briefing is asked for."),
    )


def _ask(form: AskForm, visit: Visit, managers: dict[int, Any]) -> Briefing:
    manager = managers.get(form.manager_id.data or 0)
    if manager is None and not form.email.data:
        raise Refused(_("Choose a manager, or write somebody else's name and e-mail below."), "manager_id")
    recipient = (
        Recipient(manager.name, manager.email, manager.id)
        if manager
        else Recipient(form.name.data or "", form.email.data or "")
    )
    secret = config_of(application()).secret_key
    return services.ask(db(), visit, recipient, asker=signed_in(), secret_key=secret, now=clock.now())


@blueprint.route("/briefing/<token>", methods=["GET", "POST"])
@csrf.exempt
def answer(token: str) -> Response:
    """The manager's page: nothing about the company but its name, one answer, then nothing more."""
    now, key = clock.now(), _address_key()
    _refuse_guessers(key)
    briefing = queries.briefing_at(db(), token)
    if briefing is None:
        keep_aside(lambda side: accounts.count_failure(side, [key], now))
        return _page("briefings/ended.html", 404, standing=None, briefing=None)
    standing = standing_of(briefing, now)
    form = BriefingForm()
    if standing != Standing.ASKED:
        status = 200 if standing == Standing.ANSWERED else 410
        return _page("briefings/ended.html", status, standing=standing.value, briefing=briefing)
    if request.method != "POST":
        return _page("briefings/answer.html", 200, form=form, briefing=briefing)
    if not form.validate():
        return _page("briefings/answer.html", 422, form=form, briefing=briefing)
    told = Told(form.partner.data, form.climate.data, form.workload.data, form.remark.data or "")
    services.answer(db(), briefing, told, now=now)
    return _private(make_response(redirect(url_for("briefings.answer", token=token), 303)))


def _page(template: str, status: int, **context: Any) -> Response:
    return _private(make_response(render_template(template, **context), status))


def _private(response: Response) -> Response:
    # The address is the key: it must not travel on, be found, or be kept.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def _address_key() -> str:
    return hashlib.sha256(f"briefing {request.remote_addr}".encode()).hexdigest()


def _refuse_guessers(key: str) -> None:
    if not accounts.may_try(db(), {key: WRONG_LINKS}, clock.now()):
        abort(429)
