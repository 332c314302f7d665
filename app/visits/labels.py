"""What the choices of visits and next steps are called on screen."""

from __future__ import annotations

from typing import Any

from app.i18n import lazy_gettext as _
from app.visits.models import GuideSection, Lead, StepOutcome, VisitState, Way

WAYS: dict[Way, Any] = {
    Way.VISIT: _("Visit"),
    Way.CALL: _("Telephone call"),
    Way.ONLINE: _("Online meeting"),
    Way.EMAIL: _("E-mail"),
    Way.MEETING: _("Meeting with us"),
}
STATES: dict[VisitState, Any] = {
    VisitState.PLANNED: _("Planned"),
    VisitState.HELD: _("Held"),
    VisitState.CANCELLED: _("Cancelled"),
}
# Tone and icon stand beside the word, never alone.
STATE_LOOK: dict[VisitState, tuple[str, str]] = {
    VisitState.PLANNED: ("wait", "calendar"),
    VisitState.HELD: ("good", "check"),
    VisitState.CANCELLED: ("calm", "lock"),
}
SECTIONS: dict[GuideSection, Any] = {
    GuideSection.COMPANY: _("Ask about the company"),
    GuideSection.ROUND_OFF: _("Round off"),
}
OUTCOMES: dict[StepOutcome, Any] = {
    StepOutcome.KEPT: _("Kept"),
    StepOutcome.NOT_KEPT: _("Not kept"),
    StepOutcome.NO_LONGER_RELEVANT: _("No longer relevant"),
}
LEADS: dict[Lead, Any] = {
    Lead.ORDER: _("A job order"),
    Lead.STEP: _("A next step"),
    Lead.CONTACT_PERSON: _("A new contact person"),
    Lead.PLANNED_CONTACT: _("The next planned contact"),
}
