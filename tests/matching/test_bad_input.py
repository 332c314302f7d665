"""What breaks the contract is said in clear words; all else gives a sensible answer and never a high score."""

import dataclasses
import re
from datetime import date

import pytest

from matching import Candidate, FitWord, Hours, Matcher, Opening, Place, TermIndex, UnknownCode, fit_word


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Hours(20, 10), "hours are reversed: low 20 is above high 10"),
        (lambda: Hours(float("nan"), 10), "low must be a number of weekly hours or None, not nan"),
        (lambda: Hours(high=float("inf")), "high must be a number of weekly hours or None, not inf"),
        (lambda: Hours(-1), "low must be between 0 and 168 weekly hours, not -1"),
        (lambda: Hours(10, 20, grow_to=5), "hours cannot grow from 20 down to grow_to 5"),
        (lambda: Hours(grid=frozenset({(7, 0)})), "grid cells are (weekday 0-6, part of day 0-3), not (7, 0)"),
        (lambda: Candidate(id=""), "a candidate needs an id of text, not ''"),
        (lambda: Candidate(id="r", skills="rengøring"), "r: skills must be a tuple of texts, not one text"),
        (lambda: Candidate(id="r", skills=(None,)), "r: skills must hold texts only, not None"),
        (lambda: Candidate(id="r", languages=(("dansk", 6),)), "r: the level of 'dansk' must be 0 to 5, not 6"),
        (lambda: Candidate(id="r", reach_km=float("nan")), "r: reach_km must be a distance of 0 km or more, not nan"),
        (lambda: Opening(id="o", min_age=-3), "o: min_age must be between 0 and 99, not -3"),
        (lambda: Place(91, 0), "latitude must be a number of degrees within ±90, not 91"),
        (lambda: Matcher([Candidate(id="r"), Candidate(id="r")], []), "two candidates have the id 'r'"),
        (lambda: Matcher([], [Opening(id="o"), Opening(id="o")]), "two openings have the id 'o'"),
    ],
)
def test_broken_contracts_are_named(make, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        make()


def test_unknown_ids_are_named():
    ranker = Matcher([Candidate(id="r")], [Opening(id="o")])
    for ask in (lambda: ranker.for_opening("x"), lambda: ranker.for_candidate("x"), lambda: ranker.explain("o", "x")):
        with pytest.raises(KeyError):
            ask()


def test_an_empty_profile_is_not_listed_and_scores_nothing():
    hours = Hours(10, 20, grid=frozenset({(0, 1)}))
    ranker = Matcher(
        [Candidate(id="r", hours=hours, place=Place(56, 10)), Candidate(id="e")],
        [Opening(id="o", title="Rengøringsassistent", hours=hours, place=Place(56, 10)), Opening(id="blank")],
    )
    assert ranker.for_opening("o") == []
    assert ranker.for_candidate("e") == []
    assert ranker.explain("o", "e").score == 0.0
    assert ranker.explain("o", "r").score < 0.3
    assert fit_word(ranker.explain("o", "r")) is FitWord.ASK_FIRST
    assert ranker.explain("blank", "e").score == 0.0


def test_odd_texts_are_ranked_without_harm():
    odd = ("😀🎉", "مرحبا", "Привет уборка", "a" * 10_000, "rengøring " * 1_500, "", "   ", "!!!", "١٢٣", "\x00\x07")
    many = tuple(f"rengøring af rum {i}" for i in range(500))
    ranker = Matcher(
        [Candidate(id="odd", skills=odd, wishes=odd), Candidate(id="many", skills=many)],
        [Opening(id="o", title="Rengøringsassistent", required=("rengøring", *odd))],
    )
    assert [m.candidate_id for m in ranker.for_opening("o")] == ["odd", "many"]
    assert ranker.for_opening("o")[1].score < 0.6


def test_one_word_profiles_get_an_answer():
    ranker = Matcher([Candidate(id="r", skills=("rengøring",))], [Opening(id="o", title="Rengøring")])
    match = ranker.for_opening("o")[0]
    assert match.parts[0].value == 1.0
    assert UnknownCode.WISHES in {unknown.code for unknown in match.unknowns}


def test_the_index_takes_anything():
    index = TermIndex(["rengøring", "", "😀", "rengøring"])
    assert index.search("rengøring", limit=3)[:2] == [(0, 1.0), (3, 1.0)]
    assert index.search("") == []
    assert index.search("😀") == []
    assert index.search("rengøring", limit=0) == []
    assert TermIndex([]).search("rengøring") == []


def test_nothing_protected_has_a_field():
    names = {field.name for kind in (Candidate, Opening, Hours, Place) for field in dataclasses.fields(kind)}
    for word in (
        "name",
        "sex",
        "gender",
        "origin",
        "nationality",
        "ethnic",
        "religion",
        "address",
        "street",
        "health",
        "diagnosis",
        "birth",
        "cpr",
        "email",
        "phone",
    ):
        assert [name for name in names if word in name] == []


def test_a_passed_day_shuts_only_with_a_today():
    job = Opening(id="o", title="Rengøring", deadline=date(2026, 1, 1))
    people = [Candidate(id="r", skills=("rengøring",))]
    assert len(Matcher(people, [job]).for_opening("o")) == 1
    assert Matcher(people, [job], today=date(2026, 1, 2)).for_opening("o") == []
