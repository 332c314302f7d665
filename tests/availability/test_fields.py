"""Hours as people write them, and the week as ticked boxes."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.availability.fields import GridField, HoursField, not_below


class Week(Form):
    """Two hours and a grid, without the application's keys."""

    low = HoursField("Fra")
    high = HoursField("Til", [not_below("low", "for få")])
    grid = GridField("Hvornår", unknown_label="Ved ikke")


def filled(**typed: str | list[str]) -> Week:
    pairs = [(name, v) for name, value in typed.items() for v in ([value] if isinstance(value, str) else value)]
    return Week(MultiDict(pairs))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("7", 7.0), ("7,5", 7.5), ("7.5", 7.5), (" 7½ ", 7.5), ("0", 0.0), ("60", 60.0), ("37,25", 37.25), ("", None)],
)
def test_hours_are_read_as_danes_write_them(typed: str, hours: float | None) -> None:
    form = filled(low=typed)
    assert form.validate(), form.errors
    assert form.low.data == hours


@pytest.mark.parametrize("typed", ["otte", "-3", "7,5,5", "1e3", "nan", "inf", "60,5", "999", "٣", "7;5", "1000000000"])
def test_what_is_no_number_of_hours_is_refused_and_kept(app, typed: str) -> None:
    with app.test_request_context():
        form = filled(low=typed)
        assert not form.validate()
        assert len(form.errors["low"]) == 1
        assert form.low._value() == typed


def test_hours_are_shown_with_a_comma(app) -> None:
    with app.test_request_context():
        assert Week(data={"low": 7.5, "high": 8.0}).low._value() == "7,5"
        assert Week(data={"high": 8.0}).high._value() == "8"
        assert Week().low._value() == ""


@pytest.mark.parametrize(
    ("low", "high", "faults"),
    [("8", "6", {"high": ["for få"]}), ("6", "6", {}), ("", "6", {}), ("6", "", {}), ("x", "6", None)],
)
def test_from_above_to_is_told_at_to(app, low: str, high: str, faults: dict[str, list[str]] | None) -> None:
    with app.test_request_context():
        form = filled(low=low, high=high)
        form.validate()
        assert form.errors == faults if faults is not None else list(form.errors) == ["low"]


@pytest.mark.parametrize(
    ("ticked", "week"),
    [
        (["shown", "unknown"], None),
        (["shown"], []),
        (["shown", "6-3", "0-1", "0-1"], [[0, 1], [6, 3]]),
        (["shown", "unknown", "2-0"], [[2, 0]]),
    ],
)
def test_a_week_is_known_empty_or_unknown(ticked: list[str], week: list[list[int]] | None) -> None:
    form = filled(grid=ticked)
    assert form.validate()
    assert form.grid.data == week


@pytest.mark.parametrize("forged", ["7-0", "0-4", "-1-0", "x", "0", "0-1-2", "0-", "１-1x"])
def test_a_forged_cell_is_refused(app, forged: str) -> None:
    with app.test_request_context():
        form = filled(grid=["shown", forged])
        assert not form.validate()
        assert len(form.errors["grid"]) == 1


def test_a_form_without_the_table_leaves_the_week_as_it_was() -> None:
    assert Week(MultiDict({"low": "3"}), data={"grid": [[1, 2]]}).grid.data == [[1, 2]]


def test_a_row_kept_in_another_order_is_the_same_week() -> None:
    assert Week(data={"grid": [[6, 3], [0, 1], [6, 3]]}).grid.data == [[0, 1], [6, 3]]
