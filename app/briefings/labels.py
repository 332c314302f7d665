"""What the answers and states of briefings are called on screen."""

from __future__ import annotations

from typing import Any

from app.briefings.models import Climate, Partner, Workload
from app.i18n import lazy_gettext as _

PARTNERS: dict[Partner, Any] = {
    Partner.GOOD: _("Yes, a good partner"),
    Partner.MIXED: _("Both good and bad"),
    Partner.POOR: _("No, not a good partner"),
}
CLIMATES: dict[Climate, Any] = {
    Climate.SMOOTH: _("Running smoothly"),
    Climate.DISAGREEMENT: _("We disagree on something just now"),
    Climate.UNKNOWN: _("I can't say how it runs"),
}
WORKLOADS: dict[Workload, Any] = {
    Workload.BUSY: _("A lot to do"),
    Workload.ORDINARY: _("As usual"),
    Workload.SHORT: _("Short of orders"),
    Workload.UNKNOWN: _("I can't say how busy they are"),
}
PARTNER_LOOK = {Partner.GOOD: ("good", "check"), Partner.MIXED: ("wait", "question"), Partner.POOR: ("bad", "warning")}
CLIMATE_LOOK = {
    Climate.SMOOTH: ("good", "check"),
    Climate.DISAGREEMENT: ("bad", "warning"),
    Climate.UNKNOWN: ("calm", "question"),
}
WORKLOAD_LOOK = {
    Workload.BUSY: ("good", "order"),
    Workload.ORDINARY: ("calm", "order"),
    Workload.SHORT: ("wait", "warning"),
    Workload.UNKNOWN: ("calm", "question"),
}
