"""One entry as an iCalendar component."""

from datetime import date, datetime, timedelta

from icalendar import Alarm, Component, Event, Todo, vDDDTypes, vUri

from calendar_export.model import Alarms, Entry, Kind, Labels, Repeat, Status
from calendar_export.text import category_value, checked_url, one_line, text_value
from calendar_export.times import as_utc, end_of_day, written_moments, written_span


def event(entry: Entry, *, stamp: datetime, labels: Labels) -> Event:
    """Return an entry as VEVENT; ``stamp`` stands as DTSTAMP."""
    component = Event()
    _add_common(component, entry, stamp=stamp, title=_title(entry, labels))
    for name, value in zip(("dtstart", "dtend"), written_span(entry.start, entry.end), strict=True):
        component.add(name, vDDDTypes(value))
    component.add("status", entry.status.value)
    # Who was to come is free again once it is cancelled.
    free = entry.transparent or entry.cancelled
    component.add("transp", "TRANSPARENT" if free else "OPAQUE")
    if entry.repeat:
        component.add("rrule", _rule(entry.repeat, all_day=entry.all_day))
    return component


def task(entry: Entry, *, stamp: datetime, labels: Labels) -> Todo:
    """Return an entry as VTODO, due at its start; ``stamp`` stands as DTSTAMP."""
    component = Todo()
    _add_common(component, entry, stamp=stamp, title=_title(entry, labels))
    component.add("due", vDDDTypes(_due(entry.start)))
    component.add("status", _task_status(entry))
    if entry.completed and not entry.cancelled:
        component.add("completed", as_utc(entry.completed))
    return component


def with_alarm(component: Component, entry: Entry, kind: Kind, alarms: Alarms) -> Component:
    """Return the component with the alarm that its calendar chose, if the entry still stands."""
    before = alarms.all_day if entry.all_day else alarms.timed
    if before is not None and not entry.cancelled and entry.completed is None:
        component.add_component(_alarm(before, str(component["summary"]), kind))
    return component


def _add_common(component: Component, entry: Entry, *, stamp: datetime, title: str) -> None:
    component.add("uid", text_value(entry.uid))
    component.add("dtstamp", as_utc(stamp))
    component.add("sequence", entry.sequence)
    component.add("summary", text_value(title))
    for name, moment in (("created", entry.created), ("last-modified", entry.modified)):
        if moment is not None:
            component.add(name, as_utc(moment))
    for name, text in (("description", entry.description), ("location", entry.location)):
        if value := text_value(text):
            component.add(name, value)
    if entry.url is not None:
        component.add("url", vUri(checked_url(entry.url)))
    if (categories := category_value(entry.categories)).cats:
        component.add("categories", categories)


def _title(entry: Entry, labels: Labels) -> str:
    title = one_line(entry.summary) or labels.untitled
    if entry.cancelled and not title.startswith(labels.cancelled.strip()):
        return labels.cancelled + title
    return title


def _due(start: date) -> date:
    return written_moments(start)[0] if isinstance(start, datetime) else start


def _task_status(entry: Entry) -> str:
    if entry.status is Status.CANCELLED:
        return "CANCELLED"
    return "COMPLETED" if entry.completed else "NEEDS-ACTION"


def _rule(repeat: Repeat, *, all_day: bool) -> dict[str, object]:
    rule: dict[str, object] = {"freq": repeat.frequency.value}
    if repeat.interval > 1:
        rule["interval"] = repeat.interval
    if repeat.count is not None:
        rule["count"] = repeat.count
    if repeat.until is not None:
        # RFC 5545, 3.3.10: a date for whole days, UTC for a start with time zone.
        rule["until"] = repeat.until if all_day else end_of_day(repeat.until)
    return rule


def _alarm(before: timedelta, title: str, kind: Kind) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text_value(title))
    # A task has no start to count from, only the time that it is due.
    related = {"RELATED": "END"} if kind is Kind.TASKS else {}
    alarm.add("trigger", vDDDTypes(-before), parameters=related)
    return alarm
