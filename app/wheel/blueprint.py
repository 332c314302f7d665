"""The blueprint that all routes of the year wheel hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("wheel", __name__, template_folder="templates")
