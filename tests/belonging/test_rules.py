"""What is asked about, and what is left in peace."""

from __future__ import annotations

import pytest

from app.belonging.rules import Doubt, DoubtKind, doubts, name_pairs, open_doubts

RESIDENTS = ["amina yusuf", "soeren holm jensen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De vil gerne møde Amina Yusuf i uge 48.", [("resident", "Amina Yusuf")]),
        ("Amina Yusuf kan starte mandag", [("resident", "Amina Yusuf")]),
        ("Søren Jensen og Søren Holm Jensen", [("resident", "Søren Jensen"), ("resident", "Søren Holm Jensen")]),
        ("Vi talte om beboeren Fatma, der gerne vil.", [("person", "beboeren Fatma")]),
        ("Den nye, Bo, har angst og kan få timer.", [("health", "Bo, har angst")]),
        ("Bente lider af gigt", [("health", "Bente lider af gigt")]),
        ("Hun er sygemeldt med stress", [("health", "Hun er sygemeldt"), ("health", "Hun er sygemeldt med stress")]),
        ("Han er født den 3.4.1985 og bor her", [("birth", "født den 3.4.1985")]),
    ],
)
def test_what_speaks_of_a_person_is_asked_about(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.kind.value, d.quote) for d in doubts(text, residents=RESIDENTS)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Stress er et problem for mange i branchen. De har 38 ansatte.",
        "Sygefraværet er højt. Medarbejderne har ofte ondt, og flere er sygemeldte.",
        "Lone Bach ringer i uge 48. De mangler folk til trapper i Viborg.",
        "Bo er ny chef. Han begynder mandag. Branchen er presset, og mange er stressede.",
        "Midtjysk Facade har mange med stress",
        "Amina er ikke nævnt med efternavn",
        "Ring på 86 12 34 56, P-nummer 1012345678",
        "",
    ],
)
def test_what_belongs_in_a_note_is_left_in_peace(text: str) -> None:
    assert doubts(text, residents=RESIDENTS, known=["Midtjysk Facade A/S"]) == []


def test_possible_names_stand_beside_each_other_in_one_sentence() -> None:
    assert name_pairs("Vi så Anne Marie Bo. Viborg og Silkeborg") == [
        ("anne", "marie"),
        ("anne", "bo"),
        ("marie", "bo"),
    ]


def test_an_answer_holds_for_the_same_words_only() -> None:
    first, second = Doubt(DoubtKind.HEALTH, "Bo har angst"), Doubt(DoubtKind.HEALTH, "Bo har gigt")
    assert open_doubts([first, second], {first.mark}) == [second]
    assert Doubt(DoubtKind.HEALTH, "BO har angst").mark == first.mark
