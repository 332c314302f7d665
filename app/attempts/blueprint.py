"""The blueprint that all routes of attempts hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("attempts", __name__, template_folder="templates")
