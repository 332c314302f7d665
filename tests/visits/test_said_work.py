"""Work is read out of Danish sentences: a title, and how many are needed."""

from __future__ import annotations

import pytest

from app.visits.said_work import SaidWork, said_work


@pytest.mark.parametrize(
    ("sentence", "title", "count"),
    [
        ("De mangler to til snerydning, 8-12 timer om ugen", "Snerydning", 2),
        ("Kim mangler én der kan dække af og rydde op, 6-10 timer", "Dække af og rydde op", 1),
        ("Mangler tre på varebil", "Varebil", 3),
        ("Vi kan bruge 12 pakkere op til jul", "Pakkere", 12),
        ("Mangler truckførere hele året", "Truckførere", 1),
        ("De har brug for hjælp til opvasken om aftenen", "Opvasken", 1),
        ("De mangler to til foldning mandag til onsdag kl. 8-12, ca. 12 timer", "Foldning", 2),
        ("De mangler en til madpakker om lørdagen", "Madpakker", 1),
        ("Har også en lille opgave: aflevere vasketøj et par timer om ugen", "Aflevere vasketøj", 1),
        ("De har en opgave med at vande blomster nogle få timer om ugen", "Vande blomster", 1),
        ("Han leder efter en stabil til opvask 10-15 timer", "Opvask", 1),
        ("De mangler ikke chauffører, men kan bruge to pakkere", "Pakkere", 2),
    ],
)
def test_a_title_and_how_many_are_read(sentence: str, title: str, count: int) -> None:
    assert said_work(sentence) == SaidWork(title, count)


@pytest.mark.parametrize("sentence", ["De mangler 10-15 timer om ugen", "De mangler folk", "Hun mangler hver weekend"])
def test_without_a_title_the_sentence_stands(sentence: str) -> None:
    assert said_work(sentence) == SaidWork(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "De har to på varebil",
        "De har mange opgaver hos kommunen",
        "De har ikke nogen opgaver, der passer",
        "De mangler ikke nogen lige nu",
        "Hun søger for tiden ingen",
    ],
)
def test_no_need_is_no_work(sentence: str) -> None:
    assert said_work(sentence) is None
