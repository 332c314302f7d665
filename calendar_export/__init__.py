"""Calendar entries in, bytes of iCalendar out; knows neither the application nor the clock."""

from calendar_export.invitation import Method, Person, render_invitation
from calendar_export.model import Alarms, Calendar, Entry, Frequency, Kind, Labels, Repeat, Status
from calendar_export.render import (
    COUNT_LIMIT,
    RENDERER_VERSION,
    SIZE_LIMIT,
    Fitted,
    render,
    render_entry,
    render_fitting,
)
from calendar_export.window import Window, in_window, visible

__all__ = [
    "COUNT_LIMIT",
    "RENDERER_VERSION",
    "SIZE_LIMIT",
    "Alarms",
    "Calendar",
    "Entry",
    "Fitted",
    "Frequency",
    "Kind",
    "Labels",
    "Method",
    "Person",
    "Repeat",
    "Status",
    "Window",
    "in_window",
    "render",
    "render_entry",
    "render_fitting",
    "render_invitation",
    "visible",
]
