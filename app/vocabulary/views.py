"""Routes of words: suggestions while typing, what was understood, and what people have confirmed."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, jsonify, render_template, request, url_for
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.i18n import lazy_gettext as _
from app.orders import queries as orders
from app.orders.models import JobOrder
from app.orders.rules import may_edit as may_edit_order
from app.paging import Page, page_of
from app.permissions import requires
from app.residents import queries as residents
from app.residents.looks import Look, note_look
from app.residents.models import Resident
from app.residents.rules import may_edit as may_edit_resident
from app.security import own_path
from app.vocabulary import labels, queries, rules, services, wording
from app.vocabulary.blueprint import blueprint, warm
from app.vocabulary.forms import ConfirmForm, TakeBackForm
from app.vocabulary.lexicon import LONGEST_TEXT, Lexicon, Source, Understood, Use
from app.vocabulary.models import ConfirmedTerm
from app.vocabulary.own import own_page
from app.vocabulary.rules import Unfit, unfit
from app.web import db, signed_in
from app.writes import act

MOST_ASKED = 60
# Sections of a page: what the texts stand for, and the texts.
Sections = list[tuple[Any, Use, list[str]]]


@blueprint.get("/words/suggestions")
@requires("words.use")
def suggestions() -> Response:
    """Terms for what is being typed."""
    with warm().ready(db()) as lexicon:
        found = lexicon.suggestions(request.args.get("text", "")[:LONGEST_TEXT], _use())
    return jsonify(items=[wording.suggested(one) for one in found])


@blueprint.get("/words/understood")
@requires("words.use")
def understood() -> Response:
    """How each of some texts is understood."""
    texts = [text for text in request.args.getlist("text") if text.strip()][:MOST_ASKED]
    with warm().ready(db()) as lexicon:
        found = [lexicon.understood(text, _use()) for text in texts]
        against = [unfit(text, lexicon.knows_word) for text in texts]
    return jsonify(items=[wording.as_json(*one) for one in zip(found, against, strict=True)])


def _use() -> Use:
    asked = request.args.get("use", "") or request.form.get("use", "")
    return Use(asked) if asked in set(Use) else Use.SKILL


@blueprint.post("/words/confirm")
@requires("words.use")
def confirm() -> BaseResponse | tuple[Response, int]:
    """Keep that a text means a term; for the page's script the answer is how the text is understood now."""
    form = ConfirmForm()
    if request.form.get("script") != "yes":
        return act(form, save=lambda: _confirmed(form), location=lambda _row: _back(form), message=_("Kept."))
    try:
        return act(form, save=lambda: _confirmed(form), location=lambda row: _understood_now(row, form))
    except UnprocessableEntity as fault:
        return jsonify(fault=fault.description), 422


def _confirmed(form: ConfirmForm) -> ConfirmedTerm:
    with warm().ready(db()) as lexicon:
        named = lexicon.named(form.meaning.data or "", _use())
        term_id = form.term.data or (named.id if named else "")
        return services.confirm(
            db(),
            signed_in(),
            lexicon,
            text=form.text.data or "",
            term_id=term_id,
            now=clock.now(),
            no_name=form.no_name.data,
        )


def _back(form: ConfirmForm) -> str:
    return own_path(form.back.data) or url_for("vocabulary.index")


def _understood_now(row: ConfirmedTerm, form: ConfirmForm) -> str:
    return url_for("vocabulary.understood", text=row.text, use=_use().value)


@blueprint.get("/words")
@requires("words.read")
def index() -> str:
    """All that is known of words, by where it comes from."""
    text, asked = request.args.get("q", "").strip()[:LONGEST_TEXT], request.args.get("source", "")
    source = Source(asked) if asked in set(Source) else Source.CONFIRMED
    return render_template(
        "vocabulary/index.html",
        page=_page(source, text),
        source=source,
        text=text,
        taxonomies=queries.taxonomies(db()),
        user=signed_in(),
        labels=labels,
        rules=rules,
    )


def _page(source: Source, text: str) -> Page[Any]:
    if source is Source.OWN:
        return own_page(text, request.args.get("page", 1, type=int))
    listed = queries.confirmed_list(text) if source is Source.CONFIRMED else queries.imported_list(text)
    return page_of(db(), listed)


@blueprint.post("/words/<int:term_id>/take-back")
@requires("words.read")
def take_back(term_id: int) -> BaseResponse:
    """Forget a confirmed word."""
    row = queries.get_confirmed_for(db(), signed_in(), term_id)
    return act(
        TakeBackForm(),
        save=lambda: services.take_back(db(), row),
        location=lambda _done: own_path(request.form.get("back")) or url_for("vocabulary.index"),
        message=_("Taken back. The word is used as it stands again."),
    )


@blueprint.get("/residents/<int:resident_id>/words")
@requires("residents.edit")
def of_resident(resident_id: int) -> str:
    """How a resident's words are understood, with what could be meant by the uncertain ones."""
    lists = (Resident.wishes, Resident.skills, Resident.certificates)
    resident = residents.get_resident_for(db(), signed_in(), resident_id, *(selectinload(one) for one in lists))
    if not may_edit_resident(signed_in(), resident):
        abort(403)
    note_look(Look.EDIT, [resident.id])
    sections: Sections = [
        (labels.USES[Use.WISH], Use.WISH, [wish.text for wish in resident.wishes]),
        (labels.USES[Use.SKILL], Use.SKILL, [skill.text for skill in resident.skills]),
        (labels.USES[Use.CERTIFICATE], Use.CERTIFICATE, [one.text for one in resident.certificates]),
    ]
    address = url_for("residents.show", resident_id=resident.id)
    return _words_page(resident.name, address, (_("Residents"), url_for("residents.index")), sections)


@blueprint.get("/job-orders/<int:order_id>/words")
@requires("orders.edit")
def of_order(order_id: int) -> str:
    """How an order's words are understood."""
    user = signed_in()
    order: JobOrder = orders.get_order_for(db(), user, order_id)
    if not may_edit_order(user.roles, user.id, order.company):
        abort(403)
    sections: Sections = [
        (_("Task or job title"), Use.WISH, [order.title]),
        (_("Tasks"), Use.SKILL, order.tasks),
        (_("Must be able to"), Use.SKILL, order.required),
        (_("Good to have"), Use.SKILL, order.desirable),
        (_("Certificates and licences"), Use.CERTIFICATE, order.certificates),
    ]
    address = url_for("orders.show", order_id=order.id)
    return _words_page(order.title, address, (_("Job orders"), url_for("orders.index")), sections)


def _words_page(name: str, address: str, parent: tuple[Any, str], sections: Sections) -> str:
    with warm().ready(db()) as lexicon:
        lines = [(title, use, [_line(lexicon, text, use) for text in texts]) for title, use, texts in sections if texts]
    return render_template(
        "vocabulary/of_texts.html", name=name, address=address, parent=parent, sections=lines, wording=wording
    )


def _line(lexicon: Lexicon, text: str, use: Use) -> tuple[Understood, Unfit | None]:
    return lexicon.understood(text, use), unfit(text, lexicon.knows_word)
