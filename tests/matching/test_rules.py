"""Hard rules with their reason, unknowns as questions, hours with growth, a no that is a no."""

import pytest

from matching import (
    AgeRule,
    BlockerCode,
    Candidate,
    Demand,
    FitWord,
    Hours,
    Kind,
    Matcher,
    Opening,
    ReasonCode,
    UnknownCode,
    Vocabulary,
    age_rule,
    fit_word,
)

CLEAN = ("rengøring",)


def explained(person: Candidate, job: Opening):
    return Matcher([person], [job]).explain(job.id, person.id)


def blocked(person: Candidate, job: Opening) -> list[BlockerCode]:
    ranker = Matcher([person], [job])
    match, listed = ranker.explain(job.id, person.id), ranker.for_opening(job.id)
    assert bool(match.blockers) is (not listed)
    return [blocker.code for blocker in match.blockers]


@pytest.mark.parametrize(
    ("facts", "job", "expected"),
    [
        ({"age_rule": AgeRule.UNDER_13}, {}, [BlockerCode.TOO_YOUNG_TO_WORK]),
        ({"age_rule": AgeRule.FROM_13_TO_14}, {"hours": Hours(15, 20)}, [BlockerCode.YOUTH_HOURS_TOO_MANY]),
        ({"age_rule": AgeRule.FROM_13_TO_14}, {"hours": Hours(6, 20)}, []),
        (
            {"age_rule": AgeRule.FROM_13_TO_14},
            {"core_demands": (Demand.DANGEROUS_SUBSTANCES.value,)},
            [BlockerCode.YOUTH_WORK_NOT_ALLOWED],
        ),
        ({"age_rule": AgeRule.FROM_15_TO_17}, {"hours": Hours(37, 37)}, []),
        ({"age_rule": AgeRule.FROM_15_TO_17}, {"min_age": 18}, [BlockerCode.BELOW_MINIMUM_AGE]),
        ({"age_rule": AgeRule.FROM_15_TO_17}, {"min_age": 16}, []),
        ({"age_rule": AgeRule.ADULT}, {"kind": Kind.YOUTH_JOB}, [BlockerCode.YOUTH_JOB_FOR_13_TO_17]),
        (
            {"age_rule": AgeRule.FROM_13_TO_14},
            {"hours": Hours(grid=frozenset({(0, 3)}))},
            [BlockerCode.YOUTH_TIME_NOT_ALLOWED],
        ),
        ({"without": ("kørekort B",)}, {"certificates": ("kørekort B",)}, [BlockerCode.CERTIFICATE_MISSING]),
        ({}, {"certificates": ("kørekort B",)}, []),
        ({"hours": Hours(5, 8)}, {"hours": Hours(30, 37)}, [BlockerCode.HOURS_NO_OVERLAP]),
        ({"hours": Hours(5, 8, grow_to=30)}, {"hours": Hours(30, 37)}, []),
        ({"hours": Hours(5, 8)}, {"hours": Hours(9, 10)}, []),
        (
            {"hours": Hours(grid=frozenset({(0, 1)}))},
            {"hours": Hours(grid=frozenset({(5, 1)}))},
            [BlockerCode.TIMES_NO_OVERLAP],
        ),
        (
            {"avoid": (Demand.HEAVY_LIFTING.value,)},
            {"core_demands": (Demand.HEAVY_LIFTING.value,)},
            [BlockerCode.DEMAND_TO_AVOID],
        ),
        (
            {"wishes": ("ikke tunge løft",)},
            {"core_demands": (Demand.HEAVY_LIFTING.value,)},
            [BlockerCode.DEMAND_TO_AVOID],
        ),
        ({"avoid": (Demand.HEAVY_LIFTING.value,)}, {"demands": (Demand.HEAVY_LIFTING.value,)}, []),
        ({"consent": False}, {}, [BlockerCode.NO_CONSENT]),
    ],
)
def test_only_what_is_known_shuts_a_door(facts, job, expected):
    assert blocked(Candidate(id="r", skills=CLEAN, **facts), Opening(id="o", title="Rengøring", **job)) == expected


def test_a_no_is_a_no_and_anything_is_no_wish():
    job = Opening(id="o", title="Køkkenmedhjælper")
    assert blocked(Candidate(id="r", skills=("lave mad",), wishes=("ikke køkken mere",)), job) == [
        BlockerCode.JOB_REFUSED
    ]
    person = Candidate(id="r", wishes=("alt arbejde",))
    assert Matcher([person], [job]).for_candidate("r") == []
    assert UnknownCode.WISHES not in {unknown.code for unknown in explained(person, job).unknowns}


def test_hours_after_growth_are_told():
    person = Candidate(id="r", skills=CLEAN, hours=Hours(5, 8, grow_to=20))
    told = explained(person, Opening(id="o", title="Rengøring", hours=Hours(15, 20))).reasons
    assert [(r.code, r.amount, r.limit) for r in told if r.code.value.startswith("hours")] == [
        (ReasonCode.HOURS_FIT_AFTER_GROWTH, 20, 15)
    ]


def test_words_about_a_pair_wait_for_what_is_unknown():
    person = Candidate(id="r", skills=CLEAN, wishes=CLEAN)
    assert fit_word(explained(person, Opening(id="o", title="Rengøring"))) is FitWord.GOOD
    asked = explained(person, Opening(id="o", title="Rengøring", certificates=("kørekort B",)))
    assert [u.about for u in asked.unknowns if u.code is UnknownCode.CERTIFICATE] == ["kørekort B"]
    assert fit_word(asked) is FitWord.POSSIBLE


def test_age_bands():
    assert [age_rule(age) for age in (12, 13, 15, 16, 18)] == [
        AgeRule.UNDER_13,
        AgeRule.FROM_13_TO_14,
        AgeRule.FROM_15_TO_17_AT_SCHOOL,
        AgeRule.FROM_15_TO_17,
        AgeRule.ADULT,
    ]
    assert age_rule(16, at_school=True) is AgeRule.FROM_15_TO_17_AT_SCHOOL


def test_the_version_names_code_weights_and_vocabulary():
    ranker = Matcher([], [])
    assert ranker.version == f"2-{ranker.weights.version}-{Vocabulary.load_default().digest}"


@pytest.mark.parametrize(
    ("band", "kind", "asked"),
    [
        (AgeRule.FROM_13_TO_14, Kind.ORDINARY, ["light_work"]),
        (AgeRule.FROM_15_TO_17_AT_SCHOOL, Kind.ORDINARY, ["light_work"]),
        (AgeRule.FROM_13_TO_14, Kind.YOUTH_JOB, []),
        (AgeRule.FROM_15_TO_17, Kind.ORDINARY, []),
    ],
)
def test_who_goes_to_school_is_asked_about_light_work(band, kind, asked):
    person = Candidate("a", skills=CLEAN, age_rule=band)
    unknowns = explained(person, Opening("o", tasks=CLEAN, kind=kind)).unknowns
    assert [each.about for each in unknowns if each.code is UnknownCode.YOUTH_WORK] == asked
