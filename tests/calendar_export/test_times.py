"""How days and moments are written, through both changes of the clock."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest

from calendar_export import Frequency, Repeat
from calendar_export.times import VTIMEZONE
from tests.calendar_export.reading import COPENHAGEN, component, local, make_entry, only, rendered

ON_THE_CLOCK = ";TZID=Europe/Copenhagen:"


def span(start, end):
    """What DTSTART and DTEND say."""
    start_line, end_line = only(component(rendered(make_entry(start=start, end=end))), "DTSTART", "DTEND")
    return start_line.removeprefix("DTSTART"), end_line.removeprefix("DTEND")


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (local(2026, 3, 28, 23), local(2026, 3, 29, 6), ("20260328T230000", "20260329T060000")),
        (local(2026, 3, 29, 1, 59), local(2026, 3, 29, 3), ("20260329T015900", "20260329T030000")),
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            ("20260329T013000", "20260329T030000"),
        ),
        (local(2026, 10, 24, 23), local(2026, 10, 25, 3), ("20261024T230000", "20261025T030000")),
        (local(2026, 10, 25, 1, 59), local(2026, 10, 25, 4), ("20261025T015900", "20261025T040000")),
        (
            datetime(2026, 7, 1, 7, tzinfo=UTC),
            datetime(2026, 7, 1, 8, tzinfo=UTC),
            ("20260701T090000", "20260701T100000"),
        ),
        (
            datetime(2026, 1, 1, 7, tzinfo=UTC),
            datetime(2026, 1, 1, 8, tzinfo=UTC),
            ("20260101T080000", "20260101T090000"),
        ),
    ],
)
def test_moments_stand_on_copenhagens_clock(start, end, written):
    assert span(start, end) == (ON_THE_CLOCK + written[0], ON_THE_CLOCK + written[1])


def test_any_zone_is_understood():
    greenland = timezone(timedelta(hours=-2))
    assert span(datetime(2026, 7, 1, 5, tzinfo=greenland), None)[0] == ON_THE_CLOCK + "20260701T090000"


def test_a_time_that_the_clock_skips_is_moved_past_the_gap():
    assert span(local(2026, 3, 29, 2, 30), local(2026, 3, 29, 5))[0] == ON_THE_CLOCK + "20260329T033000"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (local(2026, 10, 25, 2), local(2026, 10, 25, 4), (":20261025T000000Z", ":20261025T030000Z")),
        (local(2026, 10, 25, 2, fold=1), local(2026, 10, 25, 4), (":20261025T010000Z", ":20261025T030000Z")),
        (local(2026, 10, 25, 1), local(2026, 10, 25, 2, 30), (":20261024T230000Z", ":20261025T003000Z")),
        # Later on the clock, earlier in time.
        (local(2026, 10, 25, 2, 50), local(2026, 10, 25, 2, 10, fold=1), (":20261025T005000Z", ":20261025T011000Z")),
    ],
)
def test_the_hour_that_comes_twice_is_written_in_utc(start, end, written):
    assert span(start, end) == written


def test_times_before_the_two_rules_hold_are_written_in_utc():
    assert span(local(1995, 10, 3, 9), local(1995, 10, 3, 10)) == (":19951003T080000Z", ":19951003T090000Z")


@pytest.mark.parametrize("end", [None, local(2026, 3, 10, 9), local(2026, 3, 10, 9) + timedelta(microseconds=7)])
def test_a_moment_without_length_takes_half_an_hour(end):
    assert span(local(2026, 3, 10, 9), end) == (ON_THE_CLOCK + "20260310T090000", ON_THE_CLOCK + "20260310T093000")


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2026, 6, 5), None, ("20260605", "20260606")),
        (date(2026, 6, 5), date(2026, 6, 5), ("20260605", "20260606")),
        (date(2026, 6, 5), date(2026, 6, 6), ("20260605", "20260606")),
        (date(2026, 10, 12), date(2026, 10, 17), ("20261012", "20261017")),
        (date(2026, 12, 31), None, ("20261231", "20270101")),
    ],
)
def test_days_have_an_exclusive_end(start, end, written):
    assert span(start, end) == (";VALUE=DATE:" + written[0], ";VALUE=DATE:" + written[1])


@pytest.mark.parametrize(
    ("start", "repeat", "rule"),
    [
        (local(2026, 3, 17, 14), Repeat(Frequency.WEEKLY), "FREQ=WEEKLY"),
        (local(2026, 3, 17, 14), Repeat(Frequency.MONTHLY, interval=2, count=5), "FREQ=MONTHLY;COUNT=5;INTERVAL=2"),
        (local(2026, 3, 17, 14), Repeat(Frequency.DAILY, until=date(2026, 7, 1)), "FREQ=DAILY;UNTIL=20260701T215959Z"),
        (
            local(2026, 3, 17, 14),
            Repeat(Frequency.WEEKLY, until=date(2026, 12, 1)),
            "FREQ=WEEKLY;UNTIL=20261201T225959Z",
        ),
        (local(2026, 3, 17, 14), Repeat(Frequency.DAILY, until=date(2026, 3, 17)), "FREQ=DAILY;UNTIL=20260317T225959Z"),
        (date(2026, 9, 1), Repeat(Frequency.YEARLY, until=date(2029, 9, 1)), "FREQ=YEARLY;UNTIL=20290901"),
    ],
)
def test_pure_series(start, repeat, rule):
    entry = make_entry(start=start, end=None, repeat=repeat)
    assert only(component(rendered(entry)), "RRULE") == [f"RRULE:{rule}"]


def test_the_zone_byte_for_byte():
    assert VTIMEZONE.decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Copenhagen",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize(("month", "hour", "before"), [(3, 2, 1), (10, 3, 2)])
def test_what_the_zone_says_is_when_denmark_changes_its_clocks(month, hour, before):
    for year in range(1997, 2100):
        last_sunday = max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)
        onset = datetime(year, month, last_sunday.day, hour, tzinfo=UTC) - timedelta(hours=before)
        around = [(onset + step).astimezone(COPENHAGEN).utcoffset() for step in (-timedelta(seconds=1), timedelta())]
        assert around == [timedelta(hours=before), timedelta(hours=3 - before)]


@pytest.mark.parametrize("month", [3, 10])
@pytest.mark.parametrize("year", [1997, 2026, 2037, 2038, 2099])
def test_another_reader_of_the_zone_gets_every_hours_offset(year, month):
    zone = icalendar.Timezone.from_ical(VTIMEZONE).to_tz(lookup_tzid=False)
    hours = [datetime(year, month, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(31 * 24)]
    walls = [moment.astimezone(COPENHAGEN) for moment in hours]
    # The hour that comes twice is never written on the clock.
    clear = [wall for wall in walls if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset()]
    assert len(clear) == 31 * 24 - (2 if month == 10 else 0)
    assert [wall.replace(tzinfo=zone).utcoffset() for wall in clear] == [wall.utcoffset() for wall in clear]
