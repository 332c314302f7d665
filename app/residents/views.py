"""Routes of residents."""

from __future__ import annotations

from flask import Blueprint

from app.permissions import requires

blueprint = Blueprint("residents", __name__, template_folder="templates")


@blueprint.get("/residents")
@requires("residents.read")
def index() -> str:
    """Not built yet."""
    return ""
