"""Routes of matches."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("matches", __name__, template_folder="templates")
