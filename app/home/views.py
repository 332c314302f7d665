"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template

from app.permissions import requires

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@requires("home")
def my_day() -> str:
    """My day."""
    return render_template("home/my_day.html")
