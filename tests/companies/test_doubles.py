"""Companies are found again by number and by similar names."""

from __future__ import annotations

import pytest

from app.companies import doubles
from tests.companies.counting import statements
from tests.factories import make_company

TAKEN = "13585628"


def found_for(session, name: str, cvr: str | None = None) -> tuple[str | None, list[str]]:
    found = doubles.find(session, name=name, cvr=cvr)
    return (found.same_number.name if found.same_number else None), [row.name for row in found.similar]


@pytest.mark.parametrize(
    "typed",
    [
        "maler madsen",
        "Madsen Maler A/S",
        "Maler Madsen & Søn ApS",
        "Maler Madsn",
        "MalerMadsen",
        "Malermadsen I/S",
    ],
)
def test_names_that_may_be_the_same_company_are_shown(session, typed: str) -> None:
    make_company(session, name="Maler Madsen ApS")
    make_company(session, name="Viborg VVS")
    assert found_for(session, typed) == (None, ["Maler Madsen ApS"])


@pytest.mark.parametrize("typed", ["Maler Jensen", "Madsens Tømrerforretning", "Viborg El", "Rengøring", ""])
def test_other_names_are_left_in_peace(session, typed: str) -> None:
    make_company(session, name="Maler Madsen ApS")
    make_company(session, name="Viborg VVS")
    assert found_for(session, typed) == (None, [])


@pytest.mark.parametrize("typed", [TAKEN, "DK13585628", "DK 13 58 56 28", "13 58 56 28"])
def test_the_number_finds_its_company_however_it_is_written(session, typed: str) -> None:
    make_company(session, name="Byens Bager", cvr=TAKEN)
    assert found_for(session, "Noget helt andet", typed) == ("Byens Bager", [])


def test_the_likest_comes_first_and_at_most_five(session) -> None:
    for name in ("Viborg Have Service", "Viborg Haveservice", *(f"Viborg Haveservice {n}" for n in range(6))):
        make_company(session, name=name)
    similar = found_for(session, "Viborg Haveservice")[1]
    assert similar[:2] == ["Viborg Have Service", "Viborg Haveservice"]
    assert len(similar) == 5


def test_a_company_is_not_its_own_double(session) -> None:
    company = make_company(session, name="Byens Bager", cvr=TAKEN)
    assert doubles.find(session, name="Byens Bager", cvr=TAKEN, but=company.id) == doubles.Doubles()


def test_looking_costs_three_questions_however_many_companies(app, session) -> None:
    for number in range(30):
        make_company(session, name=f"Haveservice {number}")
    with statements(app) as sent:
        doubles.find(session, name="Haveservice 7", cvr=TAKEN)
    assert len(sent) == 3
