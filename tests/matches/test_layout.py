"""Rankings are calm: words and places agree, few rows first, weak ones folded, common questions said once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.matches.layout import ROWS_FIRST, SECTIONS, WORDS, by_word, common_questions, laid_out
from app.matches.lenses import OWN, Told, told
from matching import FitWord, Match, Part, PartCode, Reason, ReasonCode, Unknown, UnknownCode

HOURS, TIMES, AGE = Unknown(UnknownCode.HOURS), Unknown(UnknownCode.TIMES), Unknown(UnknownCode.AGE)


@dataclass(frozen=True)
class Row:
    """A row with nothing but what is told."""

    told: Told


def match(score: float, text: float, *questions: Unknown) -> Match:
    """A match of this score, with skills met this well."""
    skill = Reason(ReasonCode.SKILL_MEETS_TASK, "a", "b", text)
    return Match(
        "order:1", f"resident:{score}", score, score, (Part(PartCode.SKILLS, text, 1.0, 0.1, (skill,)),), (), questions
    )


def rows(*matches: Match) -> list[Row]:
    """Rows as those who work with the person are told of them."""
    return [Row(told(one, OWN)) for one in matches]


GOOD, DOUBTED, POSSIBLE = match(0.6, 0.9), match(0.9, 0.9, AGE), match(0.5, 0.5)
ASK, WEAK = match(0.3, 0.1), match(0.16, 0.3)


def test_better_words_stand_higher_and_within_a_word_the_ranker_s_order_holds() -> None:
    assert by_word([DOUBTED, WEAK, GOOD, ASK, POSSIBLE]) == [GOOD, DOUBTED, POSSIBLE, ASK, WEAK]
    assert set(WORDS) == set(FitWord)


@pytest.mark.parametrize(("strong", "first"), [(0, 0), (4, 4), (5, 5), (7, 5)])
def test_five_rows_stand_first_and_the_rest_is_folded(strong: int, first: int) -> None:
    lots = laid_out(rows(*[GOOD] * strong))
    assert (len(lots.first), len(lots.more), len(lots.perhaps)) == (first, strong - first, 0)


def test_weak_rows_are_folded_away_unless_there_are_no_others() -> None:
    good, weak = rows(GOOD, WEAK)
    assert laid_out([good, weak, weak]).perhaps == (weak, weak)
    lots = laid_out([weak] * (ROWS_FIRST + 1))
    assert (lots.first, lots.more, lots.perhaps) == ((weak,) * ROWS_FIRST, (weak,), ())


def test_a_question_of_nearly_all_rows_is_said_once() -> None:
    both, one, none = match(0.6, 0.9, HOURS, TIMES), match(0.6, 0.9, HOURS), match(0.6, 0.9)
    assert common_questions(rows(both, one, one, one, none)) == (HOURS,)
    assert common_questions(rows(both, one, one, none, none)) == ()
    assert common_questions(rows(both, both)) == ()


def test_every_question_about_the_profile_has_its_section() -> None:
    about_profile = {code for code in UnknownCode if not code.value.startswith("ask_company")}
    assert about_profile - set(SECTIONS) == {UnknownCode.YOUTH_WORK, UnknownCode.CONSENT}
