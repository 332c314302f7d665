"""The blueprint that all routes of residents belong to."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("residents", __name__, template_folder="templates")
