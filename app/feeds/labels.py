"""What the choices of feeds are called on screen."""

from __future__ import annotations

from typing import Any

from app.feeds.models import Detail
from app.i18n import lazy_gettext as _

DETAILS: dict[Detail, Any] = {
    Detail.COMPANY: _("What it is, which company, the place and a link"),
    Detail.BUSY: _("Only that I am busy"),
}
KINDS: dict[str, Any] = {
    "with_visits": _("Visits that I am responsible for or come along to"),
    "with_contacts": _("My planned contacts in the year wheel"),
    "with_steps": _("My next steps, on the day they are due"),
}
