"""The table of towns holds together."""

from __future__ import annotations

import csv

from app.places.towns import TABLE, town_at, towns


def test_codes_are_unique_and_coordinates_lie_in_jutland() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        codes = [row["postal_code"] for row in csv.DictReader(file)]
    assert len(codes) == len(set(codes)) == len(towns()) >= 120
    outside = [t for t in towns().values() if not (55.5 < t.latitude < 57.3 and 8.0 < t.longitude < 11.0)]
    assert outside == []


def test_a_town_is_found_by_its_code_and_an_unknown_code_is_no_place() -> None:
    viborg = town_at("8800")
    assert viborg is not None
    assert (viborg.name, viborg.latitude, viborg.longitude) == ("Viborg", 56.45, 9.4)
    assert (town_at("0000"), town_at("")) == (None, None)
