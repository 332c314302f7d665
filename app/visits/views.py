"""Routes of visits."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("visits", __name__, template_folder="templates")
