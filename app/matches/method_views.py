"""The route of the page that explains how proposals are found."""

from __future__ import annotations

from flask import render_template

from app import clock
from app.matches.blueprint import blueprint, warm
from app.matches.matcher import frozen_weights
from app.matches.method import SECTIONS
from app.permissions import requires
from app.web import db
from matching.youth import CHECKED, LOOK_UP, SOURCE


@blueprint.get("/matching")
@requires("home")
def method() -> str:
    """How residents and openings are put side by side, in words for everybody."""
    with warm().ready(db(), clock.today()) as ready:
        version = ready.version
    _vocabulary, weights = frozen_weights()
    return render_template(
        "matches/method.html",
        sections=SECTIONS,
        weights=weights.parts,
        version=version,
        youth_source=SOURCE,
        youth_look_up=LOOK_UP,
        youth_checked=CHECKED,
    )
