"""Routes of choosing somebody for an order, and of why somebody is not on the list."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for

from app import clock
from app.i18n import lazy_gettext as _
from app.matches import keeping, pages, queries, ranking, services
from app.matches.blueprint import blueprint, warm
from app.matches.forms import ChooseForm
from app.matches.keeping import Kept
from app.matches.lenses import Told
from app.matches.models import InquiryAnswer, Match
from app.orders.listing import row_id
from app.orders.models import JobOrder
from app.orders.queries import get_order_for
from app.permissions import requires
from app.refusals import Refused
from app.residents import rules as residents
from app.residents.looks import Look, note_look
from app.residents.models import Resident
from app.residents.queries import get_resident_for
from app.web import application, db, signed_in
from app.writes import Answer, handle

KEPT = _("The choice is kept, with the ranking you saw.")


@blueprint.get("/job-orders/<int:order_id>/why-not")
@requires("matches.answer")
def why_not(order_id: int) -> str:
    """What stands between a resident and an order, also when a rule shuts the door."""
    user, today = signed_in(), clock.today()
    order = get_order_for(db(), user, order_id)
    asked = request.args.get("resident", type=int)
    resident = get_resident_for(db(), user, asked) if asked else None
    told = ranking.pair(db(), warm(), user, order, resident, today) if resident else None
    if resident:
        note_look(Look.RANKING, [resident.id])
        pages.note_considerations(resident, told)
    return render_template(
        "matches/why_not.html",
        order=order,
        resident=resident,
        told=told,
        may_choose=bool(resident and residents.may_edit(user, resident)),
        residents=queries.residents_to_choose(db(), user),
    )


@blueprint.get("/residents/<int:resident_id>/why-not")
@requires("matches.answer")
def why_not_order(resident_id: int) -> str:
    """The same, asked from the resident's side: what stands between them and an order that is not on their list."""
    user, today = signed_in(), clock.today()
    resident = get_resident_for(db(), user, resident_id)
    asked = request.args.get("order", type=row_id)
    order = get_order_for(db(), user, asked) if asked else None
    told = ranking.pair(db(), warm(), user, order, resident, today) if order else None
    note_look(Look.RANKING, [resident.id])
    pages.note_considerations(resident, told)
    return render_template(
        "matches/why_not_order.html",
        order=order,
        resident=resident,
        told=told,
        may_choose=residents.may_edit(user, resident),
        orders=queries.open_orders(db()),
    )


@blueprint.route("/job-orders/<int:order_id>/choose/<int:resident_id>", methods=["GET", "POST"])
@requires("matches.choose")
def choose(order_id: int, resident_id: int) -> Answer:
    """Choose a resident for an order: with a motive, and with the ranking that is on the screen."""
    user, today = signed_in(), clock.today()
    order = get_order_for(db(), user, order_id)
    resident = get_resident_for(db(), user, resident_id)
    if not residents.may_edit(user, resident):
        abort(403)
    already = queries.existing_match(db(), order.id, resident.id)
    question = _question(order)
    if already and request.method == "GET":
        return redirect(_after(already, question, resident))
    found = ranking.own_ranking(db(), warm(), user, order, today)
    chosen = ranking.pair(db(), warm(), user, order, resident, today)
    _note_looks(found, resident, chosen)
    form = ChooseForm()
    seen = _opened(form.ranking.data, order_id)
    # Whatever is shown now is what the form carries from now on.
    form.ranking.data = _sealed(keeping.kept_ranking(found, resident.id, chosen), order_id)
    return handle(
        form,
        template="matches/choose.html",
        save=lambda: (
            already
            or services.choose(
                db(),
                user,
                order,
                resident,
                now=clock.now(),
                motive=form.motive.data or "",
                kept=_seen(seen),
                blockers=chosen.blockers if chosen else (),
                question=question,
            )
        ),
        location=lambda match: _after(match, question, resident),
        message=_("The choice is kept, and your answer is sent.") if question else KEPT,
        order=order,
        resident=resident,
        question=question,
        told=chosen,
        ranking=found,
    )


def _note_looks(found: ranking.OrderRanking, resident: Resident, chosen: Told | None) -> None:
    """Whose data the page shows: those of the list, and the one who is chosen, also when not on it."""
    pages.note_ranking(found)
    if all(row.resident_id != resident.id for row in found.people):
        note_look(Look.RANKING, [resident.id])
        pages.note_considerations(resident, chosen)


def _question(order: JobOrder) -> InquiryAnswer | None:
    """The question that the user came from, while it can still be answered."""
    asked = request.args.get("question", type=row_id)
    answer = queries.get_answer_for(db(), signed_in(), asked) if asked else None
    mine = answer is not None and answer.inquiry.job_order_id == order.id and answer.inquiry.closed_at is None
    return answer if mine else None


def _after(match: Match, question: InquiryAnswer | None, resident: Resident) -> str:
    """Back to the question, with the person chosen, or on to the match."""
    if question is not None:
        return url_for("matches.answer", answer_id=question.id, resident=resident.id)
    return url_for("matches.show", match_id=match.id)


def _seen(kept: Kept | None) -> Kept:
    if kept is None:
        raise Refused(_("The ranking had to be made anew. Look at it below, and save again."))
    return kept


def _sealed(kept: Kept, order_id: int) -> str:
    secret = application().settings.secret_key
    return keeping.sealed(kept, secret=secret, order_id=order_id, user_id=signed_in().id)


def _opened(seal: str | None, order_id: int) -> Kept | None:
    secret = application().settings.secret_key
    return keeping.opened(seal or "", secret=secret, order_id=order_id, user_id=signed_in().id)
