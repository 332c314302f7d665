"""The blueprint that all routes of briefings hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("briefings", __name__, template_folder="templates")
