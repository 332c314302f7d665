"""Routes of questions to the counsellors and of their answers."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.matches import pages, queries, ranking, rules, services
from app.matches.blueprint import blueprint, warm
from app.matches.forms import AnswerForm, AskForm
from app.matches.models import InquiryAnswer, Match
from app.matches.ranking import OrderRanking
from app.matches.services import Says
from app.orders.queries import get_order_for
from app.permissions import requires
from app.residents import rules as residents
from app.web import db, signed_in
from app.writes import Answer, act, handle

SAID: dict[bool | None, str | None] = {None: None, True: Says.LATER.value, False: Says.NO.value}


@blueprint.post("/job-orders/<int:order_id>/ask")
@requires("matches.ask")
def ask(order_id: int) -> Response:
    """Ask all counsellors with one click; a question that is open already is shown."""
    order = get_order_for(db(), signed_in(), order_id)
    form = AskForm()
    return act(
        form,
        save=lambda: services.ask(
            db(),
            signed_in(),
            order,
            now=clock.now(),
            note=form.note.data or "",
            counsellor_ids=queries.counsellors_to_ask(db()),
            already=queries.open_inquiry(db(), order.id),
        ),
        location=lambda asked: url_for("matches.inquiry", inquiry_id=asked.id),
        message=_("The counsellors are asked."),
    )


@blueprint.get("/inquiries/<int:inquiry_id>")
@requires("matches.ask")
def inquiry(inquiry_id: int) -> str:
    """Who has answered what, and whom to ring."""
    found = queries.get_inquiry_for(db(), signed_in(), inquiry_id)
    return render_template("matches/inquiry.html", inquiry=found, order=found.job_order)


@blueprint.post("/inquiries/<int:inquiry_id>/close")
@requires("matches.ask")
def close(inquiry_id: int) -> Response:
    """End the question."""
    found = queries.get_inquiry_for(db(), signed_in(), inquiry_id)
    return act(
        BaseForm(),
        save=lambda: services.close(db(), found, now=clock.now()),
        location=lambda closed: url_for("matches.inquiry", inquiry_id=closed.id),
        message=_("The question is closed."),
        row=found,
    )


@blueprint.route("/questions/<int:answer_id>", methods=["GET", "POST"])
@requires("matches.answer")
def answer(answer_id: int) -> Answer:
    """The question as one counsellor meets it: the order, own residents ranked, yes or no."""
    given = queries.get_answer_for(db(), signed_in(), answer_id)
    order = given.inquiry.job_order
    found = ranking.own_ranking(db(), warm(), signed_in(), order, clock.today(), assigned=True)
    pages.note_ranking(found)
    form = _form(given, found)
    return handle(
        form,
        template="matches/answer.html",
        row=given,
        current=lambda: _form(given, found, typed=False),
        save=lambda: services.answer(
            db(),
            given,
            now=clock.now(),
            says=Says(form.says.data),
            resident_id=form.resident_id.data,
            note=form.note.data or "",
        ),
        location=lambda saved: url_for("matches.answer", answer_id=saved.id),
        message=_("Your answer is sent. You can change it here."),
        answer=given,
        order=order,
        ranking=found,
        match=_chosen(given),
    )


def _chosen(given: InquiryAnswer) -> Match | None:
    """The match with the one named in the answer, when there is one to go on with."""
    if given.resident_id is None:
        return None
    match = queries.existing_match(db(), given.inquiry.job_order_id, given.resident_id)
    return match if match is not None and match.state not in rules.OVER else None


def _form(given: InquiryAnswer, found: OrderRanking, *, typed: bool = True) -> AnswerForm:
    """The form with the answer so far; whom to choose among are one's own, those on the list first."""
    said = Says.SOMEONE.value if given.resident_id else SAID[given.has_someone]
    start: dict[str, Any] = {"says": said, "resident_id": given.resident_id, "note": given.note}
    form = AnswerForm(data=start) if typed else AnswerForm(formdata=None, data=start)
    user = signed_in()
    own = {one.id: one.name for one in queries.residents_to_choose(db(), user) if residents.may_edit(user, one)}
    listed = [row.resident_id for row in found.people if row.resident_id in own]
    rest = [resident_id for resident_id in own if resident_id not in set(listed)]
    form.offer((one, own[one]) for one in (*listed, *rest))
    if request.method == "GET" and form.resident_id.data is None:
        asked = request.args.get("resident", type=int)
        form.resident_id.data = asked if asked in own else None
    return form
