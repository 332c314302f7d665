"""Two write in one note: what becomes of each field."""

from __future__ import annotations

import pytest

from app.visits.merging import merge, sign, signs


@pytest.mark.parametrize(
    ("base", "mine", "present", "kept", "contested"),
    [
        ("før", "mit", "før", "mit", None),
        ("før", "før", "deres", "deres", None),
        ("før", "mit", "deres", "deres", "deres"),
        ("før", "ens", "ens", "ens", None),
        ("før", "", "før", "", None),
        ("før", "", "deres", "deres", "deres"),
        ("før", "mit", "", "", ""),
        ("", "mit", "", "mit", None),
    ],
)
def test_a_field_goes_to_the_one_who_touched_it(
    base: str, mine: str, present: str, kept: str, contested: str | None
) -> None:
    merged = merge({"x": sign(base)}, {"x": mine}, {"x": present})
    assert (merged.values, merged.contested) == ({"x": kept}, {} if contested is None else {"x": contested})


def test_a_page_that_remembers_nothing_began_from_empty_fields() -> None:
    merged = merge({}, {"a": "", "b": "mit", "c": "mit"}, {"a": "deres", "b": "deres", "c": "", "d": "d"})
    assert (merged.values, merged.contested) == ({"a": "deres", "b": "deres", "c": "mit", "d": "d"}, {"b": "deres"})


@pytest.mark.parametrize(
    ("base", "mine", "present", "kept"),
    [
        ("order", "order,step", "order", "order,step"),
        ("order", "", "order,step", "step"),
        ("", "order", "step", "step,order"),
        ("order,step", "step", "", ""),
    ],
)
def test_ticks_never_contest(base: str, mine: str, present: str, kept: str) -> None:
    merged = merge({"x": base}, {"x": mine}, {"x": present}, lists={"x"})
    assert (merged.values, merged.contested) == ({"x": kept}, {})


def test_the_sign_of_ticks_is_the_ticks() -> None:
    assert signs({"a": "tekst", "b": "order"}, lists={"b"}) == {"a": sign("tekst"), "b": "order"}
