"""Small factories, and a reader of iCalendar lines that shares nothing with the renderer."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from calendar_export import Calendar, Entry, render

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
CHANGED = datetime(2026, 2, 27, 14, 5, tzinfo=UTC)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, fold: int = 0) -> datetime:
    """A moment on Copenhagen's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN, fold=fold)


def make_entry(**overrides: Any) -> Entry:
    """A visit of one hour on an ordinary Tuesday."""
    fields: dict[str, Any] = {
        "uid": "visit-1@jobloft.example",
        "start": local(2026, 3, 10, 9),
        "end": local(2026, 3, 10, 10),
        "summary": "Virksomhedsbesøg",
        "modified": CHANGED,
    }
    return Entry(**{**fields, **overrides})


def rendered(*entries: Entry, **options: Any) -> bytes:
    """The feed of these entries."""
    return render(Calendar(name="Jobløft", entries=entries, **options), now=NOW)


def lines_of(body: bytes) -> list[str]:
    """The unfolded lines; every rule about lines is asserted on the way."""
    assert body.endswith(b"\r\n")
    physical = body[:-2].split(b"\r\n")
    assert [line for line in physical if len(line) > 75 or not line.strip()] == []
    assert [line for line in physical if re.search(rb"[\x00-\x1f\x7f]", line)] == []
    for line in physical:
        line.decode()  # a fold inside a character would not decode
    return body[:-2].replace(b"\r\n ", b"").decode().split("\r\n")


def component(body: bytes, kind: str = "VEVENT") -> list[str]:
    """The lines inside the only component of its kind."""
    lines = lines_of(body)
    assert lines.count(f"BEGIN:{kind}") == 1
    return lines[lines.index(f"BEGIN:{kind}") + 1 : lines.index(f"END:{kind}")]


def only(lines: Sequence[str], *names: str) -> list[str]:
    """The lines of these properties, in the order in which they stand."""
    return [line for line in lines if re.split("[;:]", line, maxsplit=1)[0] in names]


def names_of(lines: Sequence[str]) -> list[str]:
    """The property names, in the order in which they stand."""
    return [re.split("[;:]", line, maxsplit=1)[0] for line in lines]


def unescaped(value: str) -> str:
    """The text that an escaped value stands for [RFC 5545, 3.3.11]."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value, re.DOTALL), value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)
