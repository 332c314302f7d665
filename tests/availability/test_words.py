"""The week and the hours as people say them in Danish."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.availability.grid import days_by_parts, normal
from app.availability.words import grid_words, hours_words


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (None, ""),
        ([], "ikke på noget tidspunkt"),
        ([[day, 1] for day in range(5)], "hverdage om dagen"),
        ([[day, 1] for day in range(7)], "alle dage om dagen"),
        ([[5, 2], [6, 2]], "weekend om aftenen"),
        ([[1, 0], [3, 0]], "tirsdag og torsdag tidligt om morgenen"),
        ([[day, 1] for day in range(4)], "mandag–torsdag om dagen"),
        ([[0, 1], [2, 1], [4, 1]], "mandag, onsdag og fredag om dagen"),
        ([[5, part] for part in range(4)], "lørdag hele døgnet"),
        ([*([day, 2] for day in range(5)), [5, 1], [5, 2]], "hverdage om aftenen; lørdag om dagen og om aftenen"),
        ([[6, 3]], "søndag om natten"),
    ],
)
def test_a_week_in_words(app, cells: list[list[int]] | None, words: str) -> None:
    with app.test_request_context():
        assert grid_words(cells) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ((6.0, 8.0, None, None), "6–8 timer om ugen"),
        ((7.5, 7.5, None, None), "7,5 timer om ugen"),
        ((1.0, 1.0, None, None), "1 time om ugen"),
        ((None, 10.0, None, None), "op til 10 timer om ugen"),
        ((0.0, 20.0, None, None), "op til 20 timer om ugen"),
        ((5.0, None, None, None), "mindst 5 timer om ugen"),
        ((6.0, 6.0, 10.0, 12), "6 timer om ugen, kan vokse til 10 timer på 12 uger"),
        ((6.0, 6.0, 10.0, 1), "6 timer om ugen, kan vokse til 10 timer på 1 uge"),
        ((None, None, 20.0, None), "kan vokse til 20 timer"),
        ((None, None, None, None), ""),
    ],
)
def test_weekly_hours_in_words(app, hours: tuple[float | None, ...], words: str) -> None:
    names = ("hours_low", "hours_high", "hours_grow_to", "hours_grow_weeks")
    with app.test_request_context():
        assert hours_words(SimpleNamespace(**dict(zip(names, hours, strict=True)))) == words


def test_a_normal_week_is_in_order_without_doubles() -> None:
    assert normal([[6, 0], [0, 3], [0, 1], [6, 0]]) == [[0, 1], [0, 3], [6, 0]]


@pytest.mark.parametrize("cell", [[7, 0], [0, 4], [-1, 0], [0, -1]])
def test_a_cell_outside_the_week_is_refused(cell: list[int]) -> None:
    with pytest.raises(ValueError, match="outside the week"):
        normal([cell])


def test_days_that_are_alike_stand_together() -> None:
    assert days_by_parts([[0, 1], [5, 2], [1, 1]]) == [((0, 1), (1,)), ((5,), (2,))]
