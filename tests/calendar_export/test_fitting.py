"""Feeds that would grow over what clients accept."""

from datetime import date, timedelta

import pytest

from calendar_export import Calendar, Frequency, Repeat, render, render_fitting
from tests.calendar_export.reading import NOW, lines_of, make_entry, only

TODAY = date(2026, 3, 2)


def calendar(*offsets, **extra):
    """All-day entries that many days from today, named by them."""
    entries = [make_entry(uid=str(days), start=TODAY + timedelta(days=days), end=None) for days in offsets]
    return Calendar(name="Jobløft", entries=[*entries, *extra.values()])


def kept(fitted):
    """The uids that a feed holds."""
    return [line.removeprefix("UID:") for line in only(lines_of(fitted.body), "UID")]


def test_what_fits_is_rendered_whole():
    everything = calendar(-3, 0, 5)
    fitted = render_fitting(everything, now=NOW)
    assert (fitted.body, fitted.left_out) == (render(everything, now=NOW), 0)


@pytest.mark.parametrize(
    ("count", "uids"),
    [
        (0, []),
        (1, ["0"]),
        (2, ["0", "5"]),
        (3, ["0", "5", "400"]),
        (4, ["-3", "0", "5", "400"]),
        (5, ["-90", "-3", "0", "5", "400"]),
    ],
)
def test_the_oldest_go_first_and_then_the_furthest(count, uids):
    fitted = render_fitting(calendar(400, -90, 0, 5, -3), now=NOW, count=count)
    assert (kept(fitted), fitted.left_out) == (uids, 5 - count)


def test_a_size_is_kept_to_the_octet():
    three, two = (len(render(calendar(*days), now=NOW)) for days in ((1, 2, 3), (1, 2)))
    sizes = {size: render_fitting(calendar(1, 2, 3), now=NOW, size=size) for size in (three, three - 1, two, two - 1)}
    assert {size: kept(fitted) for size, fitted in sizes.items()} == {
        three: ["1", "2", "3"],
        three - 1: ["1", "2"],
        two: ["1", "2"],
        two - 1: ["1"],
    }


def test_a_running_series_is_not_old():
    series = make_entry(uid="series", start=TODAY - timedelta(days=900), end=None, repeat=Repeat(Frequency.WEEKLY))
    assert kept(render_fitting(calendar(1, -1, series=series), now=NOW, count=2)) == ["series", "1"]


def test_a_limit_below_an_empty_calendar_is_an_error():
    with pytest.raises(ValueError, match=r"^an empty calendar is longer than 100 octets$"):
        render_fitting(calendar(), now=NOW, size=100)
