"""Real words are no slips of each other, a swap is one slip, and compounds written apart are read as one word."""

import numpy as np
import pytest

from matching import BlockerCode, Candidate, Matcher, Opening, Vocabulary
from matching.real_words import RealWords
from matching.state import WORD_FLOOR
from matching.weights import Weights
from matching.word_groups import word_groups
from matching.word_space import SLIP, UNIT, WordSpace


@pytest.fixture(scope="module")
def real() -> RealWords:
    return RealWords(Vocabulary.load_default())


@pytest.fixture(scope="module")
def space(real: RealWords) -> WordSpace:
    vocabulary = Vocabulary.load_default()
    weights = Weights.of_texts(vocabulary.forms(), vocabulary)
    return WordSpace(weights.gram_idf, word_groups(vocabulary.word_groups), real=real)


@pytest.mark.parametrize(("one", "other"), [("rejer", "lejer"), ("lager", "bager"), ("pasning", "pakning")])
def test_two_real_words_are_no_slip_of_each_other(space: WordSpace, one: str, other: str) -> None:
    left, right = (np.array([space.id(word)]) for word in (one, other))
    assert space.pairs(left, right, WORD_FLOOR)[0] < SLIP * UNIT


@pytest.mark.parametrize(("slip", "word"), [("trukc", "truck"), ("lagre", "lager"), ("rengørring", "rengøring")])
def test_a_slip_is_found_by_both_ways_of_looking(space: WordSpace, slip: str, word: str) -> None:
    left, right = (np.array([space.id(found)]) for found in (slip, word))
    assert space.pairs(left, right, WORD_FLOOR)[0] >= round(SLIP * UNIT)
    assert space.between(left, right, WORD_FLOOR).toarray()[0, 0] >= round(SLIP * UNIT)


@pytest.mark.parametrize(
    ("apart", "whole"),
    [
        ("dør mand i byen", "dørmand i byen"),
        ("dør mand", "dør mand"),
        ("rengørings assistent", "rengøringsassistent"),
        ("rengøring assistent", "rengøringsassistent"),
        ("passe børn", "passe børn"),
        ("gå på lager", "gå på lager"),
    ],
)
def test_a_compound_is_joined_when_it_is_known(real: RealWords, apart: str, whole: str) -> None:
    assert real.joined(apart) == whole


def test_what_the_vocabulary_writes_apart_stays(real: RealWords) -> None:
    assert [form for form in Vocabulary.load_default().forms() if real.joined(form.casefold()) != form.casefold()] == []


def test_a_no_leaves_open_what_is_only_near_and_wished() -> None:
    titles = ("Lagermedarbejder", "Truckfører", "Lager- og truckmedarbejder")
    person = Candidate(id="r", wishes=("ikke truck men lager er ok",))
    ranker = Matcher([person], [Opening(id=title, title=title) for title in titles])
    assert [match.opening_id for match in ranker.for_candidate("r")] == ["Lagermedarbejder"]
    told = {title: [blocker.code for blocker in ranker.explain(title, "r").blockers] for title in titles}
    assert told == {titles[0]: [], titles[1]: [BlockerCode.JOB_REFUSED], titles[2]: [BlockerCode.JOB_REFUSED]}
