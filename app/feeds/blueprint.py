"""The blueprint that all routes of calendar and feeds hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("feeds", __name__, template_folder="templates")
