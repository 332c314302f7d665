"""What a match tells through each lens, and that no lens tells a thing twice."""

from __future__ import annotations

import pytest

from app.matches import lenses
from app.matches.lenses import OWN, TEAM, of_scope, told
from app.residents.models import ConsentScope
from matching import (
    Blocker,
    BlockerCode,
    Match,
    Part,
    PartCode,
    Reason,
    ReasonCode,
    Unknown,
    UnknownCode,
)


def part(code: PartCode, *reasons: Reason) -> Part:
    return Part(code, 0.5, 0.125, 0.0625, reasons)


SKILL = Reason(ReasonCode.SKILL_MEETS_REQUIREMENT, "a", "b", 0.9)
WISH = Reason(ReasonCode.WISH_MEETS_TITLE, "w", "t", 0.9)
REFUSED = Reason(ReasonCode.GAP_TASK_REFUSED, "ikke x", "x", 0.9)
AVOID = Reason(ReasonCode.GAP_DEMAND_TO_AVOID, "noise", "noise", 1.0)
HOURS = Reason(ReasonCode.HOURS_FIT, amount=5, limit=8)
NEAR = Reason(ReasonCode.PLACE_NEAR, amount=3.0)
DANISH = Reason(ReasonCode.LANGUAGE_MEETS, need="dansk", amount=3, limit=2)
STRENGTH = Reason(ReasonCode.PERSONAL_MEETS, "p", "q", 0.8)
MATCH = Match(
    "order:1",
    "resident:1",
    0.5,
    0.5,
    (
        part(PartCode.SKILLS, SKILL),
        part(PartCode.WISHES, WISH, REFUSED, AVOID),
        part(PartCode.HOURS, HOURS),
        part(PartCode.PLACE, NEAR),
        part(PartCode.LANGUAGE, DANISH),
        part(PartCode.PERSONAL, STRENGTH),
    ),
    (
        Blocker(BlockerCode.DEMAND_TO_AVOID, need="noise"),
        Blocker(BlockerCode.BELOW_MINIMUM_AGE, limit=18),
        Blocker(BlockerCode.DEADLINE_PASSED, need="2026-01-01"),
    ),
    (Unknown(UnknownCode.AGE), Unknown(UnknownCode.REACH), Unknown(UnknownCode.OPENING_PLACE)),
)


@pytest.mark.parametrize(
    ("lens", "reasons", "gaps", "blockers", "questions"),
    [
        (OWN, {SKILL, WISH, HOURS, NEAR, DANISH, STRENGTH}, {REFUSED, AVOID}, 3, 2),
        (TEAM, {SKILL, WISH, HOURS, NEAR, DANISH, STRENGTH}, {REFUSED}, 2, 2),
        (of_scope({ConsentScope.WISHES}), {WISH}, set(), 1, 0),
        (of_scope({ConsentScope.HOURS}), {HOURS}, set(), 1, 0),
        (of_scope({ConsentScope.NAME_AND_CONTACT}), {NEAR}, set(), 1, 1),
        (of_scope({ConsentScope.CV}), {SKILL, DANISH, STRENGTH}, set(), 1, 0),
        (of_scope(()), set(), set(), 1, 0),
    ],
)
def test_each_lens_tells_its_own(lens, reasons, gaps, blockers, questions) -> None:
    seen = told(MATCH, lens)
    assert (set(seen.reasons), set(seen.gaps)) == (reasons, gaps)
    assert (len(seen.blockers), len(seen.questions), len(seen.company_questions)) == (blockers, questions, 1)
    assert seen.kept_back == (lens is not OWN)


def test_every_consent_opens_something_and_every_code_has_its_place() -> None:
    assert set(lenses.OPENED_BY) == set(ConsentScope)
    asked = set(lenses.ASKED_PART) | lenses.OF_THE_COMPANY
    assert set(UnknownCode) - asked == {UnknownCode.AGE, UnknownCode.YOUTH_WORK, UnknownCode.CONSENT}


def test_each_thing_a_person_has_is_told_once_with_how_many_more_it_fits() -> None:
    title = Reason(ReasonCode.SKILL_MEETS_TITLE, "vask", "Trappevask", 0.6)
    task = Reason(ReasonCode.SKILL_MEETS_TASK, "vask", "vask af trapper", 0.9)
    required = Reason(ReasonCode.SKILL_MEETS_REQUIREMENT, "vask", "rengøring", 0.7)
    other = Reason(ReasonCode.SKILL_MEETS_TASK, "mad", "frokost", 0.5)
    wish = Reason(ReasonCode.WISH_MEETS_TASK, "vask", "vask af trapper", 0.4)
    match = Match("o", "r", 0.5, 0.5, (part(PartCode.SKILLS, title, required, task, other, wish, HOURS),), (), ())
    seen = told(match, OWN)
    assert (seen.reasons, seen.also) == ((task, other, wish, HOURS), (2, 0, 0, 0))


def test_what_must_not_be_overlooked_stands_first_among_what_lacks() -> None:
    lacks = Reason(ReasonCode.GAP_DESIRABLE, need="excel")
    match = Match("o", "r", 0.5, 0.5, (part(PartCode.WISHES, lacks, REFUSED, AVOID),), (), ())
    assert told(match, OWN).gaps == (REFUSED, AVOID, lacks)


def test_without_considerations_only_the_word_and_the_score_are_moved_by_them() -> None:
    seen = told(MATCH, OWN)
    bare = seen.without_considerations()
    assert (seen.rests_on_considerations, bare.rests_on_considerations) == (True, False)
    assert (bare.gaps, [one.code for one in bare.blockers], bare.fit, bare.score) == (
        (REFUSED,),
        [BlockerCode.BELOW_MINIMUM_AGE, BlockerCode.DEADLINE_PASSED],
        seen.fit,
        seen.score,
    )
