"""The feature's blueprint."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reminders", __name__, template_folder="templates")
