"""What the states of planned contacts are called on screen, and what months are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date, get_month_names

from app.i18n import current_language
from app.i18n import lazy_gettext as _
from app.visits.models import Way
from app.wheel.rules import Look
from app.wheel.seasons import MonthRange, Season

LOOKS: dict[Look, Any] = {
    Look.PLANNED: _("Planned"),
    Look.OVERDUE: _("Overdue"),
    Look.HELD: _("Held"),
    Look.SKIPPED: _("Skipped"),
}
# Tone and icon stand beside the word, never alone; on the wheel each has a shape of its own besides.
LOOK_TONES: dict[Look, tuple[str, str]] = {
    Look.PLANNED: ("calm", "calendar"),
    Look.OVERDUE: ("bad", "warning"),
    Look.HELD: ("good", "check"),
    Look.SKIPPED: ("calm", "lock"),
}
# Shorter than the words of a form: they stand in front of a company's name.
SHORT_WAYS: dict[Way, Any] = {
    Way.VISIT: _("Visit"),
    Way.CALL: _("Call"),
    Way.ONLINE: _("Online meeting"),
    Way.EMAIL: _("E-mail"),
    Way.MEETING: _("Meeting with us"),
}


def month_name(number: int) -> str:
    """marts"""
    return str(get_month_names("wide", context="stand-alone", locale=current_language())[number])


def short_month(number: int) -> str:
    """mar"""
    return str(get_month_names("abbreviated", context="stand-alone", locale=current_language())[number]).rstrip(".")


def months(ranges: tuple[MonthRange, ...] | list[MonthRange]) -> str:
    """jan–mar, sep–nov"""
    return ", ".join(
        short_month(first) if first == last else f"{short_month(first)}–{short_month(last)}" for first, last in ranges
    )


def work_time(season: Season) -> str:
    """When the work itself is: maj–aug, or the weeks."""
    if season.weeks:
        return str(_("weeks %(first)s–%(last)s", first=season.weeks[0], last=season.weeks[1]))
    return months(list(season.work))


def day_of_week(day: date) -> str:
    """tirsdag 24. november"""
    pattern = "EEEE d. MMMM" if current_language() == "da" else "EEEE d MMMM"
    return format_date(day, pattern, locale=current_language())
