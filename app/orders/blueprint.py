"""The blueprint that the feature's view modules share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("orders", __name__, template_folder="templates")
