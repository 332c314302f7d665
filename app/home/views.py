"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template

from app import clock
from app.briefings.tokens import path_of
from app.home.day import read_day
from app.home.rules import is_late
from app.permissions import requires
from app.visits import labels as visit_labels
from app.web import application, db, signed_in

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@requires("home")
def my_day() -> str:
    """My day: what waits for the one who is signed in."""
    return render_template(
        "home/my_day.html",
        day=read_day(db(), signed_in(), clock.today()),
        is_late=is_late,
        visit_labels=visit_labels,
        local_day=clock.local_day,
        link_of=lambda briefing: path_of(application().settings.secret_key, briefing.uid),
    )
