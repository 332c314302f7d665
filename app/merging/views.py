"""Pages of companies that may be one: the list, telling two apart, merging them side by side, and old addresses."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from app import clock
from app.accounts.queries import colleagues
from app.companies import doubles
from app.companies import labels as company_labels
from app.companies import queries as company_queries
from app.companies.models import Company
from app.errors import error_page
from app.forms import BaseForm
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.merging import labels, queries, rules, services, words
from app.merging.forms import MergeForm, Question, merge_form
from app.merging.queries import Pair
from app.paging import page_of
from app.permissions import TABLE, requires
from app.web import application, db, signed_in
from app.writes import Answer, act, handle

blueprint = Blueprint("merging", __name__, template_folder="templates")
COMPANY = "/companies/<int:company_id>"
PAIR = f"{COMPANY}/merge/<int:other_id>"


@blueprint.get("/companies/duplicates")
@requires("companies.merge")
def index() -> str:
    """Companies that may be registered twice, the surest first."""
    told = [request.args.get(name, 0, type=int) for name in ("one", "other")]
    said = queries.just_told_apart(db(), *told) if all(told) else None
    return render_template(
        "merging/index.html",
        said=said,
        companies=queries.companies_of(db(), [said]) if said else {},
        page=page_of(db(), queries.proposal_list()),
        swept=queries.latest_sweep(db()),
        reasons=words.reasons_shown,
    )


@blueprint.get(f"{COMPANY}/merge")
@requires("companies.merge")
def choose(company_id: int) -> str:
    """Which other company this one is; proposes those with a name like it, or like what is searched for."""
    company = company_queries.get_company_for(db(), signed_in(), company_id)
    text = request.args.get("q", "").strip()[:100]
    alike = doubles.similar_names(db(), text or company.name, but=[company.id])
    return render_template("merging/choose.html", company=company, text=text, alike=alike)


@blueprint.route(PAIR, methods=["GET", "POST"])
@requires("companies.merge")
def merge(company_id: int, other_id: int) -> Answer:
    """Two companies side by side; what is chosen becomes one."""
    pair = queries.get_pair_for(db(), signed_in(), company_id, other_id)
    persons = rules.same_persons(pair.first.contacts, pair.second.contacts)
    form = _form(pair, persons)
    return handle(
        form,
        template="merging/merge.html",
        row=pair,
        save=lambda: _carry_out(form, pair, persons),
        location=lambda kept: url_for("merging.merged", company_id=kept.id),
        message=_("They are one company now."),
        pair=pair,
        cautions=[labels.CAUTIONS[caution] for caution in rules.cautions(pair.first, pair.second)],
        amounts=queries.amounts(db(), pair),
        apart=queries.said_not_same(db(), pair),
        contacts=[pair.first.contacts, pair.second.contacts],
        who_can=_who_can_undo(),
    )


def _who_can_undo() -> list[str]:
    return [person.name for person in colleagues(db(), *TABLE["changes.undo"])]


@blueprint.get(f"{COMPANY}/merged")
@requires("companies.merge")
def merged(company_id: int) -> str:
    """What has been merged into a company, and where or by whom that is undone."""
    company = company_queries.get_company_for(db(), signed_in(), company_id)
    merges = queries.merges_into(db(), company)
    return render_template("merging/merged.html", company=company, merges=merges, who_can=_who_can_undo())


def _form(pair: Pair, persons: list[rules.Persons]) -> MergeForm:
    same = [(f"person_{n}", _same(each), each.sure) for n, each in enumerate(persons)]
    confirm = bool(rules.cautions(pair.first, pair.second))
    made: MergeForm = merge_form([*_facts(pair), *_answers(pair)], same, confirm=confirm)()
    return made


def _same(persons: rules.Persons) -> Any:
    one, other = (
        ", ".join(part for part in (person.name, person.job_title, person.email or person.phone) if part)
        for person in (persons.first, persons.second)
    )
    return gettext("%(one)s and %(other)s are the same person", one=one, other=other)


def _facts(pair: Pair) -> list[Question]:
    latest = queries.latest_stage(db(), pair)
    return [
        Question(
            f"fact_{fact.name}",
            labels.FACTS[fact.name],
            words.shown(fact, pair.first),
            words.shown(fact, pair.second),
            rules.proposed(fact, pair.first, pair.second, latest_stage=latest),
            fact.joins and all(fact.value(company)[0] for company in (pair.first, pair.second)),
        )
        for fact in rules.differing(pair.first, pair.second)
    ]


def _answers(pair: Pair) -> list[Question]:
    """Ways of contributing to which both have answered, differently."""
    mine = {row.kind: row for row in pair.first.contributions}
    both = [(mine[row.kind], row) for row in pair.second.contributions if row.kind in mine]
    return [
        Question(
            f"answer_{one.kind.value}",
            company_labels.CONTRIBUTIONS[one.kind],
            words.answer_shown(one),
            words.answer_shown(other),
            rules.fuller_answer(one, other),
        )
        for one, other in sorted(both, key=lambda rows: rows[0].kind)
        if not rules.same_answer(one, other)
    ]


def _carry_out(form: MergeForm, pair: Pair, persons: list[rules.Persons]) -> Company:
    choices = services.Choices(
        facts=form.sides("fact_"),
        answers=form.answers(),
        persons=[each for each, field in zip(persons, form.person_fields(), strict=True) if field.data],
        confirmed="confirmed" in form and bool(form["confirmed"].data),
    )
    return services.merge(db(), pair.first, pair.second, choices=choices, now=clock.now())


@blueprint.get("/companies/duplicates/not-the-same")
@requires("companies.merge")
def apart() -> str:
    """Pairs of which somebody has said that they are not one; each can be proposed again."""
    page = page_of(db(), queries.apart_list())
    return render_template("merging/apart.html", page=page, companies=queries.companies_of(db(), page.rows))


@blueprint.post(f"{COMPANY}/not-same/<int:other_id>")
@requires("companies.merge")
def not_same(company_id: int, other_id: int) -> Answer:
    """Say that the two are not one; it can be taken back at once, and later."""
    pair = queries.get_pair_for(db(), signed_in(), company_id, other_id)
    now, user_id = clock.now(), signed_in().id
    return act(
        BaseForm(),
        save=lambda: services.not_the_same(db(), pair.first.id, pair.second.id, actor_id=user_id, now=now),
        location=lambda said: url_for("merging.index", one=said.first_id, other=said.second_id),
    )


@blueprint.post(f"{COMPANY}/propose-again/<int:other_id>")
@requires("companies.merge")
def propose_again(company_id: int, other_id: int) -> Answer:
    """Take back that the two are not one."""
    pair = queries.get_pair_for(db(), signed_in(), company_id, other_id)
    return act(
        BaseForm(),
        save=lambda: services.propose_again(db(), pair.first.id, pair.second.id, now=clock.now()),
        location=lambda _proposal: url_for("merging.merge", company_id=pair.first.id, other_id=pair.second.id),
        message=_("It is taken back: they may be the same. Nothing else is changed until you merge them."),
    )


@blueprint.app_errorhandler(NotFound)
def lead_on(error: NotFound) -> Any:
    """The number of a company that has been merged leads to the one that it went into."""
    if not request.path.startswith("/companies/"):
        return error_page(error)
    values = request.view_args or {}
    asked: dict[str, int] = {name: values[name] for name in ("company_id", "other_id") if name in values}
    with application().database.reading() as session:
        led = {name: queries.leads_to(session, number) for name, number in asked.items()}
    new: dict[str, Any] = {name: number for name, number in led.items() if number is not None}
    if not new or request.endpoint is None:
        return error_page(error)
    led_on: dict[str, Any] = {**values, **new}
    if request.method == "GET" and led_on.get("other_id") != led_on["company_id"]:
        return redirect(url_for(request.endpoint, **led_on))
    flash(gettext("The two companies have been merged in the meantime. This is what came of it."))
    return redirect(url_for("companies.show", company_id=led_on["company_id"]), 303)
