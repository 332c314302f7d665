"""What weekdays and parts of the day are called."""

from __future__ import annotations

from typing import Any

from app.availability.grid import PART_HOURS, PartOfDay
from app.i18n import lazy_gettext as _

DAYS: tuple[Any, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
# Inside a sentence: Danish writes weekdays small.
DAYS_IN_TEXT: tuple[Any, ...] = (
    _("Mondays"),
    _("Tuesdays"),
    _("Wednesdays"),
    _("Thursdays"),
    _("Fridays"),
    _("Saturdays"),
    _("Sundays"),
)
PARTS: dict[PartOfDay, Any] = {
    PartOfDay.EARLY: _("Early"),
    PartOfDay.DAY: _("Day"),
    PartOfDay.EVENING: _("Evening"),
    PartOfDay.NIGHT: _("Night"),
}
PARTS_IN_TEXT: dict[PartOfDay, Any] = {
    PartOfDay.EARLY: _("early in the morning"),
    PartOfDay.DAY: _("during the day"),
    PartOfDay.EVENING: _("in the evening"),
    PartOfDay.NIGHT: _("at night"),
}
# As clocks show it, without words: 5–8.
PART_TIMES: dict[PartOfDay, str] = {part: f"{first}–{last}" for part, (first, last) in PART_HOURS.items()}
