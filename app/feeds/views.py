"""Routes of feeds."""

from __future__ import annotations

from flask import Blueprint

from app.permissions import requires

blueprint = Blueprint("feeds", __name__, template_folder="templates")


@blueprint.get("/calendar")
@requires("feeds.own")
def index() -> str:
    """Not built yet."""
    return ""
