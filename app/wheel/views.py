"""Routes of wheel."""

from __future__ import annotations

from flask import Blueprint

from app.permissions import requires

blueprint = Blueprint("wheel", __name__, template_folder="templates")


@blueprint.get("/year-wheel")
@requires("wheel.read")
def current() -> str:
    """Not built yet."""
    return ""
