"""What the kinds of results are called on screen."""

from __future__ import annotations

from typing import Any

from app.i18n import lazy_gettext as _
from app.search.models import Found

KINDS: dict[Found, Any] = {
    Found.COMPANY: _("Companies"),
    Found.CONTACT: _("Contact persons"),
    Found.ORDER: _("Job orders"),
    Found.VISIT: _("Visits and notes"),
}
