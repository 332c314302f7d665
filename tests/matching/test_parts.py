"""Every part of a text counts, a false friend in one part says nothing of another, reasons are sparing."""

from datetime import date

import pytest

from matching import Candidate, Kind, Matcher, Opening, ReasonCode, Vocabulary
from matching.parts import may_have_parts, parts, tail_phrases
from matching.text import fold

KNOWN = {"vask", "gulvvask", "arbejde"}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("trappevask", []),
        ("vinduespudser og trappevask", ["vinduespudser", "trappevask"]),
        ("gulv- og trappevask", ["gulvvask", "trappevask"]),
        ("vaske gulve og trapper", ["vaske gulve", "vaske trapper", "trapper"]),
        ("folde og pakke vasketøj", ["folde vasketøj", "folde", "pakke vasketøj"]),
        ("lager/butik, unge", ["lager", "butik"]),
        ("erfaring med rengøring", ["rengøring"]),
        ("måle op og skære til", ["måle op"]),
        ("fritidsjob: læse højt og gå ture", ["læse højt", "gå ture"]),
    ],
)
def test_a_text_is_cut_where_it_names_several_things(text: str, cut: list[str]):
    assert parts(text, KNOWN) == cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("lave ris og kylling", ["lave ris", "lave kylling"]),
        ("lave ris, kylling og salat", ["lave ris", "lave kylling", "lave salat"]),
        ("lave mad på skole og vaske på plejehjem", ["lave mad på skole", "vaske på plejehjem"]),
        ("vaske gulve og lave kaffe på skole", ["vaske gulve på skole", "lave kaffe på skole"]),
        ("køre med gamle og unge folk i bus", ["køre med gamle i bus", "unge folk i bus"]),
        ("frugtplukker af æbler og pærer", ["frugtplukker af æbler", "frugtplukker af pærer"]),
    ],
)
def test_what_is_done_and_where_is_lent_to_every_part(text: str, cut: list[str]):
    assert parts(text, KNOWN, {"lave", "vaske", "køre"}.__contains__) == cut


@pytest.mark.parametrize(
    ("title", "tails"),
    [("medhjælper til fællesspisning", ["fællesspisning"]), ("maler til opgange", []), ("medhjælper", [])],
)
def test_a_title_says_its_field_after_a_bare_role(title: str, tails: list[str]):
    assert tail_phrases(title) == tails


@pytest.mark.parametrize(
    "title",
    ["Vinduespudser og trappevask", "Trappevask og vinduer", "Gulv- og trappevask", "Vinduer, gange samt trappevask"],
)
@pytest.mark.parametrize("wish", ["vaske trapper", "trappevask"])
def test_a_wish_finds_each_part_of_a_title(title: str, wish: str):
    ranker = Matcher([Candidate(id="r", wishes=(wish,))], [Opening(id="o", title=title)])
    assert [match.reasons[0].need for match in ranker.for_candidate("r")] == [title]


def test_one_word_of_a_person_is_told_at_most_twice_in_a_part():
    opening = Opening(
        id="o",
        title="Truckfører",
        tasks=("køre gaffeltruck", "flytte paller"),
        required=("truckkørsel", "kan køre truck"),
    )
    told = Matcher([Candidate(id="r", skills=("kørt truck",))], [opening]).explain("o", "r").reasons
    assert len(told) in (1, 2)
    assert len({reason.need for reason in told}) == len(told)


def test_another_kind_and_a_later_start_are_gaps_only_when_known():
    opening = Opening(id="o", title="Rengøring", kind=Kind.ORDINARY, start=date(2027, 1, 1))
    people = [
        Candidate(id="late", wishes=("rengøring",), kinds=(Kind.FEW_HOURS,), available_from=date(2027, 2, 1)),
        Candidate(id="unknown", wishes=("rengøring",)),
    ]
    ranker = Matcher(people, [opening])
    assert [gap.code for gap in ranker.explain("o", "late").gaps] == [ReasonCode.GAP_KIND, ReasonCode.GAP_START_LATER]
    assert ranker.explain("o", "unknown").gaps == ()


def test_among_gives_what_the_whole_gives_for_those():
    people = [
        Candidate(id=f"r{at}", wishes=("rengøring",), skills=("gøre rent", "vaske gulv")[: at % 3]) for at in range(9)
    ]
    openings = [Opening(id=f"o{at}", title="Rengøring", tasks=("vaske gulv",)[: at % 2]) for at in range(5)]
    ranker = Matcher(people, openings)
    seen = {"r1", "r4", "r8"}
    assert ranker.for_opening("o1", among=seen) == [
        m for m in ranker.for_opening("o1", limit=99) if m.candidate_id in seen
    ]
    ours = {"o0", "o3"}
    assert ranker.for_candidate("r4", among=ours) == [
        m for m in ranker.for_candidate("r4", limit=99) if m.opening_id in ours
    ]


def test_a_text_that_can_be_cut_is_never_passed_over():
    texts = [fold(form) for form in Vocabulary.load_default().forms()]
    texts += [
        "gulv- og trappevask",
        "har erfaring med rengøring",
        "maler/murer",
        "en stilling",
        "vaske, stryge",
        "sælge – bage",
    ]
    cut = [at for at, text in enumerate(texts) if parts(text, frozenset())]
    assert cut != []
    assert sorted(set(cut) - set(may_have_parts(texts))) == []
