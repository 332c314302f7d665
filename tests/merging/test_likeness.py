"""What makes two companies a likely double, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from app.companies.rules import folded
from app.merging.blocking import proposals
from app.merging.likeness import Known, Reason, known


def company(number: int, name: str, **over: Any) -> Known:
    """A company of which little is known."""
    values: dict[str, Any] = dict.fromkeys(
        ("cvr", "p_number", "phone", "email", "website", "street", "postal_code"), ""
    )
    return known(number, folded(name), **(values | {"own_operation_of_id": None} | over))


VIBORG, SILKEBORG = {"postal_code": "8800"}, {"postal_code": "8600"}
SQUARE = {"street": "Torvet 1", **VIBORG}
PHONE = {"phone": "+4587654321"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (company(1, "Maler Madsen", **VIBORG), company(2, "Madsen Maler A/S", **VIBORG)),
        (company(1, "Maler Madsen", **VIBORG), company(2, "Malermadsen")),
        (company(1, "Viborg Haveservice", **VIBORG), company(2, "Viborg Haveservcie", **VIBORG)),
        (company(1, "Jensens Eftf.", **SQUARE, **PHONE), company(2, "Jensen VVS", **SQUARE, phone="87 65 43 21")),
        (company(1, "Et navn", p_number="1023456789"), company(2, "Et helt andet", p_number="1023456789")),
        (
            company(1, "Bager Bang", street="Søvej 4 B, 1. th", **VIBORG),
            company(2, "Bager Bang og Søn", street="Søvej 4b", **VIBORG),
        ),
    ],
)
def test_a_double_is_found(one: Known, other: Known) -> None:
    assert [(a.id, b.id) for a, b, _weighed in proposals([one, other])] == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A chain has one name and one web domain in many towns.
        (
            company(1, "Netto", website="www.netto.dk", **VIBORG),
            company(2, "Netto", website="https://netto.dk/", **SILKEBORG),
        ),
        # A branch has a P number of its own.
        (company(1, "Bilka", p_number="1023456789", **VIBORG), company(2, "Bilka", p_number="1023456790", **VIBORG)),
        (company(1, "Boligby Afdeling 12", **VIBORG), company(2, "Boligby Afdeling 14", **VIBORG)),
        # An office shared, a free mail address, two numbers.
        (
            company(1, "Rød Regnskab", street="Torvet 1", **VIBORG),
            company(2, "Grøn Grafik", street="Torvet 1", **VIBORG),
        ),
        (company(1, "A Vask", website="facebook.com/a"), company(2, "B Transport", website="facebook.com/b")),
        (company(1, "VVS Nord", cvr="13585628", **VIBORG), company(2, "VVS Nord", cvr="99999993", **VIBORG)),
        (company(1, "Maler Madsen", **VIBORG), company(2, "Viborg VVS", **VIBORG)),
    ],
)
def test_a_trap_is_left_in_peace(one: Known, other: Known) -> None:
    assert proposals([one, other]) == []


def test_own_operation_is_proposed_only_with_a_word_of_warning() -> None:
    one = company(1, "Viborg Have", **VIBORG, **PHONE)
    other = company(2, "Viborg Have", own_operation_of_id=7, **VIBORG, **PHONE)
    ((_one, _other, weighed),) = proposals([one, other])
    assert weighed.reasons[-1] == Reason.OWN_OPERATION
    assert weighed.score == 72


def test_pairs_that_were_told_apart_stay_away_and_the_surest_comes_first() -> None:
    rows = [
        company(1, "Bager Bang", **VIBORG),
        company(2, "Bager Bang", **VIBORG),
        company(3, "Bager Bang", **VIBORG, **PHONE),
        company(4, "Bager Bang", **VIBORG, **PHONE),
    ]
    found = [(a.id, b.id) for a, b, _weighed in proposals(rows, but=frozenset({(1, 2)}))]
    assert found == [(3, 4), (1, 3), (1, 4), (2, 3), (2, 4)]
