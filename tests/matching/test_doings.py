"""A doing and its thing are one, in any order, form and number; the files that say so hold together."""

from __future__ import annotations

import pytest

from matching import Candidate, Matcher, Opening, Vocabulary
from matching.derivation import forms_of, thing_key
from matching.doings import Doings
from matching.text import fold, fold_many

SAME = [
    ("rydde sne", "sne rydder", "snerydning", "har ryddet sneen", "snerydder"),
    ("vaske trapper", "trappevask", "trapper vaske", "jeg vasker trappen"),
    ("male vægge", "vægmaling", "maling af vægge", "malling af væggene"),
    ("passe børn", "børnepasning", "pasning af børn"),
    ("klippe hæk", "hækklipning", "hækken klippet"),
    ("køre kød ud til butikker", "kød køre ud", "udkørsel af kød"),
]
THINGS = [("butikkerne", "butik"), ("køerne", "ko"), ("kabler", "kabel"), ("computere", "computer"), ("børn", "barn")]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load_default()


@pytest.fixture(scope="module")
def doings(vocabulary: Vocabulary) -> Doings:
    forms = [(form, at) for at, term in enumerate(vocabulary.terms) for form in (term.term, *term.also)]
    folded = fold_many([form for form, _ in forms])
    numbers = {term.id: at for at, term in enumerate(vocabulary.terms)}
    jobs = {at for at, term in enumerate(vocabulary.terms) if term.kind == "title"}
    return Doings(vocabulary.doings, zip(folded, (at for _, at in forms), strict=True), numbers, jobs)


def meant(doings: Doings, vocabulary: Vocabulary, text: str) -> set[str]:
    return {vocabulary.terms[term].id for term in doings.meant(fold(text))}


@pytest.mark.parametrize("said", SAME, ids=lambda said: said[0])
def test_order_form_and_number_change_nothing(said: tuple[str, ...], doings: Doings, vocabulary: Vocabulary) -> None:
    first, *others = (meant(doings, vocabulary, text) for text in said)
    assert first
    assert [text for text, found in zip(said[1:], others, strict=True) if found != first] == []


def test_the_verb_decides_and_the_place_only_says_where(doings: Doings, vocabulary: Vocabulary) -> None:
    assert meant(doings, vocabulary, "gøre rent på skole") == {"skolerengoering"}
    assert "butiksassistent" not in meant(doings, vocabulary, "køre kød ud til butikker")
    assert meant(doings, vocabulary, "køkkenhjælp på plejehjem") == {"koekkenmedhjaelper"}


@pytest.mark.parametrize(("skill", "task"), [("scanne", "flytte paller"), ("køkken", "måle op og skære til")])
def test_two_tasks_are_not_alike_by_the_job_they_belong_to(skill: str, task: str) -> None:
    match = Matcher([Candidate(id="r", skills=(skill,))], [Opening(id="o", title="Medhjælper", tasks=(task,))])
    assert match.explain("o", "r").reasons == ()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("noget med buskrydder", "graesslaaning"),
        ("rollator og bleer", "personlig-pleje"),
        ("i clean offices and schools", "skolerengoering"),
        ("warehouse picking", "ordreplukning"),
        ("lægge parketgulv", "gulvlaegning"),
        ("udskiftning af lås", "doerlaas-montering"),
    ],
)
def test_a_tool_a_loan_word_and_a_compound_say_the_work(
    text: str, term: str, doings: Doings, vocabulary: Vocabulary
) -> None:
    assert term in meant(doings, vocabulary, text)


def test_every_word_of_another_language_stands_for_one_that_says_something(vocabulary: Vocabulary) -> None:
    assert len(dict(vocabulary.doings.loans)) == len(vocabulary.doings.loans)
    assert [danish for _, danish in vocabulary.doings.loans if not danish or " " in danish] == []


@pytest.mark.parametrize("text", ["", "kontorassistent", "noget med dyr", "glad og social"])
def test_a_text_without_a_doing_is_left_alone(text: str, doings: Doings) -> None:
    assert doings.meant(text) == {}


@pytest.mark.parametrize(("inflected", "base"), THINGS)
def test_things_meet_in_one_form(inflected: str, base: str) -> None:
    assert thing_key(inflected) == thing_key(base)


def test_a_verb_makes_its_nouns() -> None:
    inflected, nouns = forms_of("plukke")
    assert {"pluker", "plukede"} <= set(inflected)
    assert {"plukning", "pluker"} <= set(nouns)


def test_the_files_name_terms_and_kinds_that_exist(vocabulary: Vocabulary) -> None:
    said = vocabulary.doings
    terms = {term for line in said.lines for term in line.terms}
    kinds = {word for line in said.lines for word in (*line.doings, *line.things) if word[0] in "!@"}
    assert terms - vocabulary.by_id.keys() == set()
    assert {kind.removeprefix("@") for kind in kinds} - said.members.keys() == set()
