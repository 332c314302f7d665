"""Counts of residents who could fit: by beginnings of words, nothing under five."""

from __future__ import annotations

import pytest

from app.residents.models import Wish
from app.visits.fitting import FittingKind, fitting_kinds, shown_count, stems
from tests.factories import make_resident


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rengøringsassistent", {"rengør"}),
        ("Lagermedarbejder", {"lager"}),
        ("Køkken og kantine", {"køkken", "kantin"}),
        ("Diverse arbejde", set()),
        ("", set()),
    ],
)
def test_stems_are_beginnings_of_meaningful_words(text: str, expected: set[str]) -> None:
    assert stems(text) == expected


@pytest.mark.parametrize(("count", "shown"), [(0, None), (4, None), (5, 5), (80, 80)])
def test_nothing_under_five_is_shown(count: int, shown: int | None) -> None:
    assert shown_count(count) == shown


def test_only_active_residents_who_want_it_are_counted_once_each(session, personas) -> None:
    plan, other = personas.organisation_of["plan"], personas.organisation_of["other_plan"]
    for n in range(5):
        resident = make_resident(session, organisation_id=plan if n else other, name=f"B {n}")
        session.add_all(
            Wish(resident_id=resident.id, position=p, text=t) for p, t in enumerate(("Rengøring på skole", "rengøring"))
        )
    gone = make_resident(session, organisation_id=plan, active=False)
    never = make_resident(session, organisation_id=plan)
    session.add(Wish(resident_id=gone.id, position=1, text="Rengøring"))
    session.add(Wish(resident_id=never.id, position=1, text="Rengøring", refused=True))
    session.flush()
    found = fitting_kinds(session, ["Rengøring", "Rengøring", "Skolebetjent", "", "Job"])
    assert found == [FittingKind("Rengøring", 5), FittingKind("Skolebetjent", None)]
