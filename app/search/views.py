"""Routes of the search."""

from __future__ import annotations

from flask import render_template, request

from app.companies import labels as companies
from app.orders import labels as orders
from app.permissions import requires
from app.residents.looks import Look, note_look
from app.search import labels
from app.search.blueprint import blueprint
from app.search.finding import find
from app.search.models import Found
from app.search.process import lexicon
from app.search.results import Results, excerpt, groups_of, open_kinds, residents_named
from app.web import db, signed_in

LONGEST = 200
SHORT, LONG = 6, 50


@blueprint.get("/search")
@requires("search")
def index() -> str:
    """Everything that holds the typed words; with `kind`, more of one kind."""
    text = request.args.get("q", "").strip()[:LONGEST]
    kind = request.args.get("kind", None, type=Found)
    results = _results(text, kind) if text else Results()
    note_look(Look.SEARCH, [resident.id for resident in results.residents])
    return render_template(
        "search/index.html",
        text=text,
        kind=kind,
        results=results,
        meant=[word for slot in results.slots for word in slot.meant],
        guessed=[slot.shown for slot in results.slots if slot.guessed],
        excerpt=excerpt,
        labels=labels,
        companies=companies,
        orders=orders,
    )


def _results(text: str, kind: Found | None) -> Results:
    user = signed_in()
    kinds = [one for one in open_kinds(user) if kind is None or one is kind]
    hits = find(db(), lexicon(), text, kinds)
    return Results(
        groups=groups_of(db(), hits, text, most=SHORT if kind is None else LONG),
        residents=residents_named(db(), user, text) if kind is None else [],
        slots=hits.slots,
        left_out=hits.left_out,
    )
