"""Weekly hours and the grid said in words, as template filters and for lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from flask import Flask

from app.availability import labels
from app.availability.grid import WEEKEND, WORKING_DAYS, PartOfDay, days_by_parts
from app.display import number
from app.i18n import gettext as _
from app.i18n import ngettext

LONGEST_LIST = 2  # three days or more in a row are said as "from – to"


class WeeklyHours(Protocol):
    """What has weekly hours: an order, a resident."""

    hours_low: Any
    hours_high: Any
    hours_grow_to: Any
    hours_grow_weeks: Any


def hours_range(low: float | None, high: float | None) -> str:
    """'6–8 hours a week', 'up to 8 hours a week', 'at least 6 hours a week', or '' when nothing is known.

    From nothing is up to.
    """
    low = low if low or not high else None
    if low is not None and high is not None and low != high:
        return _("%(low)s–%(high)s hours a week", low=number(low), high=number(high))
    if low is not None and high is not None:
        return ngettext("%(hours)s hour a week", "%(hours)s hours a week", 1 if low == 1 else 2, hours=number(low))
    if high is not None:
        return _("up to %(hours)s hours a week", hours=number(high))
    return _("at least %(hours)s hours a week", hours=number(low)) if low is not None else ""


def growth(grow_to: float | None, weeks: int | None) -> str:
    """'can grow to 20 hours in 12 weeks', or ''."""
    if grow_to is None:
        return ""
    if weeks is None:
        return _("can grow to %(hours)s hours", hours=number(grow_to))
    return ngettext(
        "can grow to %(hours)s hours in %(num)s week",
        "can grow to %(hours)s hours in %(num)s weeks",
        weeks,
        hours=number(grow_to),
    )


def hours_words(row: WeeklyHours) -> str:
    """The weekly hours of an order or a resident with their growth; '' when nothing is known."""
    said = (hours_range(row.hours_low, row.hours_high), growth(row.hours_grow_to, row.hours_grow_weeks))
    return ", ".join(part for part in said if part)


def hours_now(row: WeeklyHours) -> str:
    """The same without growth, for lists."""
    return hours_range(row.hours_low, row.hours_high)


def grid_words(cells: Iterable[Sequence[int]] | None) -> str:
    """'weekdays during the day; Saturdays in the evening'; an empty grid is said too, an unknown one is ''."""
    if cells is None:
        return ""
    groups = days_by_parts(cells)
    if not groups:
        return _("at no time of the week")
    return "; ".join(f"{_days(days)} {_parts(parts)}" for days, parts in groups)


def _days(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return _("every day")
    if frozenset(days) == WORKING_DAYS:
        return _("weekdays")
    if frozenset(days) == WEEKEND:
        return _("weekends")
    names = [str(labels.DAYS_IN_TEXT[weekday]) for weekday in days]
    if len(days) > LONGEST_LIST and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s–%(last)s", first=names[0], last=names[-1])
    return _joined(names)


def _parts(parts: tuple[PartOfDay, ...]) -> str:
    if len(parts) == len(PartOfDay):
        return _("around the clock")
    return _joined([str(labels.PARTS_IN_TEXT[part]) for part in parts])


def _joined(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1])


def init_app(app: Flask) -> None:
    """Register the filters `hours_words`, `hours_now`, `grid_words` and what the grid's macros show."""
    app.jinja_env.filters.update(hours_words=hours_words, hours_now=hours_now, grid_words=grid_words)
    app.jinja_env.globals.update(week_labels=labels)
