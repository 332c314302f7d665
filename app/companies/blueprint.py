"""The blueprint that the feature's view modules share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("companies", __name__, template_folder="templates")
# A number that no column holds is no company: 404, not a fault of the database.
COMPANY = "/companies/<int(max=2147483647):company_id>"
CONTACT = f"{COMPANY}/contacts/<int(max=2147483647):contact_id>"
