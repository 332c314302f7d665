"""Routes of orders."""

from __future__ import annotations

from flask import Blueprint

from app.permissions import requires

blueprint = Blueprint("orders", __name__, template_folder="templates")


@blueprint.get("/job-orders")
@requires("orders.read")
def index() -> str:
    """Not built yet."""
    return ""
