"""The blueprint that all routes of visits hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("visits", __name__, template_folder="templates")
