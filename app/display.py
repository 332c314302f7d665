"""How days, times, numbers and telephone numbers are shown: template filters."""

from __future__ import annotations

import functools
from datetime import date, datetime, timedelta
from typing import Any

import phonenumbers
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

from app import clock
from app.i18n import current_language
from app.i18n import gettext as _

PATTERNS = {
    "da": {"day": "EEEE d. MMMM y", "short": "d. MMM y", "time": ".", "at": "kl."},
    "en": {"day": "EEEE d MMMM y", "short": "d MMM y", "time": ":", "at": "at"},
}
# Lists show the same days, numbers and telephone numbers again and again; working one out takes as long as a query.
KEPT = 4096


@functools.lru_cache(KEPT)
def _formatted(value: date, kind: str, language: str) -> str:
    return format_date(value, PATTERNS[language][kind], locale=Locale.parse(language))


@functools.lru_cache(KEPT)
def _decimal(value: float, language: str) -> str:
    return format_decimal(value, locale=Locale.parse(language))


def day(value: date | None) -> str:
    """tirsdag 24. november 2026"""
    return _formatted(value, "day", current_language()) if value else ""


def short_day(value: date | None) -> str:
    """24. nov. 2026"""
    return _formatted(value, "short", current_language()) if value else ""


def clock_time(value: datetime) -> str:
    """9.00, as the wall shows it in Denmark"""
    local = clock.to_local(value)
    return f"{local.hour}{PATTERNS[current_language()]['time']}{local.minute:02d}"


def instant(value: datetime | None) -> str:
    """tirsdag 24. november 2026 kl. 9.00"""
    if value is None:
        return ""
    return f"{day(clock.local_day(value))} {PATTERNS[current_language()]['at']} {clock_time(value)}"


def short_instant(value: datetime | None) -> str:
    """24. nov. 2026 kl. 9.00"""
    if value is None:
        return ""
    return f"{short_day(clock.local_day(value))} {PATTERNS[current_language()]['at']} {clock_time(value)}"


def week(value: date) -> str:
    """uge 48"""
    return _("week %(n)s", n=value.isocalendar().week)


def relative_day(value: date | None) -> str:
    """i dag, i morgen, i går, om 3 dage, for 12 dage siden; further away the day itself"""
    if value is None:
        return ""
    days = (value - clock.today()) // timedelta(days=1)
    if abs(days) <= 1:
        return (_("today"), _("tomorrow"), _("yesterday"))[days]
    if 1 < days <= 14:
        return _("in %(n)s days", n=days)
    return _("%(n)s days ago", n=-days) if -60 <= days < 0 else short_day(value)


def number(value: float | None) -> str:
    """A number in the language's form: 7,5"""
    return "" if value is None else _decimal(value, current_language())


@functools.lru_cache(KEPT)
def phone(value: str) -> str:
    """86 12 34 56, or +49 … for a number abroad"""
    try:
        parsed = phonenumbers.parse(value, "DK")
    except phonenumbers.NumberParseException:
        return value
    danish = parsed.country_code == 45
    form = phonenumbers.PhoneNumberFormat.NATIONAL if danish else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def cvr(value: str | None) -> str:
    """12 34 56 78"""
    return " ".join(value[i : i + 2] for i in range(0, len(value), 2)) if value else ""


def paragraphs(value: str) -> Markup:
    """A text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in (value or "").splitlines())


def init_app(app: Flask) -> None:
    """Register the filters."""
    shown = (day, short_day, clock_time, instant, short_instant, week, relative_day, number, phone, cvr, paragraphs)
    app.jinja_env.filters.update({function.__name__: function for function in shown})
    globals_: dict[str, Any] = {"today": clock.today, "now": clock.now}
    app.jinja_env.globals.update(globals_)
