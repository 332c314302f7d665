"""Days are read out of Danish sentences, with the words that say them."""

from __future__ import annotations

from datetime import date

import pytest

from app.visits.closing_proposals import next_contact_in
from app.visits.said_days import SaidDay, said_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "words", "day"),
    [
        ("på tirsdag", "på tirsdag", date(2026, 12, 1)),
        ("i morgen", "i morgen", date(2026, 11, 25)),
        ("i dag", "i dag", TODAY),
        ("i denne uge", "i denne uge", date(2026, 11, 27)),
        ("i næste uge", "i næste uge", date(2026, 12, 4)),
        ("d. 2/11", "d. 2/11", date(2027, 11, 2)),
        ("senest 31.12.2026", "senest 31.12.2026", date(2026, 12, 31)),
        ("d.5/1-27", "d.5/1-27", date(2027, 1, 5)),
        # Hours, amounts and parts are no days.
        ("kl. 10.10 på torsdag", "på torsdag", date(2026, 11, 26)),
        ("torsdag fra 9.30", "torsdag", date(2026, 11, 26)),
        ("om 7.5 timer i januar", "i januar", date(2027, 1, 29)),
        ("om 1/2 stilling i januar", "i januar", date(2027, 1, 29)),
        ("den 3. december", "den 3. december", date(2026, 12, 3)),
        ("inden jul", "inden jul", date(2026, 12, 23)),
        ("lige efter nytår", "lige efter nytår", date(2027, 1, 8)),
        ("før sommerferien", "før sommerferien", date(2027, 6, 25)),
        ("i uge 50", "i uge 50", date(2026, 12, 11)),
        ("i uge 3", "i uge 3", date(2027, 1, 22)),
        ("om 14 dage", "om 14 dage", date(2026, 12, 8)),
        ("om en uges tid", "om en uges tid", date(2026, 12, 1)),
        ("om tre måneder", "om tre måneder", date(2027, 2, 24)),
        ("i næste måned", "i næste måned", date(2026, 12, 31)),
        ("inden månedens udgang", "inden månedens udgang", date(2026, 11, 30)),
        ("i januar", "i januar", date(2027, 1, 29)),
    ],
)
def test_a_day_is_read_with_the_words_it_came_from(said: str, words: str, day: date) -> None:
    assert said_day(f"Vi ringer {said} om det", TODAY) == SaidDay(day, words)


@pytest.mark.parametrize(
    "said", ["31/2", "snart", "3.11.2026", "når der er tid", "om 3 mand", "uge 60", "på 20.12.34.56"]
)
def test_what_names_no_day_ahead_proposes_none(said: str) -> None:
    assert said_day(f"Vi ringer {said}", TODAY) is None


def test_a_week_that_only_next_year_has_is_next_years() -> None:
    assert said_day("vi ses i uge 53", date(2025, 12, 1)) == SaidDay(date(2027, 1, 1), "i uge 53")


def test_the_next_contact_is_read_from_the_sentence_that_speaks_of_again() -> None:
    note = ["De får travlt i marts.", "Aftalt at vi ses igen inden jul."]
    assert next_contact_in(note, TODAY) == SaidDay(date(2026, 12, 23), "inden jul")
    assert next_contact_in(note[:1], TODAY) is None


@pytest.mark.parametrize(
    ("said", "day"), [("i morgen", None), ("d. 20/11", None), ("om en uge", TODAY), ("om 14 dage", date(2026, 12, 1))]
)
def test_a_note_that_is_closed_later_is_read_from_the_day_of_the_visit(said: str, day: date | None) -> None:
    found = said_day(f"Vi ringer {said}", TODAY, said_on=date(2026, 11, 17))
    assert (found.day if found else None) == day
