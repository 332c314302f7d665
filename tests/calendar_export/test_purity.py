"""The package stands alone, and gives the same bytes in every process."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import calendar_export

PACKAGE = Path(calendar_export.__file__).parent
SCRIPT = """
import sys
from datetime import date, datetime, timedelta, timezone
from calendar_export import *
changed = datetime(2026, 2, 27, 14, 5, tzinfo=timezone.utc)
entries = [
    Entry(uid=f"{day}@jobloft.example", start=changed + timedelta(days=day), summary="Besøg 🫐", modified=changed,
          description="æøå " * 40, categories=("b", "a"), created=changed, url="https://jobloft.example/")
    for day in range(400)
]
series = Repeat(Frequency.WEEKLY, 2, until=date(2026, 9, 1))
entries.append(Entry(uid="w", start=date(2026, 4, 1), repeat=series, modified=changed))
calendar = Calendar("Jobløft", entries, color="teal", alarms=Alarms(timedelta(minutes=5), timedelta(hours=15)))
sys.stdout.buffer.write(render(calendar, now=changed))
person = Person("a@b.dk", "Åse")
people = {"organizer": person, "attendees": [person]}
sys.stdout.buffer.write(render_invitation(entries[0], method=Method.REQUEST, now=changed, **people))
"""


def output(**environment: str) -> bytes:
    """What another process writes."""
    settings = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), **environment}
    command = [sys.executable, "-W", "error", "-c", SCRIPT]
    return subprocess.run(command, env=settings, capture_output=True, check=True).stdout


def test_equal_bytes_under_every_hash_seed_zone_and_locale():
    first = output(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert first.count(b"BEGIN:VEVENT\r\n") == 402
    assert output(PYTHONHASHSEED="1", TZ="America/Nuuk", LC_ALL="C.UTF-8") == first
    assert output(PYTHONHASHSEED="4242", TZ="Asia/Tokyo", PYTHONOPTIMIZE="2") == first


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_only_the_standard_library_and_icalendar_are_imported(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots = {name.split(".")[0] for name in imported}
    assert roots - set(sys.stdlib_module_names) - {"icalendar", "calendar_export"} == set()


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_nobody_here_reads_the_clock(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert called & {"now", "utcnow", "today", "time_ns", "localtime"} == set()
